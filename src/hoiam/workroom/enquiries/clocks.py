"""Clocks in words: what is owed, by which law, how it stands, and the days that made it so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoiam.desks.models import Clock
from hoiam.desks.queries.clocks import explanation
from hoiam.desks.terms import Duty, RuleState

OWED = {
    "acknowledge": gettext_lazy("Confirm receipt"),
    "first_answer": gettext_lazy("First answer"),
    "answer": gettext_lazy("Answer"),
    "inform": gettext_lazy("Inform the public"),
    "stop_processing": gettext_lazy("Stop processing the data"),
    "answer_part": gettext_lazy("Answer the part"),
    "update": gettext_lazy("Update"),
}
STOPPED = {
    "answered": gettext_lazy("ended with the answer"),
    "withdrawn": gettext_lazy("ended with the withdrawal"),
    "transferred": gettext_lazy("ended with the transfer"),
    "request incomplete": gettext_lazy("stopped until the request is complete"),
    "matter closed": gettext_lazy("ended with the matter"),
}


@dataclass(frozen=True)
class CountedDay:
    """One local day of the count, and whether and why it counts."""

    day: date
    counted: bool
    why: str


@dataclass(frozen=True)
class ClockFace:
    """One clock as a page shows it."""

    name: str
    law: str
    note: str
    due_at: datetime | None
    met_at: datetime | None
    started_at: datetime
    is_running: bool
    is_paused: bool
    stopped: str
    is_legal: bool
    lines: list[CountedDay] = field(default_factory=list)


def clock_name(clock: Clock) -> str:
    """What is owed and under which law, in one line."""
    return " · ".join(filter(None, [owed(clock), law_of(clock)]))


def owed(clock: Clock) -> str:
    return str(OWED.get(clock.act, clock.act))


def law_of(clock: Clock) -> str:
    """Instrument and, where somebody has seen it, article; else whose limit it is."""
    if clock.rule is None:
        return str(Duty(clock.duty).label)
    article = _("article %(article)s") % {"article": clock.rule.article} if clock.rule.article else ""
    return ", ".join(filter(None, [str(clock.rule.instrument), article]))


def face(clock: Clock, *, with_days: bool = True) -> ClockFace:
    """A clock for a page, its days told where asked for."""
    return ClockFace(
        name=owed(clock),
        law=law_of(clock),
        note=_note(clock),
        due_at=clock.due_at,
        met_at=clock.met_at,
        started_at=clock.started_at,
        is_running=clock.met_at is None and clock.stopped_at is None,
        is_paused=any(pause.ends_at is None for pause in clock.pauses.all()) and clock.met_at is None,
        stopped=str(STOPPED.get(clock.stopped_why, clock.stopped_why)) if clock.stopped_at else "",
        is_legal=clock.duty in (Duty.LEGAL, Duty.WARNING),
        lines=_days(clock) if with_days else [],
    )


def _days(clock: Clock) -> list[CountedDay]:
    told = explanation(clock)
    return [CountedDay(date.fromisoformat(line.day), line.counted, line.why) for line in told]


def _note(clock: Clock) -> str:
    """How sure the limit is: an unconfirmed rule only warns."""
    if clock.rule is None:
        return ""
    if clock.duty == Duty.WARNING:
        return _("Warning only: nobody has confirmed this limit in the law.")
    if clock.rule.state == RuleState.READ:
        return _("Read in the law, not confirmed by a legal officer.")
    return ""
