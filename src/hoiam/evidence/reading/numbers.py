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

from hoiam.evidence.reading.fractions_in_words import find_fractions
from hoiam.evidence.reading.number_vocabulary import NumberVocabulary, load_number_vocabulary
from hoiam.evidence.reading.number_words import find_word_numbers
from hoiam.evidence.reading.numerals import NUMERAL, Reading, readings_of
from hoiam.evidence.reading.units import UnitMatch, Units, load_units

Kind = Literal["plain", "range", "ratio", "fraction", "rank"]
Span = tuple[int, int]

_WORDS_BEFORE_UNIT = 3
_WORD = re.compile(r"[ \u00a0]([^\W\d_]+(?:-[^\W\d_]+)*)")
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


@dataclass(frozen=True)
class NumberReader:
    """What is needed to read numbers: the words and the units of a country."""

    words: NumberVocabulary
    units: Units


@dataclass(slots=True)
class _Atom:
    """A number before it is joined with its neighbours: [start, core) holds digits and scale words."""

    start: int
    core: int
    end: int
    readings: tuple[Reading, ...]
    scale: Decimal = Decimal(1)
    unit: UnitMatch | None = None
    is_rank: bool = False
    is_in_words: bool = False


def default_reader() -> NumberReader:
    """Give the reader of the built-in country pack."""
    return NumberReader(load_number_vocabulary(), load_units())


def find_numbers(
    text: str, reader: NumberReader | None = None, taken: Sequence[Span] = ()
) -> tuple[Number, ...]:
    """List the numbers of a text in reading order; spans in `taken` (dates, document numbers) are left alone."""
    reader = reader or default_reader()
    fractions = [_fraction(found, text, reader) for found in find_fractions(text, reader.words)]
    occupied = [*taken, *((number.start, number.end) for number in fractions)]
    atoms = [
        atom for atom in _atoms(text, reader, occupied) if not _overlaps(atom.start, atom.core, occupied)
    ]
    atoms = _with_parts_added(_outermost(atoms), text)
    numbers = [*fractions, *_joined(atoms, text, reader)]
    return tuple(_with_modifier(number, text, reader) for number in sorted(numbers, key=lambda n: n.start))


def _atoms(text: str, reader: NumberReader, taken: Sequence[Span]) -> list[_Atom]:
    atoms = []
    for match in NUMERAL.finditer(text):
        if atom := _numeral_atom(match, text, reader):
            _find_unit(atom, text, reader, taken)
            atoms.append(_settled(atom, reader))
    for word in find_word_numbers(text, reader.words):
        if reader.words.ordinal_mark_pattern.search(text[max(0, word.start - 12) : word.start]):
            continue
        atom = _Atom(word.start, word.end, word.end, (Reading(word.value, word.step),), is_in_words=True)
        _find_unit(atom, text, reader, taken)
        if word.alone in ("", "with_unit") and (atom.unit or not word.alone):
            atoms.append(atom)
    return atoms


def _numeral_atom(match: re.Match[str], text: str, reader: NumberReader) -> _Atom | None:
    digits = match["digits"]
    readings = readings_of(digits)
    if not readings:
        return None
    if match["sign"]:
        readings = tuple(Reading(-reading.value, reading.step) for reading in readings)
    atom = _Atom(match.start(), match.end(), match.end(), readings)
    if suffix := reader.words.ordinal_suffix_pattern.match(text, match.end()):
        atom.core = atom.end = suffix.end()
        atom.is_rank = True
        return (
            None if text[suffix.end() + 1 : suffix.end() + 2].isupper() else atom
        )  # the 15th Assembly: a name
    if scales := reader.words.scale_pattern.match(text, match.end()):
        for word in re.split(r"[ \u00a0-]+", scales["scales"].strip(" \u00a0-")):
            atom.scale *= reader.words.scales[word.casefold()].worth
        if scales["half"]:
            atom.readings = tuple(Reading(r.value + Decimal("0.5"), Decimal("0.1")) for r in readings)
        atom.core = atom.end = scales.end()
        atom.readings = _likelier_first(
            atom.readings, _scale_languages(scales["scales"], reader), digits, reader
        )
    elif (
        match.end() < len(text) and text[match.end()].isalpha() and not reader.units.after(text, match.end())
    ):
        return None  # 5G, 4a: a name
    return atom


def _scale_languages(scales: str, reader: NumberReader) -> frozenset[str]:
    return frozenset(
        word.language
        for form, word in reader.words.scales.items()
        if form in re.split(r"[ \u00a0-]+", scales.casefold())
    )


def _likelier_first(
    readings: tuple[Reading, ...], languages: frozenset[str], digits: str, reader: NumberReader
) -> tuple[Reading, ...]:
    """Before a scale word the sign is read as that language uses it: 1,125 tỷ is 1.125 billion."""
    decimal_signs = {reader.words.styles[tag].decimal_sign for tag in languages if tag in reader.words.styles}
    if len(readings) == 2 and len(decimal_signs) == 1 and decimal_signs <= set(digits):
        return readings[::-1]
    return readings


def _find_unit(atom: _Atom, text: str, reader: NumberReader, taken: Sequence[Span]) -> None:
    """Find what an atom counts: behind it, before it, or — in noun-last languages — a few words on."""
    after = reader.units.after(text, atom.core)
    if after and not _overlaps(after.start, after.end, taken):
        atom.unit, atom.end = after, after.end
    elif before := reader.units.before(text, atom.start):
        atom.unit, atom.start = before, before.start
    elif not atom.is_rank:
        atom.unit = _unit_further_on(text, atom.core, reader)


def _unit_further_on(text: str, position: int, reader: NumberReader) -> UnitMatch | None:
    for _ in range(_WORDS_BEFORE_UNIT):
        word = _WORD.match(text, position)
        if not word or not word[1].isascii() or word[1].casefold() in reader.words.unit_stops:
            return None
        position = word.end()
        unit = reader.units.after(text, position)
        if unit and unit.languages & reader.words.noun_last_languages and text[unit.start].isalpha():
            return unit
    return None


def _settled(atom: _Atom, reader: NumberReader) -> _Atom:
    """Put the likelier reading first where a measured unit shows that decimals are meant (93,350 %)."""
    is_share = atom.unit is not None and atom.unit.code == "percent"
    if len(atom.readings) == 2 and is_share and atom.readings[0].value > 999:
        atom.readings = atom.readings[::-1]
    return atom


def _outermost(atoms: list[_Atom]) -> list[_Atom]:
    """Put the atoms in order and drop those inside the unit of another (the 1,000 of “per 1,000 births”)."""
    kept: list[_Atom] = []
    for atom in sorted(atoms, key=lambda atom: atom.start):
        if not kept or atom.start >= kept[-1].end:
            kept.append(atom)
    return kept


def _with_parts_added(atoms: list[_Atom], text: str) -> list[_Atom]:
    """Join 2 triệu 500 nghìn: a smaller scale right behind a larger one belongs to the same number."""
    joined: list[_Atom] = []
    for atom in atoms:
        before = joined[-1] if joined else None
        if before and 1 < atom.scale < before.scale and text[before.core : atom.start] in (" ", "\u00a0"):
            value = before.readings[0].value * before.scale + atom.readings[0].value * atom.scale
            reading = Reading(value, atom.readings[0].step * atom.scale)
            joined[-1] = replace(before, core=atom.core, end=atom.end, readings=(reading,), unit=atom.unit)
            joined[-1].scale = Decimal(1)
        else:
            joined.append(atom)
    return joined


def _joined(atoms: list[_Atom], text: str, reader: NumberReader) -> list[Number]:
    numbers: list[Number] = []
    place = 0
    while place < len(atoms):
        pair = _pair(atoms[place], atoms[place + 1], text, reader) if place + 1 < len(atoms) else None
        numbers.append(pair or _single(atoms[place], text))
        place += 2 if pair else 1
    return numbers


def _pair(first: _Atom, second: _Atom, text: str, reader: NumberReader) -> Number | None:
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


def _ratio(first: _Atom, second: _Atom, text: str) -> Number | None:
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


def _range(first: _Atom, second: _Atom, text: str, *, may_be_change: bool) -> Number | None:
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


def _single(atom: _Atom, text: str) -> Number:
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


def _fraction(found, text: str, reader: NumberReader) -> Number:
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


def _overlaps(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(start < last and first < end for first, last in spans)
