"""Read a period as spreadsheets and sources print it. Pure."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from hoiam.evidence.terms import PeriodPrecision


class ImpossibleDay(ValueError):
    """A day, month or year that no calendar has: 31/02, month 13."""


@dataclass(frozen=True)
class Period:
    """From a first to a last day, both included; a side that is open or not known is None."""

    start: date | None
    end: date | None
    precision: str
    printed: str


_POINT = r"\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?|\d{1,2}[/.](?:\d{1,2}[/.])?\d{4}"
_LEAD = {
    "by": "end",
    "before": "end",
    "until": "end",
    "to": "end",
    "đến": "end",
    "trước": "end",
    "since": "start",
    "from": "start",
    "after": "start",
    "từ": "start",
    "sau": "start",
}
_FILLER = r"(?:(?:ngày|tháng|năm|hết|tháng)\s+)*"
_SPAN = re.compile(
    rf"(?:(?:từ|from)\s+)?{_FILLER}(?P<first>{_POINT})\s*(?:-|–|—|to|đến)\s*{_FILLER}(?P<last>{_POINT})", re.I
)
_ONE = re.compile(rf"(?:(?P<lead>{'|'.join(_LEAD)})\s+)?{_FILLER}(?P<point>{_POINT})", re.I)
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")


def read_period(printed: str) -> Period:
    """Read `2023`, `2024-12`, `31/12/2024`, `2019-2023`, `by 2028`, `since 2016`, `từ năm 2016` and the like.

    Words that are no date (`n.d.`) give a period that is not known, with its words kept; so does a remark
    in brackets stay in `printed` only. Raises `ImpossibleDay` for a date no calendar has.
    """
    printed = " ".join(printed.split())
    text = _REMARK.sub("", printed)
    if span := _SPAN.fullmatch(text):
        first, last = _point(span["first"]), _point(span["last"])
        if last[1] < first[0]:
            raise ImpossibleDay(printed)
        return Period(first[0], last[1], _coarser(first[2], last[2]), printed)
    if one := _ONE.fullmatch(text):
        start, end, precision = _point(one["point"])
        side = _LEAD.get((one["lead"] or "").lower())
        if side == "end":
            # "by 2028" ends with 2028; "before 2017" ends before it begins.
            is_before = one["lead"].lower() in ("before", "trước")
            return Period(None, _day_before(start) if is_before else end, precision, printed)
        if side == "start":
            return Period(start, None, precision, printed)
        return Period(start, end, precision, printed)
    return Period(None, None, PeriodPrecision.UNKNOWN, printed)


def _point(text: str) -> tuple[date, date, str]:
    """First and last day of one printed day, month or year, and which of the three it is."""
    numbers = [int(part) for part in re.split(r"[-/.]", text)]
    if len(str(text)) > 4 and not re.match(r"\d{4}", text):
        numbers.reverse()
    year, month, day = (*numbers, 0, 0)[:3]
    try:
        if day:
            return date(year, month, day), date(year, month, day), PeriodPrecision.DAY
        if len(numbers) == 2:
            last = calendar.monthrange(year, month)[1]
            return date(year, month, 1), date(year, month, last), PeriodPrecision.MONTH
        return date(year, 1, 1), date(year, 12, 31), PeriodPrecision.YEAR
    except (ValueError, calendar.IllegalMonthError) as impossible:
        raise ImpossibleDay(text) from impossible


def _coarser(one: str, other: str) -> str:
    order = [PeriodPrecision.DAY, PeriodPrecision.MONTH, PeriodPrecision.YEAR]
    return max(one, other, key=order.index)


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1) if day.toordinal() > 1 else day
