"""The limits of a question, told to its asker in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from hoiam.desks.models import Clock
from hoiam.desks.queries.clocks import explanation
from hoiam.desks.terms import Duty, RuleState


@dataclass(frozen=True)
class Stop:
    """A time that does not count; `until` is None while it lasts."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class TimeLine:
    """One clock: what is owed, by when, on what ground, and how that was counted."""

    owed: str
    kind: str
    ground: str
    state: str
    note: str
    due_at: datetime | None
    met_at: datetime | None
    is_ended: bool
    """Nothing is owed any more, though nothing was done within it: withdrawn, or answered otherwise."""
    warns_only: bool
    stops: list[Stop]
    is_longer: bool
    days: list[tuple[date, str]]


def told(clocks: Iterable[Clock]) -> list[TimeLine]:
    """Each clock in words; those by law first, then the soonest due."""
    order = [Duty.LEGAL, Duty.WARNING, Duty.TARGET, Duty.ASKED]
    ranked = sorted(clocks, key=lambda clock: (clock.met_at is not None, order.index(Duty(clock.duty))))
    return [_told(clock) for clock in ranked]


def _told(clock: Clock) -> TimeLine:
    rule = clock.rule
    return TimeLine(
        owed=str(rule.duty) if rule else _without_law(clock),
        kind=str(Duty(clock.duty).label),
        ground=_ground(clock),
        state=str(RuleState(rule.state).label) if rule else "",
        note=str(rule.note) if rule else "",
        due_at=clock.due_at,
        met_at=clock.met_at,
        is_ended=clock.met_at is None and clock.stopped_at is not None,
        warns_only=clock.duty == Duty.WARNING,
        stops=[Stop(pause.starts_at, pause.ends_at) for pause in clock.pauses.all()],
        is_longer=bool(clock.extensions.all()),
        days=[(date.fromisoformat(line.day), line.why) for line in explanation(clock)],
    )


def _without_law(clock: Clock) -> str:
    return _("the time you asked for") if clock.duty == Duty.ASKED else _("a first answer with substance")


def _ground(clock: Clock) -> str:
    if clock.rule is None:
        return ""
    article = _("article %(article)s") % {"article": clock.rule.article} if clock.rule.article else ""
    return ", ".join(filter(None, [str(clock.rule.instrument), article]))
