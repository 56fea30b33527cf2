"""The rows of the list with their marks already drawn: fifty of them stand on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hoiam.enquiries.models import Enquiry
from hoiam.ui import moments
from hoiam.ui.components.marks import badge, due
from hoiam.workroom.enquiries.lines import Line, line_of

WARN_HOURS = 48


@dataclass(frozen=True)
class DrawnRow:
    line: Line
    about: str
    """Kind, and the language where it is not the page's."""
    badges: SafeString
    due: SafeString | str
    tone: str
    """`is-danger` for a late one."""
    language: str


class Drawer:
    """Draws rows; many limits end at one moment and many marks are alike, so each is drawn once."""

    def __init__(self, desk_code: str, at: datetime) -> None:
        self._desk_code, self._at = desk_code, at
        self._dues: dict[tuple[datetime | None, datetime | None], SafeString | str] = {}
        self._badges: dict[tuple[str, ...], SafeString] = {}

    def row(self, enquiry: Enquiry) -> DrawnRow:
        """One row of the list; reads `officer` (select it)."""
        line = line_of(enquiry, desk_code=self._desk_code, at=self._at)
        return DrawnRow(
            line=line,
            about=f"{line.kind} · {line.language}" if line.language else line.kind,
            badges=self._badges_of(line),
            due=self._due_of(line),
            tone="is-danger" if line.tone == "danger" else "",
            language=enquiry.language,
        )

    def _badges_of(self, line: Line) -> SafeString:
        """The state, and what is derived; that it is late stands beside, in its own column."""
        key = (line.state, *(mark.word for mark in line.marks))
        if key not in self._badges:
            words = [(line.state, line.state_tone), *((mark.word, mark.tone) for mark in line.marks)]
            shown = ((badge(word, tone=tone),) for word, tone in words if tone != "danger")
            self._badges[key] = format_html_join(" ", "{}", shown)
        return self._badges[key]

    def _due_of(self, line: Line) -> SafeString | str:
        key = (line.due_at, line.closed_at)
        if key not in self._dues:
            self._dues[key] = self._drawn_due(line)
        return self._dues[key]

    def _drawn_due(self, line: Line) -> SafeString | str:
        if line.closed_at:
            closed = moments.moment(line.closed_at)
            return format_html('<time datetime="{}">{}</time>', moments.machine(line.closed_at), closed)
        return due(Context(), line.due_at, now=self._at, warn_hours=WARN_HOURS) if line.due_at else ""
