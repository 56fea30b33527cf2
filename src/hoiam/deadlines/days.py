"""Counting in local days: calendar days, working days, months and quarters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from hoiam.deadlines.localday import (
    MONTHS_OF_A_QUARTER,
    ONE_DAY,
    last_day_of_months,
    local_day,
    why_off,
    worked_in_exchange,
)
from hoiam.deadlines.outcome import TraceLine
from hoiam.deadlines.values import Calendar, Pause, Unit
from hoiam.deadlines.wording import Why


@dataclass(frozen=True, slots=True)
class StillDays:
    """The local days that a pause takes out of the count; `last` is None while the pause lasts."""

    first: date
    last: date | None
    since: datetime
    why: Why


def still_days(pauses: Sequence[Pause], zone: tzinfo) -> list[StillDays]:
    """The days on which the clock stands still as the day ends.

    So a pause from Monday to Wednesday takes out Monday and Tuesday, and one that ends on the day it began
    takes out nothing: many short pauses cannot stop a clock.
    """
    found = []
    for pause in pauses:
        first = local_day(pause.start, zone)
        if pause.end is None:
            found.append(
                StillDays(first, None, pause.start, Why.of("paused_until_further", reason=pause.reason))
            )
            continue
        last = local_day(pause.end, zone) - ONE_DAY
        if last >= first:
            found.append(StillDays(first, last, pause.start, Why.of("paused", reason=pause.reason)))
    return found


class DayWalk:
    """Walks from day to day and tells each one: counted or not, and why.

    `day` is the last day told. `paused_since` is set, and the walk over, when it meets a pause that lasts.
    """

    def __init__(self, first: date, calendar: Calendar | None, still: Sequence[StillDays]) -> None:
        self.day = first - ONE_DAY
        self.total = 0
        self.paused_since: datetime | None = None
        self.lines: list[TraceLine] = []
        self._calendar = calendar
        self._still = still

    def tell_day_zero(self, why: Why) -> None:
        self.day += ONE_DAY
        self.lines.append(TraceLine(self.day, False, (why,)))

    def count(self, amount: int, unit: Unit, first: tuple[Why, ...] = ()) -> None:
        """Count `amount` days of the unit after `day`; `first` is said of the first of them."""
        self.total += amount
        if self.paused_since is not None:
            return
        work = self._calendar if unit is Unit.WORKING_DAY else None
        code = "calendar_day" if work is None else "working_day"
        lines, counted = self.lines, 0
        while counted < amount:
            self.day = day = self.day + ONE_DAY
            if self._stands_still(day, first):
                if self.paused_since is not None:
                    return
            elif work is not None and work.is_off(day):
                lines.append(TraceLine(day, False, (*first, why_off(day, work))))
            else:
                counted += 1
                exchange = () if work is None else worked_in_exchange(day, work)
                number = Why(code, (("amount", amount), ("number", counted)))
                lines.append(TraceLine(day, True, (*first, *exchange, number)))
            first = ()

    def roll_forward(self) -> None:
        """Where the last day told is off, go on to the next working day on which the clock runs."""
        calendar = self._calendar
        if calendar is None or self.paused_since is not None or not calendar.is_off(self.day):
            return
        because, law = why_off(self.day, calendar), calendar.roll_law
        if law:
            self.say_of_last_day(Why.of("last_day_off_by_law", because=because, law=law))
        else:
            self.say_of_last_day(Why.of("last_day_off", because=because))
        while self.paused_since is None:
            self.day = day = self.day + ONE_DAY
            if self._stands_still(day, ()):
                continue
            if not calendar.is_off(day):
                whys = (*worked_in_exchange(day, calendar), Why.of("next_working_day"))
                self.lines.append(TraceLine(day, False, whys))
                return
            why = Why.of("rolled_over", because=why_off(day, calendar))
            self.lines.append(TraceLine(day, False, (why,)))

    def say_of_last_day(self, why: Why) -> None:
        last = self.lines[-1]
        self.lines[-1] = TraceLine(last.day, last.counted, (*last.why, why))

    def _stands_still(self, day: date, first: tuple[Why, ...]) -> bool:
        for still in self._still:
            if still.first <= day and (still.last is None or day <= still.last):
                self.lines.append(TraceLine(day, False, (*first, still.why)))
                if still.last is None:
                    self.paused_since = still.since
                return True
        return False


def days_of(amount: int, unit: Unit, start: date, *, first_day_counts: bool) -> int:
    """How many days are to be counted. Months and quarters become the calendar days they span from `start`,
    so that a pause inside them lengthens them by as many days."""
    if unit not in (Unit.MONTH, Unit.QUARTER):
        return amount
    months = amount * MONTHS_OF_A_QUARTER if unit is Unit.QUARTER else amount
    last = last_day_of_months(start, months, first_day_counts=first_day_counts)
    return (last - start).days + int(first_day_counts)
