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
        named = self.end_date if self.bound == "until" else self.start_date
        return self if self.bound == "in" or named is None else stretch_of(named, self.precision)

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
            return _month(day.year, day.month)
        case "quarter":
            return _quarter(day.year, (day.month + 2) // 3)
        case _:
            return Period(date(day.year, 1, 1), date(day.year, 12, 31), "year")


def day_period(year: int, month: int, day: int) -> Period | None:
    """Give one day; None where the calendar has none (31/02)."""
    try:
        one = date(year, month, day)
    except ValueError:
        return None
    return Period(one, one, "day")


def month_period(year: int, month: int) -> Period | None:
    return _month(year, month) if 1 <= month <= 12 else None


def quarter_period(year: int, quarter: int) -> Period | None:
    return _quarter(year, quarter) if 1 <= quarter <= 4 else None


def years_period(first: int, last: int) -> Period | None:
    if first > last:
        return None
    return Period(date(first, 1, 1), date(last, 12, 31), "year")


def _month(year: int, month: int) -> Period:
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def _quarter(year: int, quarter: int) -> Period:
    return Period(date(year, 3 * quarter - 2, 1), _month(year, 3 * quarter).end_date, "quarter")
