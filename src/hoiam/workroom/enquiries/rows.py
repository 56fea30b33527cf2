"""The rows of the list, drawn here and not by the template: fifty of them stand on one page."""

from __future__ import annotations

from datetime import datetime
from html import escape

from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.terms import Kind, State
from hoiam.ui import moments
from hoiam.ui.components.marks import badge, due
from hoiam.ui.languages import foreign
from hoiam.workroom.enquiries.lines import Mark, address_of, first_line, marks_of, state_tone

WARN_HOURS = 48
PICK = '<td><input type="checkbox" name="pick" form="give" value="{0}" aria-label="{1} {0}"></td>'
ROW = """<tr class="{}">{}<th scope="row"><a class="row-link mono" href="{}">{}</a></th>
<td class="enquiry-question"><span lang="{}">{}</span><span class="enquiry-kind">{}</span></td>
<td data-label="{}">{}</td><td data-label="{}">{}</td><td data-label="{}">{}</td></tr>"""


class Drawer:
    """Draws rows; many limits end at one moment and many marks are alike, so each is drawn once."""

    def __init__(self, desk_code: str, at: datetime, *, is_closed: bool, may_pick: bool = False) -> None:
        """`may_pick`: each row begins with a box to tick, of the form `give`."""
        self._desk_code, self._at = desk_code, at
        self._state, self._officer, self._nobody = map(escape, (_("State"), _("Officer"), _("nobody yet")))
        self._pick = escape(_("Choose")) if may_pick else ""
        self._limit = escape(_("Closed on") if is_closed else _("Due"))
        self._no_limit = escape(_("no limit runs"))
        self._dues: dict[tuple[datetime | None, datetime | None], SafeString | str] = {}
        self._badges: dict[tuple[str, ...], SafeString] = {}
        self._about: dict[tuple[str, str], str] = {}

    def row(self, enquiry: Enquiry) -> SafeString:
        """One row of the list; reads `officer` (select it). What may hold any sign at all is escaped here."""
        marks = marks_of(enquiry, self._at)
        is_late = any(mark.tone == "danger" for mark in marks)
        reference = escape(enquiry.reference)
        row = ROW.format(
            "is-danger" if is_late else "",
            PICK.format(reference, self._pick) if self._pick else "",
            escape(address_of(enquiry, self._desk_code)),
            reference,
            escape(enquiry.language),
            escape(first_line(enquiry)),
            self._about_of(enquiry),
            self._state,
            self._badges_of(enquiry, marks),
            self._officer,
            escape(enquiry.officer.name if enquiry.officer else "") or self._nobody,
            self._limit,
            self._due_of(enquiry) or self._no_limit,
        )
        return SafeString(row)

    def _about_of(self, enquiry: Enquiry) -> str:
        """Kind, and the language where it is not the page's; escaped."""
        key = (enquiry.kind, enquiry.language)
        if key not in self._about:
            words = (str(Kind(enquiry.kind).label), foreign(enquiry.language))
            self._about[key] = escape(" · ".join(filter(None, words)))
        return self._about[key]

    def _badges_of(self, enquiry: Enquiry, marks: list[Mark]) -> SafeString:
        """The state, and what is derived; that it is late stands beside, in its own column."""
        key = (enquiry.state, *(mark.word for mark in marks))
        if key not in self._badges:
            state = str(State(enquiry.state).label)
            words = [(state, state_tone(enquiry)), *((mark.word, mark.tone) for mark in marks)]
            shown = ((badge(word, tone=tone),) for word, tone in words if tone != "danger")
            self._badges[key] = format_html_join(" ", "{}", shown)
        return self._badges[key]

    def _due_of(self, enquiry: Enquiry) -> SafeString | str:
        key = (enquiry.next_due_at, enquiry.closed_at)
        if key not in self._dues:
            self._dues[key] = self._drawn_due(*key)
        return self._dues[key]

    def _drawn_due(self, due_at: datetime | None, closed_at: datetime | None) -> SafeString | str:
        if closed_at:
            return moments.tag(closed_at)
        return due(Context(), due_at, now=self._at, warn_hours=WARN_HOURS) if due_at else ""
