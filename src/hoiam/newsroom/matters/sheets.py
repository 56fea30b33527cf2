"""What the pages of matters say: read once, summed up in a stamp, then written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse

from hoiam.enquiries.models import Bulletin, Matter
from hoiam.enquiries.queries.bulletins import answers_on, public_matter, public_matters
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import etag
from hoiam.texts.queries.rendering import rendered
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Page

MOST_ANSWERS = 50


@dataclass(frozen=True)
class Line:
    """A matter in the list, with the bulletin that stands now."""

    address: str
    title: str
    desk: str
    number: int
    issued_at: datetime
    next_update_at: datetime | None
    """None where none is promised, or the matter is closed."""
    is_missed: bool
    is_emergency: bool
    is_closed: bool


class ListSheet:
    """One page of the list of matters, the latest bulletin first."""

    def __init__(self, request: PublicRequest) -> None:
        self.cursor = request.GET.get("after", "")[:200]
        page = public_matters(request.at, cursor=self.cursor)
        self.lines = [line_of(row, request.at) for row in page.rows]
        self.page = Page(
            newer="." if self.cursor else "", older=f"?after={page.next_cursor}" if page.next_cursor else ""
        )
        self.stamp = etag(request, self.lines, self.page)

    def context(self) -> dict[str, Any]:
        return {"lines": self.lines, "page": self.page, "is_first": not self.cursor}


class MatterSheet:
    """A matter with all its bulletins, or one of them as it read. Raises `Http404` where none is public."""

    def __init__(self, request: PublicRequest, number: int, bulletin: int | None = None) -> None:
        try:
            self.matter, self.bulletins = public_matter(number, request.at)
        except Matter.DoesNotExist:
            raise Http404 from None
        self.newest = self.bulletins[0]
        self.chosen = next((row for row in self.bulletins if row.number == bulletin), None)
        if bulletin is not None and self.chosen is None:
            raise Http404
        shown = self.chosen or self.newest
        self.is_missed = not self.matter.closed_at and self.newest.is_update_missed(request.at)
        self.answers = (
            [(row.enquiry.reference, row.enquiry.question, foreign(row.enquiry.language)) for row in rows]
            if (rows := answers_on(self.matter, request.at)[:MOST_ANSWERS])
            else []
        )
        self.shown = shown
        desk = self.matter.desk
        self.stamp = etag(
            request,
            (self.matter.title, self.matter.closed_at, self.matter.is_public_emergency, self.is_missed),
            (desk.code, str(desk.name), str(desk.body.name), desk.phone, desk.is_open),
            [(row.number, row.issued_at, row.version.hash) for row in self.bulletins if row.version],
            shown.number,
            self.answers,
        )

    def context(self) -> dict[str, Any]:
        shown = self.shown
        assert shown.version is not None
        return {
            "matter": self.matter,
            "desk": self.matter.desk,
            "bulletin": shown,
            "newest": self.newest,
            "is_newest": shown.pk == self.newest.pk,
            "is_missed": self.is_missed,
            "text": rendered(shown.version),
            "language": foreign(shown.version.language),
            "method": shown.version.clearance.get_method_display(),
            "history": self.bulletins,
            "answers": [
                (reverse("newsroom_answers:answer", args=[reference]), reference, question, language)
                for reference, question, language in self.answers
            ],
            "feeds": [
                (form, reverse(f"newsroom_feeds:matter_{form}", args=[self.matter.pk]))
                for form in ("atom", "json")
            ],
        }


def line_of(row: Bulletin, at: datetime) -> Line:
    """The line of a matter; `row` is its newest public bulletin."""
    matter = row.matter
    assert row.number is not None and row.issued_at is not None
    return Line(
        address=reverse("newsroom_matters:matter", args=[matter.pk]),
        title=matter.title,
        desk=str(matter.desk.name),
        number=row.number,
        issued_at=row.issued_at,
        next_update_at=None if matter.closed_at else row.next_update_at,
        is_missed=not matter.closed_at and row.is_update_missed(at),
        is_emergency=matter.is_public_emergency and not matter.closed_at,
        is_closed=matter.closed_at is not None,
    )
