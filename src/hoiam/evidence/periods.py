"""The period of a fact as it is kept: first and last day, how exactly known, and what was printed. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from hoiam.evidence.reading.dates import find_dates
from hoiam.evidence.terms import PeriodPrecision


class ImpossibleDay(ValueError):
    """A day, month or span that no calendar has: 31/02, month 13, 2023-2021."""


@dataclass(frozen=True)
class Period:
    """From a first to a last day, both included; a side that is open or not known is None."""

    start: date | None
    end: date | None
    precision: str
    printed: str


NO_PERIOD = Period(None, None, PeriodPrecision.UNKNOWN, "")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_FIGURES_ONLY = re.compile(r"[\d\s/.–—-]+")


def read_period(printed: str) -> Period:
    """Read one cell or field: `2024-12`, `31/12/2024`, `2019-2023`, `by 2028`, `quý III/2024`.

    Words that name no date (`n.d.`), or several, give a period that is not known, with the words kept; a
    remark in brackets at the end stays in `printed` only. Raises `ImpossibleDay`.
    """
    printed = " ".join(printed.split())
    text = _REMARK.sub("", printed)
    found = find_dates(text)
    if any(one.is_impossible for one in found) or (not found and text and _FIGURES_ONLY.fullmatch(text)):
        raise ImpossibleDay(printed)
    known = [one.period for one in found if one.period]
    if len(known) != 1:
        return Period(None, None, PeriodPrecision.UNKNOWN, printed)
    return Period(known[0].start_date, known[0].end_date, known[0].precision, printed)
