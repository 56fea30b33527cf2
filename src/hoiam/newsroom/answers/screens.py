"""Anyone reads what was asked and answered, in the order in which it became public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import condition, require_safe

from hoiam.enquiries.models import Answer
from hoiam.enquiries.queries.disclosures import PAGE, public_answers, public_by_references, public_log
from hoiam.enquiries.queries.timeliness import timeliness_of
from hoiam.evidence.vocabulary import theme_label
from hoiam.newsroom.answers.alarms import open_alarms
from hoiam.newsroom.answers.choice import Choice
from hoiam.newsroom.answers.lines import TONES, Line, foreign, lines_of, timing
from hoiam.newsroom.answers.record import Said, number_through, record_of
from hoiam.newsroom.stamping import etag, for_everybody
from hoiam.search.queries import find
from hoiam.ui.shapes import Page

LONG_QUESTION = 180


class LogSheet:
    """One page of the log, read once for the stamp and for the page."""

    def __init__(self, request: HttpRequest) -> None:
        at = request.at  # type: ignore[attr-defined]
        self.choice = Choice.read(request.GET)
        self.is_weak = False
        self.cursor = request.GET.get("after", "")[:200]
        if self.choice.query:
            answers, next_cursor = self._found(at), ""
        else:
            page = public_log(
                at,
                desk=self.choice.desk,
                kind=self.choice.kind,
                outcome=self.choice.outcome,
                theme=self.choice.theme,
                cursor=self.cursor,
            )
            answers, next_cursor = page.rows, page.next_cursor
        self.newest = max((answer.enters_log_at for answer in answers), default=None)
        self.lines: list[Line] = lines_of(answers)
        self.page = Page(
            newer=self.choice.address() if self.cursor else "",
            older=self.choice.address(after=next_cursor) if next_cursor else "",
        )

    def _found(self, at: datetime) -> Sequence[Answer]:
        choice = self.choice
        found = find(
            choice.query, kinds={"answer"}, audience={"public"}, limit=PAGE, theme=choice.theme or None
        )
        references = list(dict.fromkeys([choice.query.upper(), *(hit.ref for hit in found.hits)]))
        answers = public_by_references(references, at)
        self.is_weak = found.weak and not any(row.enquiry.reference == references[0] for row in answers)
        return [
            answer
            for answer in answers
            if (choice.desk is None or answer.desk_id == choice.desk.pk)
            and choice.kind in ("", answer.enquiry.kind)
            and choice.outcome in ("", answer.outcome)
            and choice.theme in ("", answer.enquiry.theme)
        ]


def _sheet(request: HttpRequest) -> LogSheet:
    known: LogSheet | None = getattr(request, "_log_sheet", None)
    if known is None:
        known = request._log_sheet = LogSheet(request)  # type: ignore[attr-defined]
    return known


def _log_etag(request: HttpRequest) -> str:
    sheet = _sheet(request)
    desks = [(desk.code, str(desk.name)) for desk in sheet.choice.desks]
    return etag(request, sheet.lines, sheet.page, sheet.is_weak, desks)


@require_safe
@condition(etag_func=_log_etag, last_modified_func=lambda request: _sheet(request).newest)
def log(request: HttpRequest) -> HttpResponse:
    """The log, newest first, narrowed by desk, kind, outcome, theme, or searched."""
    sheet = _sheet(request)
    context = {
        "lines": sheet.lines,
        "page": sheet.page,
        "choice": sheet.choice,
        "fields": sheet.choice.fields(),
        "is_weak": sheet.is_weak,
        "is_first": not sheet.cursor,
    }
    return for_everybody(render(request, "newsroom/answers/log.html", context))


def _said(request: HttpRequest, reference: str) -> list[Said]:
    known: list[Said] | None = getattr(request, "_said", None)
    if known is None:
        try:
            answers = public_answers(reference, request.at)  # type: ignore[attr-defined]
        except Answer.DoesNotExist:
            raise Http404 from None
        known = request._said = record_of(answers, open_alarms(answers))  # type: ignore[attr-defined]
    return known


def _answer_etag(request: HttpRequest, reference: str) -> str:
    said = _said(request, reference)
    enquiry, desk = said[0].answer.enquiry, said[0].answer.desk
    stands_on: list[Any] = [enquiry.question, enquiry.theme, str(desk.name), str(desk.body.name)]
    for one in said:
        stands_on += [(row.pk, row.version.hash) for row in (one.answer, *one.corrections)]  # type: ignore[union-attr]
        stands_on += [(alarm.reference, alarm.what) for alarm in one.alarms]
    return etag(request, stands_on)


def _answer_changed(request: HttpRequest, reference: str) -> datetime | None:
    said = _said(request, reference)
    moments = [row.enters_log_at for one in said for row in (one.answer, *one.corrections)]
    moments += [alarm.raised_at for one in said for alarm in one.alarms]
    return max((moment for moment in moments if moment), default=None)


@require_safe
@condition(etag_func=_answer_etag, last_modified_func=_answer_changed)
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """One question with everything that was said to it in public."""
    said = _said(request, reference)
    newest = said[0].answer
    enquiry = newest.enquiry
    number_through(said)
    limit = timeliness_of([enquiry.pk]).get(enquiry.pk)
    context = {
        "enquiry": enquiry,
        "desk": newest.desk,
        "said": said,
        "newest": newest,
        "tone": TONES.get(newest.outcome, "neutral"),
        "is_long": len(enquiry.question) > LONG_QUESTION,
        "limit": limit,
        "timing": timing(limit, enquiry.received_at, newest.sent_at),
        "theme": theme_label(enquiry.theme) if enquiry.theme else "",
        "question_language": foreign(enquiry.language),
        "facts_at": reverse("newsroom_facts:list"),
    }
    return for_everybody(render(request, "newsroom/answers/answer.html", context))
