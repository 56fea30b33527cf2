"""What a line of the log says, already in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hoiam.enquiries.models import Answer
from hoiam.enquiries.queries.timeliness import Timeliness, timeliness_of
from hoiam.enquiries.terms import Outcome
from hoiam.ui.dues import span
from hoiam.ui.moments import day
from hoiam.ui.shapes import Tone

TONES: dict[str, Tone] = {
    Outcome.ANSWERED: "success",
    Outcome.PARTLY_ANSWERED: "info",
    Outcome.NOT_HELD: "neutral",
    Outcome.REFUSED: "danger",
}
LONGEST = 280


@dataclass(frozen=True)
class Line:
    """One answer in the log."""

    reference: str
    address: str
    question: str
    language: str
    """Tag of the question, where it is not the page's."""
    desk: str
    kind: str
    outcome: str
    tone: Tone
    received: str
    answered: str
    timing: str
    is_late: bool


def lines_of(answers: Sequence[Answer]) -> list[Line]:
    """The lines of these answers; one query for their limits."""
    limits = timeliness_of(answer.enquiry_id for answer in answers)
    return [_line(answer, limits.get(answer.enquiry_id)) for answer in answers]


def _line(answer: Answer, limit: Timeliness | None) -> Line:
    enquiry = answer.enquiry
    is_long = len(enquiry.question) > LONGEST
    return Line(
        reference=enquiry.reference,
        address=reverse("newsroom_answers:answer", args=[enquiry.reference]),
        question=enquiry.question[:LONGEST].rsplit(" ", 1)[0] + " …" if is_long else enquiry.question,
        language=foreign(enquiry.language),
        desk=str(answer.desk.name),
        kind=str(enquiry.get_kind_display()),
        outcome=str(answer.get_outcome_display()),
        tone=TONES.get(answer.outcome, "neutral"),
        received=day(enquiry.received_at),
        answered=day(answer.sent_at),
        timing=timing(limit, enquiry.received_at, answer.sent_at),
        is_late=bool(limit and limit.is_confirmed and limit.late_by),
    )


def timing(limit: Timeliness | None, received_at: datetime, sent_at: datetime | None) -> str:
    """In time, late by how much, or only how long it took where no limit is confirmed."""
    if limit is not None and limit.is_confirmed:
        if limit.late_by:
            return _("%(span)s late") % {"span": span(limit.late_by)}
        return _("in time")
    days = (timezone.localdate(sent_at) - timezone.localdate(received_at)).days if sent_at else 0
    if not days:
        return _("on the same day")
    return _("after %(days)s") % {"days": _days(days)}


def _days(number: int) -> str:
    return ngettext("%(number)d day", "%(number)d days", number) % {"number": number}


def foreign(language: str) -> str:
    """The tag where a text is not in the page's language."""
    return "" if language.split("-")[0] == (get_language() or "").split("-")[0] else language
