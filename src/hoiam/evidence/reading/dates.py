"""Finds dates and periods with their precision: ngày 7/12/2023, quý III/2024, 2018–2020, by 2028."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hoiam.evidence.reading.date_vocabulary import DateVocabulary, load_date_vocabulary
from hoiam.evidence.reading.periods import (
    Bound,
    Period,
    day_period,
    month_period,
    quarter_period,
    years_period,
)

Span = tuple[int, int]
_LONGEST_JOINER = 14


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date or period at [start, end) of a text, the words that belong to it included.

    `period` is None where no year is given (ngày 7/12) and where there is no such day (31/02): then
    `is_impossible` says so.
    """

    start: int
    end: int
    text: str
    period: Period | None
    is_impossible: bool = False


def find_dates(
    text: str, vocabulary: DateVocabulary | None = None, taken: Sequence[Span] = ()
) -> tuple[FoundDate, ...]:
    """List the dates and periods of a text in reading order; spans in `taken` are left alone.

    “from 2019 to November 2023” is one period. A bare number of four digits (1900 to 2099) is a year, unless
    a unit follows and no word of time precedes it (2010 máy).
    """
    known = vocabulary or load_date_vocabulary()
    found = [
        date_found
        for match in known.pattern.finditer(text)
        if not _overlaps(match, taken) and (date_found := _read(match, text, known))
    ]
    spans = [*taken, *((date_found.start, date_found.end) for date_found in found)]
    for match in known.yearless_pattern.finditer(text):
        if not _overlaps(match, spans):
            found.append(_read_yearless(match))
    found.sort(key=lambda date_found: date_found.start)
    return tuple(_joined(found, text))


def read_period(text: str, vocabulary: DateVocabulary | None = None) -> Period | None:
    """Read the period of one cell: 2023-12-07, 2018-2020, by 2028, to 2024-12, 2018 (published).

    None when the cell names none (n.d.), or names several that are not one span.
    """
    found = [date_found.period for date_found in find_dates(text, vocabulary) if date_found.period]
    return found[0] if len(found) == 1 else None


def _read(match: re.Match[str], text: str, known: DateVocabulary) -> FoundDate | None:
    start, bound = _words_before(text, match.start(), known)
    if match["year"] and start == match.start() and bound == "in" and _is_counted(text, match.end(), known):
        return None
    period = _period(match, known)
    if period is None and (match["span_last"] or match["my_year"]):
        return None
    is_span = bool(match["span_last"])  # “since the years 2018-2020” names its own end
    bounded = period.bounded(bound) if period and not is_span else period
    return FoundDate(start, match.end(), text[start : match.end()], bounded, period is None)


def _period(match: re.Match[str], known: DateVocabulary) -> Period | None:
    part = match.groupdict()

    def month(group: str) -> int:
        return known.number(part[f"{group}_name"] or part.get(f"{group}_month") or "0")

    def year(group: str) -> int:
        return int(part[f"{group}_year"])

    if part["iso_year"] and part["iso_day"]:
        return day_period(year("iso"), int(part["iso_month"]), int(part["iso_day"]))
    if part["iso_year"]:
        return month_period(year("iso"), int(part["iso_month"]))
    if part["run_year"]:
        number = int(part["run_digits"]) if part["run_digits"] else month("run")
        return _run(year("run"), number, int(part["run_first"]), int(part["run_last"]))
    if part["dmy_year"]:
        first, second = int(part["dmy_first"]), int(part["dmy_second"])
        day, number = (second, first) if known.is_month_first else (first, second)
        return day_period(year("dmy"), number, day)
    if part["day_year"]:
        return day_period(year("day"), month("day"), int(part["day_number"]))
    if part["us_year"]:
        return day_period(year("us"), known.number(part["us_name"]), int(part["us_day"]))
    if part["m_year"]:
        return month_period(year("m"), month("m"))
    return _longer_period(part, known)


def _longer_period(part: dict[str, str | Any], known: DateVocabulary) -> Period | None:
    if part["my_year"]:
        return month_period(int(part["my_year"]), int(part["my_month"]))
    if part["q_year"]:
        return quarter_period(int(part["q_year"]), known.number(part["q_number"]))
    if part["qn_year"]:
        return quarter_period(int(part["qn_year"]), known.number(part["q_name"]))
    if part["span_last"]:
        return years_period(int(part["span_first"]), int(part["span_last"]))
    return years_period(int(part["year"]), int(part["year"]))


def _run(year: int, month: int, first_day: int, last_day: int) -> Period | None:
    first, last = day_period(year, month, first_day), day_period(year, month, last_day)
    return Period(first.start_date, last.end_date, "day") if first and last else None


def _read_yearless(match: re.Match[str]) -> FoundDate:
    impossible = bool(match["day"]) and day_period(2000, int(match["month"]), int(match["day"])) is None
    return FoundDate(match.start(), match.end(), match[0], None, impossible)


def _words_before(text: str, start: int, known: DateVocabulary) -> tuple[int, Bound]:
    """Widen a date by the words that belong to it, and read whether it bounds a time (đến, since)."""
    first = max(0, start - 40)
    if belonging := known.belonging_pattern.search(text[first:start]):
        start = first + belonging.start(1)
    before = text[max(0, start - 24) : start]
    if known.until_pattern.search(before):
        return start, "until"
    return start, "since" if known.since_pattern.search(before) else "in"


def _is_counted(text: str, end: int, known: DateVocabulary) -> bool:
    unit = known.units.after(text, end)
    return unit is not None and known.units.kind_of(unit.code) in ("count", "measure", "money")


def _joined(found: list[FoundDate], text: str) -> list[FoundDate]:
    """Make one period of “since A” and “until B” that stand side by side."""
    joined: list[FoundDate] = []
    for date_found in found:
        whole = _of_both_ends(joined[-1], date_found) if joined else None
        if whole:
            start, end = joined[-1].start, date_found.end
            joined[-1] = FoundDate(start, end, text[start:end], whole)
        else:
            joined.append(date_found)
    return joined


def _of_both_ends(before: FoundDate, after: FoundDate) -> Period | None:
    """The one period of “since A” and the “until B” right behind it; None for any other two."""
    if before.period is None or after.period is None or after.start - before.end > _LONGEST_JOINER:
        return None
    first, last = before.period.start_date, after.period.end_date
    if (before.period.bound, after.period.bound) != ("since", "until") or first is None or last is None:
        return None
    return Period(first, last, after.period.precision) if first <= last else None


def _overlaps(match: re.Match[str], spans: Sequence[Span]) -> bool:
    return any(match.start() < last and first < match.end() for first, last in spans)
