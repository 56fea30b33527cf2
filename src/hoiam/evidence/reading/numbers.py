"""Finds every number of a Vietnamese or English text: its value, unit, precision and place.

Digits in both styles with scale words (81,5 nghìn tỷ đồng; VND 81.5 trillion), numbers in words, fractions
(một phần ba, half of), ratios (184/192, 271 of 320), ranges (40–50, từ 40 đến 50), ranks (178th).

Decided, and the same everywhere: “một nửa”, “half of” and the like are fractions and match their percentage.
A single number word counts only with a known unit behind it (ba hội nghị), “một”, “one” and “a” never alone.
“hàng nghìn”, “thousands” are no numbers. Ordinal words (thứ ba, third cycle) and Roman numbers are names.
Numbers in words are read with their diacritics only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from hoiam.evidence.reading.fractions_in_words import FractionInWords, find_fractions
from hoiam.evidence.reading.number_atoms import Atom, NumberReader, find_atoms
from hoiam.evidence.reading.number_vocabulary import load_number_vocabulary
from hoiam.evidence.reading.units import load_units

__all__ = ["Kind", "Number", "NumberReader", "default_reader", "find_numbers"]

Kind = Literal["plain", "range", "ratio", "fraction", "rank"]
Span = tuple[int, int]

_DASH = re.compile(r"[ \u00a0]?[-–—−][ \u00a0]?\Z")
_STROKE = re.compile(r"[ \u00a0]?/[ \u00a0]?\Z")


@dataclass(frozen=True, slots=True)
class Number:
    """A number found in a text at [start, end), unit included where it stands beside it.

    `value` is the number, the lower end of a range, the part of a ratio or fraction; `upper` the upper end of a
    range; `whole` the whole of a ratio or fraction. `step` is the worth of the last digit written. `other_values`
    are what the digits may mean in the other style (1.800). `may_be_change`: “from 9.9% to 13.3%” may also be
    two figures. `modifier` is over, about, nearly, under, at_least, at_most or empty. `unit` is a unit code.
    """

    start: int
    end: int
    text: str
    value: Decimal
    step: Decimal = Decimal(1)
    kind: Kind = "plain"
    unit: str | None = None
    modifier: str = ""
    upper: Decimal | None = None
    whole: Decimal | None = None
    other_values: tuple[Decimal, ...] = ()
    is_in_words: bool = False
    may_be_change: bool = False

    @property
    def values(self) -> tuple[Decimal, ...]:
        return (self.value, *self.other_values)


def default_reader() -> NumberReader:
    """Give the reader of the built-in country pack."""
    return NumberReader(load_number_vocabulary(), load_units())


def find_numbers(
    text: str, reader: NumberReader | None = None, taken: Sequence[Span] = ()
) -> tuple[Number, ...]:
    """List the numbers of a text in reading order; spans in `taken` (dates, document numbers) are left alone."""
    reader = reader or default_reader()
    fractions = [_fraction(found, text) for found in find_fractions(text, reader.words)]
    occupied = [*taken, *((number.start, number.end) for number in fractions)]
    numbers = [*fractions, *_joined(find_atoms(text, reader, occupied), text, reader)]
    return tuple(_with_modifier(number, text, reader) for number in sorted(numbers, key=lambda n: n.start))


def _joined(atoms: list[Atom], text: str, reader: NumberReader) -> list[Number]:
    numbers: list[Number] = []
    place = 0
    while place < len(atoms):
        pair = _pair(atoms[place], atoms[place + 1], text, reader) if place + 1 < len(atoms) else None
        numbers.append(pair or _single(atoms[place], text))
        place += 2 if pair else 1
    return numbers


def _pair(first: Atom, second: Atom, text: str, reader: NumberReader) -> Number | None:
    bare = text[first.core : second.start]
    with_unit = text[first.end : second.start]
    if _STROKE.match(bare) or reader.words.joiner_pattern("ratio_joiner").fullmatch(bare):
        return _ratio(first, second, text)
    if second.is_rank or first.is_rank:
        return None
    if _DASH.match(bare) or _DASH.match(with_unit):
        return _range(first, second, text, may_be_change=False)
    if reader.words.joiner_pattern("range_close").fullmatch(with_unit):
        before = text[max(0, first.start - 12) : first.start]
        if reader.words.range_open_pattern.search(before):
            return _range(first, second, text, may_be_change=True)
    return None


def _ratio(first: Atom, second: Atom, text: str) -> Number | None:
    part, whole = first.readings[0], second.readings[0]
    if not 0 < whole.value or abs(part.value) > whole.value or first.scale != second.scale:
        return None
    return Number(
        first.start,
        second.end,
        text[first.start : second.end],
        part.value * first.scale,
        part.step,
        "rank" if first.is_rank else "ratio",
        second.unit.code if second.unit else None,
        whole=whole.value * second.scale,
    )


def _range(first: Atom, second: Atom, text: str, *, may_be_change: bool) -> Number | None:
    scale = second.scale if first.scale == 1 and first.unit is None else first.scale
    low, high = first.readings[0], second.readings[0]
    same_unit = first.unit is None or second.unit is None or first.unit.code == second.unit.code
    if not same_unit or low.value * scale >= high.value * second.scale:
        return None
    unit = second.unit or first.unit
    return Number(
        first.start,
        second.end,
        text[first.start : second.end],
        low.value * scale,
        min(low.step * scale, high.step * second.scale),
        "range",
        unit.code if unit else None,
        upper=high.value * second.scale,
        is_in_words=first.is_in_words,
        may_be_change=may_be_change,
    )


def _single(atom: Atom, text: str) -> Number:
    first, *others = atom.readings
    return Number(
        atom.start,
        atom.end,
        text[atom.start : atom.end],
        first.value * atom.scale,
        first.step * atom.scale,
        "rank" if atom.is_rank else "plain",
        atom.unit.code if atom.unit else None,
        other_values=tuple(other.value * atom.scale for other in others),
        is_in_words=atom.is_in_words,
    )


def _fraction(found: FractionInWords, text: str) -> Number:
    unit = "times" if found.is_multiple else None
    kind: Kind = "plain" if found.is_multiple else "fraction"
    whole = None if found.is_multiple else found.whole
    return Number(
        found.start, found.end, text[found.start : found.end], found.part, kind=kind, unit=unit, whole=whole,
        is_in_words=True,
    )  # fmt: skip


def _with_modifier(number: Number, text: str, reader: NumberReader) -> Number:
    before = reader.words.modifier_pattern.search(text[max(0, number.start - 30) : number.start])
    return replace(number, modifier=reader.words.modifiers[before[1].casefold()].value) if before else number
