"""Read the value of a fact as a cell of a table holds it. Pure.

One sign stands for two things in two styles: `1.800` is one thousand eight hundred in Vietnamese and one
and eight tenths in English. A number that reads in one way only is taken; one that reads in two ways is
taken in the style given, and refused where no style is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Style = Literal["comma", "point"]
STYLES: tuple[Style, ...] = ("comma", "point")
"""Which sign stands before the decimals."""


class NotANumber(ValueError):
    """The cell holds something that is not a number, a range or alternatives."""


class TwoReadings(ValueError):
    """The number reads in two ways, and nothing says which style is meant."""


@dataclass(frozen=True)
class Figure:
    """`low` = `high` for one number; `alternatives` where the source does not decide."""

    low: Decimal | None = None
    high: Decimal | None = None
    alternatives: tuple[Decimal, ...] = ()
    printed: str = ""


NO_FIGURE = Figure()
_NUMBER = r"[-−+]?\d[\d.,\u00a0\u202f]*(?: \d{3})*"
_ALTERNATIVES = re.compile(rf"({_NUMBER})(?:\s*(?:;|\||or|hoặc|hay)\s*({_NUMBER}))+", re.I)
_RANGE = re.compile(rf"({_NUMBER})\s*(?:-|–|—|\.\.\.|to|đến)\s*({_NUMBER})", re.I)
_GROUPED = {
    "point": re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?"),
    "comma": re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?"),
}
_PLAIN = {"point": re.compile(r"\d+(\.\d+)?"), "comma": re.compile(r"\d+(,\d+)?")}


def read_figure(printed: str, style: Style | None = None) -> Figure:
    """Read a cell: "" (no value), a number, `15-20`, `25 or 26`; keeps what was printed.

    Raises `NotANumber`, or `TwoReadings` where `style` is None and the sign decides nothing.
    """
    printed = " ".join(printed.split())
    if not printed:
        return Figure()
    if _ALTERNATIVES.fullmatch(printed):
        values = tuple(read_number(part, style) for part in re.split(r"\s*(?:;|\||or|hoặc|hay)\s*", printed))
        return Figure(min(values), max(values), values, printed)
    if both := _RANGE.fullmatch(printed):
        low, high = read_number(both[1], style), read_number(both[2], style)
        if high < low:
            raise NotANumber(printed)
        return Figure(low, high, (), printed)
    value = read_number(printed, style)
    return Figure(value, value, (), printed)


def read_number(printed: str, style: Style | None = None) -> Decimal:
    """Read one number. Errors as in `read_figure`."""
    sign, text = _bare(printed)
    tried = {candidate: _in_style(text, candidate) for candidate in STYLES}
    readings = {candidate: value for candidate, value in tried.items() if value is not None}
    if not readings:
        raise NotANumber(printed)
    if len(set(readings.values())) > 1:
        if style is None:
            raise TwoReadings(printed)
        return sign * readings[style]
    return sign * next(iter(readings.values()))


def style_of(cells: Iterable[str]) -> Style | None:
    """The one style in which all numbers of a column read; None where nothing, or both, is shown."""
    shown: set[Style] = set()
    for cell in cells:
        for part in re.findall(_NUMBER, " ".join(cell.split())):
            _, text = _bare(part)
            fits = [style for style in STYLES if _in_style(text, style) is not None]
            if len(fits) == 1 and not text.isdigit():
                shown.add(fits[0])
    return shown.pop() if len(shown) == 1 else None


def _bare(printed: str) -> tuple[int, str]:
    text = re.sub(r"[\s\u00a0\u202f]", "", printed).replace("−", "-")
    return (-1 if text.startswith("-") else 1), text.lstrip("+-")


def _in_style(text: str, style: Style) -> Decimal | None:
    decimal_sign, group_sign = (",", ".") if style == "comma" else (".", ",")
    if not (_PLAIN[style].fullmatch(text) or _GROUPED[style].fullmatch(text)):
        return None
    return Decimal(text.replace(group_sign, "").replace(decimal_sign, "."))
