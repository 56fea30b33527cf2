"""Who is on duty: now, in a week, and when nobody is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hoiam.desks.models import ActingPeriod, Desk, DutyShift, Person
from hoiam.desks.terms import FIT_FOR_DUTY, DutyPost


@dataclass(frozen=True)
class OnDuty:
    """A shift that runs, and who is reached: the one on the roster or, where absent, who stands in."""

    shift: DutyShift
    person: Person

    @property
    def stands_in(self) -> bool:
        return self.person.pk != self.shift.person_id

    @property
    def phone(self) -> str:
        """The number on the roster belongs to the person on the roster."""
        return "" if self.stands_in else self.shift.phone


@dataclass(frozen=True)
class DutyGap:
    """A time in which nobody is on duty in a post."""

    post: str
    starts_at: datetime
    ends_at: datetime

    @property
    def post_name(self) -> str:
        return str(DutyPost(self.post).label)


def on_duty(desk: Desk, at: datetime) -> list[OnDuty]:
    """Everybody on duty at that instant, reviewer before spokesperson; two queries.

    Whoever is absent is on duty through the substitutes named for the time; somebody who has left is not.
    """
    shifts = DutyShift.objects.filter(desk=desk, starts_at__lte=at, ends_at__gt=at)
    rows = list(shifts.select_related("person"))
    if not rows:
        return []
    periods = ActingPeriod.objects.filter(desk=desk, starts_at__lte=at, ends_at__gt=at)
    standing_in: dict[int, list[ActingPeriod]] = defaultdict(list)
    for period in periods.select_related("substitute"):
        standing_in[period.absent_id].append(period)
    found = [one for shift in rows for one in _reached(shift, standing_in[shift.person_id])]
    return sorted(found, key=lambda one: (DutyPost.values.index(one.shift.post), one.shift.pk))


def people_on_duty(desk: Desk, at: datetime) -> list[Person]:
    """Everybody on duty, each once."""
    return list({one.person.pk: one.person for one in on_duty(desk, at)}.values())


def shifts_within(desk: Desk, starts_at: datetime, ends_at: datetime) -> list[DutyShift]:
    """The shifts that have a moment in this time, the earliest first."""
    rows = DutyShift.objects.filter(desk=desk).within(starts_at, ends_at)
    return list(rows.select_related("person", "follows__person"))


def gaps_in(shifts: Iterable[DutyShift], starts_at: datetime, ends_at: datetime) -> list[DutyGap]:
    """When nobody is on duty, post by post. A shift of somebody who has left covers nothing."""
    covering = [shift for shift in shifts if shift.person.is_active]
    found = []
    for post in DutyPost.values:
        until = starts_at
        for shift in sorted((one for one in covering if one.post == post), key=lambda one: one.starts_at):
            if shift.starts_at > until:
                found.append(DutyGap(post, until, min(shift.starts_at, ends_at)))
            until = max(until, shift.ends_at)
            if until >= ends_at:
                break
        if until < ends_at:
            found.append(DutyGap(post, until, ends_at))
    return sorted(found, key=lambda gap: (gap.starts_at, gap.post))


def _reached(shift: DutyShift, periods: list[ActingPeriod]) -> list[OnDuty]:
    fit = FIT_FOR_DUTY[shift.post]
    others = [row.substitute for row in periods if fit & set(row.roles) and row.substitute.is_active]
    if others:
        return [OnDuty(shift, person) for person in others]
    return [OnDuty(shift, shift.person)] if shift.person.is_active else []
