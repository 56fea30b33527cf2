"""What the log of corrections says: read once, summed up in a stamp, then written."""

from __future__ import annotations

from typing import Any

from hoiam.newsroom.corrected import blankings_counted, corrections
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import etag
from hoiam.ui.shapes import Page


class CorrectionsSheet:
    """One page of the log, the newest first, and how many passages were taken out of sight."""

    def __init__(self, request: PublicRequest) -> None:
        cursor = request.GET.get("after", "")[:200]
        part = corrections(request.at, cursor=cursor)
        self.entries = part.entries
        self.is_first = not cursor
        self.page = Page(
            newer="." if cursor else "", older=f"?after={part.next_cursor}" if part.next_cursor else ""
        )
        self.blankings = blankings_counted()
        self.stamp = etag(request, self.entries, self.page, self.blankings)

    def context(self) -> dict[str, Any]:
        return {
            "entries": self.entries,
            "page": self.page,
            "is_first": self.is_first,
            "blankings": list(self.blankings.items()),
        }
