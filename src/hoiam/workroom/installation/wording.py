"""How rows of law and calendars are told on the pages of their officers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoiam.deadlines import Base, DeadlineError, Unit
from hoiam.desks.models import Clock, LawRule
from hoiam.desks.pack import load_pack
from hoiam.desks.queries.law import rule_value
from hoiam.desks.terms import RuleState
from hoiam.desks.wording import Wording
from hoiam.enquiries.terms import Kind

TONES = {
    RuleState.CONFIRMED: "success",
    RuleState.READ: "info",
    RuleState.FROM_MEMORY: "warning",
    RuleState.UNKNOWN_LIMIT: "warning",
}
KINDS = {**dict(Kind.choices), "matter": gettext_lazy("Matter"), "duty": gettext_lazy("Standing duty")}
ACTS = {
    "acknowledge": gettext_lazy("acknowledge"),
    "first_answer": gettext_lazy("first answer"),
    "answer": gettext_lazy("answer"),
    "inform": gettext_lazy("inform the press"),
    "stop_processing": gettext_lazy("stop using the data"),
    "update": gettext_lazy("update information"),
    "hold_conference": gettext_lazy("hold a conference"),
    "notify": gettext_lazy("notify"),
}
COUNTS_FROM = {
    "event": gettext_lazy("the day of the event counts"),
    "next_day": gettext_lazy("counted from the next day"),
}


def limit(amount: int | None, unit: Unit | None) -> str:
    """ "5 working days"; a sentence where nobody has seen the limit."""
    if not amount or not unit:
        return _("the limit was not seen")
    said = {
        Unit.RUNNING_HOUR: ngettext("%(n)s running hour", "%(n)s running hours", amount),
        Unit.CALENDAR_DAY: ngettext("%(n)s calendar day", "%(n)s calendar days", amount),
        Unit.WORKING_DAY: ngettext("%(n)s working day", "%(n)s working days", amount),
        Unit.MONTH: ngettext("%(n)s month", "%(n)s months", amount),
        Unit.QUARTER: ngettext("%(n)s quarter", "%(n)s quarters", amount),
    }
    return said[unit] % {"n": amount}


def limit_of(law: LawRule) -> str:
    """The limit that runs; for a warning, that it only warns."""
    try:
        value = rule_value(law)
    except DeadlineError:
        return _("the row cannot be read")
    said = limit(value.running_amount, value.running_unit)
    return _("warns after %(limit)s") % {"limit": said} if value.base is Base.WARNING else said


def kinds(law: LawRule) -> list[str]:
    return [str(KINDS.get(kind, kind)) for kind in law.kinds]


def event(law: LawRule) -> str:
    """What starts the clock, in the country pack's words."""
    pack = load_pack(settings.COUNTRY.code)
    names = {rule.start_event: rule.start_event_name for rule in pack.rules}
    return str(Wording(names.get(law.start_event, {}))) or law.start_event


def told(law: LawRule) -> dict[str, Any]:
    """A row of law as a list shows it."""
    state = RuleState(law.state)
    return {
        "law": law,
        "limit": limit_of(law),
        "kinds": kinds(law),
        "state": state.label,
        "tone": TONES[state],
    }


def moved_rows(moved: list[tuple[Clock, str]]) -> list[dict[str, Any]]:
    """Open clocks that moved, without naming what they belong to: desk, act, and what moved."""
    return [
        {"desk": clock.desk, "act": ACTS.get(clock.act, clock.act), "due_at": clock.due_at, "what": what}
        for clock, what in moved
    ]
