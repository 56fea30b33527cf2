"""What a page of the log or of one answer says: read once, summed up in a stamp, then written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse

from hoiam.enquiries.models import Answer
from hoiam.enquiries.queries.disclosures import PAGE, log_rows, public_answers, rows_by_references
from hoiam.enquiries.queries.timeliness import timeliness_of
from hoiam.evidence.vocabulary import theme_label
from hoiam.newsroom.answers.alarms import open_alarms
from hoiam.newsroom.answers.choice import Choice
from hoiam.newsroom.answers.lines import TONES, Line, lines_of, timing, written
from hoiam.newsroom.answers.record import number_through, record_of
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import etag
from hoiam.search.queries import find
from hoiam.texts.queries.paper import approved_on_paper
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Page

LONG_QUESTION = 180
"""Characters from which a question is set as a paragraph rather than as a title."""


class LogSheet:
    """One page of the log."""

    def __init__(self, request: PublicRequest) -> None:
        self.choice = Choice.read(request.GET)
        self.is_weak = False
        self.cursor = request.GET.get("after", "")[:200]
        if self.choice.query:
            rows, next_cursor = self._found(request.at), ""
        else:
            page = log_rows(
                request.at,
                desk=self.choice.desk,
                kind=self.choice.kind,
                outcome=self.choice.outcome,
                theme=self.choice.theme,
                cursor=self.cursor,
            )
            rows, next_cursor = page.rows, page.next_cursor
        self.changed_at: datetime | None = max((row.enters_log_at for row in rows), default=None)
        self.lines: list[Line] = lines_of(rows, {desk.pk: str(desk.name) for desk in self.choice.desks})
        self.page = Page(
            newer=self.choice.address() if self.cursor else "",
            older=self.choice.address(after=next_cursor) if next_cursor else "",
        )
        desks = [(desk.code, str(desk.name)) for desk in self.choice.desks]
        self.stamp = etag(request, self.lines, self.page, self.is_weak, desks)

    def _found(self, at: datetime) -> Sequence[Any]:
        """What the search finds and a reference that was typed, checked by the visibility predicate."""
        choice = self.choice
        found = find(
            choice.query, kinds={"answer"}, audience={"public"}, limit=PAGE, theme=choice.theme or None
        )
        references = list(dict.fromkeys([choice.query.upper(), *(hit.ref for hit in found.hits)]))
        rows = rows_by_references(references, at)
        self.is_weak = found.weak and not any(row.enquiry__reference == references[0] for row in rows)
        return [
            row
            for row in rows
            if (choice.desk is None or row.desk_id == choice.desk.pk)
            and choice.kind in ("", row.enquiry__kind)
            and choice.outcome in ("", row.outcome)
            and choice.theme in ("", row.enquiry__theme)
        ]

    def context(self) -> dict[str, Any]:
        return {
            "lines": [written(line) for line in self.lines],
            "page": self.page,
            "choice": self.choice,
            "fields": self.choice.fields(),
            "is_weak": self.is_weak,
            "is_first": not self.cursor,
        }


class AnswerSheet:
    """Everything that was said in public under one reference. Raises `Http404` where there is nothing."""

    def __init__(self, request: PublicRequest, reference: str) -> None:
        try:
            answers = public_answers(reference, request.at)
        except Answer.DoesNotExist:
            raise Http404 from None
        alarms = open_alarms(answers)
        self.said = record_of(answers, alarms)
        self.newest = self.said[0].answer
        self.enquiry = self.newest.enquiry
        self.limit = timeliness_of([self.enquiry.pk]).get(self.enquiry.pk)
        moments = [answer.enters_log_at for answer in answers]
        moments += [alarm.raised_at for found in alarms.values() for alarm in found]
        self.changed_at: datetime | None = max((moment for moment in moments if moment), default=None)
        desk = self.newest.desk
        self.stamp = etag(
            request,
            (self.enquiry.question, self.enquiry.theme, self.enquiry.kind, self.limit),
            (str(desk.name), str(desk.body.name), desk.is_open),
            [_stands_on(answer) for answer in answers],
            alarms,
        )

    def context(self) -> dict[str, Any]:
        self._note_papers()
        number_through(self.said)
        enquiry, newest = self.enquiry, self.newest
        return {
            "enquiry": enquiry,
            "desk": newest.desk,
            "said": self.said,
            "newest": newest,
            "tone": TONES.get(newest.outcome, "neutral"),
            "is_long": len(enquiry.question) > LONG_QUESTION,
            "limit": self.limit,
            "timing": timing(self.limit, enquiry.received_at, newest.sent_at),
            "theme": theme_label(enquiry.theme) if enquiry.theme else "",
            "question_language": foreign(enquiry.language),
            "facts_at": reverse("newsroom_facts:list"),
        }

    def _note_papers(self) -> None:
        """Say of each text approved on paper when it was signed. No stamp needs it: it never changes once sent."""
        rows = [row for one in self.said for row in (one.answer, *one.corrections)]
        papers = approved_on_paper([row.version_id for row in rows if row.version_id])
        for one in self.said:
            one.signed_on = {version: paper.signed_date for version, paper in papers.items()}


def _stands_on(answer: Answer) -> tuple[Any, ...]:
    """What the page shows of one answer; text and notes are fixed by the hash of its version."""
    ground = answer.ground
    named = (str(ground.label), str(ground.instrument)) if ground else ()
    return (answer.pk, answer.version.hash if answer.version else "", answer.enters_log_at, *named)
