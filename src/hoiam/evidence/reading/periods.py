"""A day or a stretch of days, with how exactly it is known."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "quarter", "year"]
Bound = Literal["in", "until", "since"]


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day meant, both included, and how exactly they are known.

    `bound` is `until` for “by 2028” (first day None) and `since` for “since 2016” (last day None).
    """

    start_date: date | None
    end_date: date | None
    precision: Precision
    bound: Bound = "in"

    def bounded(self, bound: Bound) -> Period:
        """Open the period at one end: `until` forgets the first day, `since` the last."""
        if bound == "until":
            return replace(self, start_date=None, bound=bound)
        return replace(self, end_date=None, bound=bound) if bound == "since" else self

    @property
    def anchor(self) -> Period:
        """The stretch that was named: of “by 2028” and “since 2028” the year 2028, of a closed period itself."""
        if self.bound == "in" or (self.start_date is None and self.end_date is None):
            return self
        named = self.end_date if self.bound == "until" else self.start_date
        return stretch_of(named, self.precision)

    def lies_in(self, other: Period) -> bool:
        """Whether every day of this period is one of the other; an open end lies only in an open end."""
        starts = other.start_date is None or (self.start_date or date.min) >= other.start_date
        ends = other.end_date is None or (self.end_date or date.max) <= other.end_date
        return starts and ends


def stretch_of(day: date, precision: Precision) -> Period:
    """Give the day, month, quarter or year that holds a day."""
    match precision:
        case "day":
            return Period(day, day, "day")
        case "month":
            return month_period(day.year, day.month)
        case "quarter":
            return quarter_period(day.year, (day.month + 2) // 3)
        case _:
            return years_period(day.year, day.year)


def day_period(year: int, month: int, day: int) -> Period | None:
    """Give one day; None where the calendar has none (31/02)."""
    try:
        one = date(year, month, day)
    except ValueError:
        return None
    return Period(one, one, "day")


def month_period(year: int, month: int) -> Period | None:
    if not 1 <= month <= 12:
        return None
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def quarter_period(year: int, quarter: int) -> Period | None:
    if not 1 <= quarter <= 4:
        return None
    last = month_period(year, 3 * quarter)
    return Period(date(year, 3 * quarter - 2, 1), last.end_date, "quarter")


def years_period(first: int, last: int) -> Period | None:
    if first > last:
        return None
    return Period(date(first, 1, 1), date(last, 12, 31), "year")
