"""One enquiry as a line of a list: what it asks, how it stands, when it is due. Never who asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.terms import Kind, State
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Tone

TONES: dict[str, Tone] = {
    State.RECEIVED: "info",
    State.CLARIFYING: "neutral",
    State.CLEARANCE: "info",
    State.ANSWERED: "success",
    State.PARTLY_ANSWERED: "success",
}
LENGTH = 150
"""Characters of a question in a list."""


@dataclass(frozen=True)
class Mark:
    """A word about how urgent it is, with its tone."""

    word: str
    tone: Tone


@dataclass(frozen=True)
class Line:
    reference: str
    address: str
    question: str
    language: str
    """Language tag of the question, where it is not the page's."""
    kind: str
    state: str
    state_tone: Tone
    officer: str
    received_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    is_open: bool
    is_paused: bool
    marks: list[Mark] = field(default_factory=list)
    tone: Tone = "neutral"
    """The line as a whole: late or nearly."""


def address_of(enquiry: Enquiry, desk_code: str) -> str:
    return f"/office/{desk_code}/enquiries/{enquiry.reference}/"


def state_tone(enquiry: Enquiry) -> Tone:
    return TONES.get(enquiry.state, "neutral")


def first_line(enquiry: Enquiry, length: int = LENGTH) -> str:
    """The beginning of the question, without line breaks."""
    words = " ".join(enquiry.question[: length * 3].split())
    return words if len(words) <= length else f"{words[: length - 1].rstrip()}…"


def marks_of(enquiry: Enquiry, at: datetime) -> list[Mark]:
    """Derived, never stored: overdue, due soon, asleep; and that somebody moved it by hand."""
    found: list[Mark] = []
    if enquiry.is_overdue(at):
        found.append(Mark(_("overdue"), "danger"))
    elif enquiry.is_due_soon(at):
        found.append(Mark(_("due soon"), "warning"))
    if enquiry.is_asleep(at):
        found.append(Mark(_("nothing done for a week"), "warning"))
    if enquiry.placed_at and enquiry.is_open:
        found.append(Mark(_("placed by hand"), "neutral"))
    return found


def line_of(enquiry: Enquiry, *, desk_code: str, at: datetime) -> Line:
    """What a list shows of an enquiry; reads `officer` (select it)."""
    marks = marks_of(enquiry, at)
    waits = enquiry.state == State.CLARIFYING and enquiry.next_due_at is None
    return Line(
        reference=enquiry.reference,
        address=address_of(enquiry, desk_code),
        question=first_line(enquiry),
        language=foreign(enquiry.language),
        kind=str(Kind(enquiry.kind).label),
        state=str(State(enquiry.state).label),
        state_tone=state_tone(enquiry),
        officer=enquiry.officer.name if enquiry.officer else "",
        received_at=enquiry.received_at,
        due_at=enquiry.next_due_at,
        closed_at=enquiry.closed_at,
        is_open=enquiry.is_open,
        is_paused=waits,
        marks=marks,
        tone=next((mark.tone for mark in marks if mark.tone == "danger"), "neutral"),
    )
