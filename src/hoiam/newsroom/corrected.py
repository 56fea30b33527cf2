"""What was put right in public, newest first: releases that were corrected or withdrawn, and corrected answers."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hoiam.desks.models import Desk
from hoiam.enquiries.models import Answer
from hoiam.newsroom.published import text_in, title_of, with_texts
from hoiam.releases.models import Blanking, Edition, Release
from hoiam.ui.languages import foreign

PAGE = 20


@dataclass(frozen=True)
class Entry:
    """One correction. `note` says what was changed and why; answers carry theirs in their own text."""

    id: str
    what: str
    """`corrected`, `withdrawn` or `answer`."""
    at: datetime
    reference: str
    address: str
    title: str
    language: str
    """Tag of the title, where it is not the page's."""
    change: str
    note: str
    note_language: str
    desk: str
    desk_code: str


@dataclass(frozen=True)
class Part:
    """Some entries and where to go on; `next_cursor` is "" at the end."""

    entries: list[Entry]
    next_cursor: str


def corrections(at: datetime, *, desk: Desk | None = None, cursor: str = "", limit: int = PAGE) -> Part:
    """One part of the log of corrections, newest first. A cursor that is none begins at the beginning."""
    edge = read_edge(cursor)
    sources = (
        (Edition.objects.public(at).corrections(), "published_at", "release__desk", _of_editions),
        (Release.objects.public(at).filter(withdrawn_at__lte=at), "withdrawn_at", "desk", _of_releases),
        (Answer.objects.public(at).filter(corrects__isnull=False), "enters_log_at", "desk", _of_answers),
    )
    found: list[tuple[datetime, str, Entry]] = []
    for rows, by, owner, entries in sources:
        chosen = rows.filter(**{owner: desk}) if desk else rows
        chosen = chosen.filter(**{f"{by}__lte": edge[0]}) if edge else chosen
        told = entries(chosen.order_by(f"-{by}", "-id")[: limit + 1 + (limit if edge else 0)], at)
        found += [(entry.at, entry.id, entry) for entry in told]
    found.sort(key=lambda row: row[:2], reverse=True)
    if edge:
        found = [row for row in found if row[:2] < edge]
    shown = found[:limit]
    more = len(found) > limit
    return Part([row[2] for row in shown], _edge(shown[-1]) if more else "")


def blankings_counted() -> dict[int, int]:
    """{year: how many times passages were taken out of sight to protect a person}, the latest year first.

    One decision counts once, in however many languages and editions it was carried out.
    """
    years: dict[int, int] = {}
    rows = Blanking.objects.filter(confirmed_at__isnull=False, part_of__isnull=True)
    for moment in rows.values_list("confirmed_at", flat=True):
        assert moment is not None
        years[moment.year] = years.get(moment.year, 0) + 1
    return dict(sorted(years.items(), reverse=True))


def _of_editions(rows: Any, at: datetime) -> Iterator[Entry]:
    for edition in with_texts(rows):
        text = text_in(edition, get_language() or "")
        release = edition.release
        note, tag = edition.note.in_language()
        yield Entry(
            id=f"{release.reference}-{edition.number}",
            what="corrected",
            at=edition.published_at,  # type: ignore[arg-type]
            reference=release.reference,
            address=reverse("newsroom_releases:edition", args=[release.reference, edition.number]),
            title=title_of(text),
            language=foreign(text.language),
            change=str(edition.get_change_display()),
            note=note,
            note_language=foreign(tag) if tag else "",
            desk=str(release.desk.name),
            desk_code=release.desk.code,
        )


def _of_releases(rows: QuerySet[Any], at: datetime) -> Iterator[Entry]:
    withdrawn = list(rows)
    editions = Edition.objects.public(at).filter(release__in=withdrawn).order_by("number")
    newest = {edition.release_id: edition for edition in with_texts(editions)}
    for release in withdrawn:
        edition = newest[release.pk]
        text = text_in(edition, get_language() or "")
        why, tag = release.withdrawn_why.in_language()
        yield Entry(
            id=f"{release.reference}-withdrawn",
            what="withdrawn",
            at=release.withdrawn_at,
            reference=release.reference,
            address=reverse("newsroom_releases:release", args=[release.reference]),
            title=title_of(text),
            language=foreign(text.language),
            change=_("withdrawn"),
            note=why,
            note_language=foreign(tag) if tag else "",
            desk=str(edition.release.desk.name),
            desk_code=edition.release.desk.code,
        )


def _of_answers(rows: QuerySet[Any], at: datetime) -> Iterator[Entry]:
    for answer in rows.select_related("enquiry", "desk", "version").defer("version__facts"):
        yield Entry(
            id=f"{answer.enquiry.reference}-{answer.version.hash[:12]}",
            what="answer",
            at=answer.enters_log_at,
            reference=answer.enquiry.reference,
            address=reverse("newsroom_answers:answer", args=[answer.enquiry.reference]),
            title=" ".join(answer.enquiry.question.split()),
            language=foreign(answer.enquiry.language),
            change=_("an answer was corrected"),
            note="",
            note_language="",
            desk=str(answer.desk.name),
            desk_code=answer.desk.code,
        )


def read_edge(cursor: str) -> tuple[datetime, str] | None:
    """The place that a cursor names; None where it is none."""
    if not cursor:
        return None
    try:
        said = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        at, _mark, name = said.partition("~")
        moment = datetime.fromisoformat(at)
    except (ValueError, binascii.Error):
        return None
    return (moment, name) if moment.tzinfo else None


def _edge(row: tuple[datetime, str, Entry]) -> str:
    return base64.urlsafe_b64encode(f"{row[0].isoformat()}~{row[1]}".encode()).decode().rstrip("=")
