"""Where a question stands, as the few steps its asker cares about."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.enquiries.models import Answer
from hoiam.enquiries.queries.status import Status
from hoiam.enquiries.terms import ENDS, Outcome, State
from hoiam.ui.moments import moment
from hoiam.ui.shapes import Step

WORKED_ON = frozenset({State.ASSIGNED, State.DRAFTING, State.CLEARANCE, State.CLARIFYING})
TOLD_APART = {State.WITHDRAWN, State.TRANSFERRED}


def last_answer(status: Status) -> Answer | None:
    """The answer that ended it, without its corrections; None before there is one."""
    final = [one for one in status.answers if one.outcome != Outcome.INTERIM and not one.corrects_id]
    return final[-1] if final else None


def steps(status: Status, at: datetime) -> list[Step]:
    """Received, read, worked on, answered, in the public log; or where it left this path."""
    enquiry = status.enquiry
    shown = [
        Step(_("Received"), "done", moment(enquiry.received_at)),
        Step(
            _("Read and registered"), _done(enquiry.registered_at is not None), moment(enquiry.registered_at)
        ),
    ]
    if enquiry.state in TOLD_APART:
        return [
            *shown,
            Step(str(enquiry.get_state_display()).capitalize(), "done", moment(enquiry.closed_at)),
        ]
    answer = last_answer(status)
    is_answered = answer is not None and enquiry.state in ENDS | {State.MERGED}
    is_running = enquiry.state in WORKED_ON or (enquiry.state == State.MERGED and not is_answered)
    shown += [
        Step(
            _("Being worked on"),
            "done" if is_answered else "current" if is_running else "todo",
            str(enquiry.get_state_display()) if is_running else "",
        ),
        Step(_ended(answer), _done(is_answered), moment(answer.sent_at) if answer and is_answered else ""),
        _log_step(answer if is_answered else None, at),
    ]
    return _with_current(shown)


def _ended(answer: Answer | None) -> str:
    return str(Outcome(answer.outcome).label).capitalize() if answer else _("Answered")


def _log_step(answer: Answer | None, at: datetime) -> Step:
    if answer is None or answer.enters_log_at is None:
        return Step(_("In the public log"), "todo")
    if answer.withheld_code:
        return Step(_("Not in the public log"), "done", str(answer.get_withheld_code_display()))
    if answer.enters_log_at <= at:
        address = reverse("newsroom_answers:answer", args=[answer.enquiry.reference])
        return Step(_("In the public log"), "done", moment(answer.enters_log_at), address)
    return Step(
        _("In the public log"), "current", _("from %(moment)s") % {"moment": moment(answer.enters_log_at)}
    )


def _done(is_done: bool) -> Literal["done", "todo"]:
    return "done" if is_done else "todo"


def _with_current(shown: list[Step]) -> list[Step]:
    """The first step that is not done is where it stands."""
    for place, step in enumerate(shown):
        if step.state == "current":
            break
        if step.state == "todo":
            shown[place] = Step(step.label, "current", step.note, step.address)
            break
    return shown
