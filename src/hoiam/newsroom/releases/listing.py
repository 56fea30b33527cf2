"""What the list of releases says: read once, summed up in a stamp, then written."""

from __future__ import annotations

from typing import Any

from hoiam.desks.models import Place
from hoiam.enquiries.queries.paging import page_of
from hoiam.newsroom.published import line_of, newest_editions
from hoiam.newsroom.releases.choice import Choice
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import etag
from hoiam.releases.models import Edition
from hoiam.ui.shapes import Page

PAGE = 20


class ListSheet:
    """One page of the list, the newest edition first."""

    def __init__(self, request: PublicRequest) -> None:
        at = request.at
        public = Edition.objects.public(at).order_by().values("release__place")
        self.choice = Choice.read(request.GET, tuple(Place.objects.filter(pk__in=public).order_by("code")))
        self.cursor = request.GET.get("after", "")[:200]
        rows = self.choice.narrowed(newest_editions(at))
        found = page_of(rows, by="published_at", cursor=self.cursor, limit=PAGE, is_descending=True)
        self.lines = [line_of(row, at) for row in found.rows]
        self.page = Page(
            newer=self.choice.address() if self.cursor else "",
            older=self.choice.address(after=found.next_cursor) if found.next_cursor else "",
        )
        names = [str(row.name) for row in self.choice.desks], [str(row.name) for row in self.choice.places]
        self.stamp = etag(request, self.lines, self.page, names)

    def context(self) -> dict[str, Any]:
        return {
            "lines": self.lines,
            "page": self.page,
            "choice": self.choice,
            "fields": self.choice.fields(),
            "is_first": not self.cursor,
        }
