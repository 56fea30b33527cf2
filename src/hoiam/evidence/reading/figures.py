"""Reads the figure of a fact from two cells, value and unit: 27.7 + million followers, 25 or 26 + provinces."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hoiam.evidence.reading.numbers import NumberReader, find_numbers


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, or with `upper` a range, counted in a unit code; None where the unit is not known."""

    value: Decimal
    unit: str | None = None
    upper: Decimal | None = None


def read_figures(value: str, unit: str = "", reader: NumberReader | None = None) -> tuple[Figure, ...]:
    """Read the values of a cell, several when sources differ (“25 or 26”), scale words of the unit applied.

    A cell without a number gives none. The unit of the last value counts for those before it.
    """
    numbers = find_numbers(f"{value} {unit}".strip(), reader)
    within_value = [number for number in numbers if number.start < len(value)]
    last_unit = within_value[-1].unit if within_value else None
    return tuple(Figure(number.value, number.unit or last_unit, number.upper) for number in within_value)
