"""Numbers one by one, before neighbours are joined: digits or words, scale words and unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hoiam.evidence.reading.number_vocabulary import NumberVocabulary
from hoiam.evidence.reading.number_words import find_word_numbers
from hoiam.evidence.reading.numerals import NUMERAL, Reading, readings_of
from hoiam.evidence.reading.units import UnitMatch, Units

Span = tuple[int, int]
_WORDS_BEFORE_UNIT = 3
_WORD = re.compile(r"[ \u00a0]([^\W\d_]+(?:-[^\W\d_]+)*)")


@dataclass(frozen=True)
class NumberReader:
    """What is needed to read numbers: the words and the units of a country."""

    words: NumberVocabulary
    units: Units


@dataclass(slots=True)
class Atom:
    """A number before it is joined with its neighbours: [start, core) holds digits and scale words."""

    start: int
    core: int
    end: int
    readings: tuple[Reading, ...]
    scale: Decimal = Decimal(1)
    unit: UnitMatch | None = None
    is_rank: bool = False
    is_in_words: bool = False


def find_atoms(text: str, reader: NumberReader, taken: Sequence[Span]) -> list[Atom]:
    """List the single numbers of a text in reading order; spans in `taken` are left alone."""
    atoms = [atom for atom in _atoms(text, reader, taken) if not _overlaps(atom.start, atom.core, taken)]
    return _with_parts_added(_outermost(atoms), text)


def _atoms(text: str, reader: NumberReader, taken: Sequence[Span]) -> list[Atom]:
    atoms = []
    for match in NUMERAL.finditer(text):
        if atom := _numeral_atom(match, text, reader):
            _find_unit(atom, text, reader, taken)
            atoms.append(_settled(atom, reader))
    for word in find_word_numbers(text, reader.words):
        if reader.words.ordinal_mark_pattern.search(text[max(0, word.start - 12) : word.start]):
            continue
        atom = Atom(word.start, word.end, word.end, (Reading(word.value, word.step),), is_in_words=True)
        _find_unit(atom, text, reader, taken)
        if word.alone in ("", "with_unit") and (atom.unit or not word.alone):
            atoms.append(atom)
    return atoms


def _numeral_atom(match: re.Match[str], text: str, reader: NumberReader) -> Atom | None:
    digits = match["digits"]
    readings = readings_of(digits)
    if not readings:
        return None
    if match["sign"]:
        readings = tuple(Reading(-reading.value, reading.step) for reading in readings)
    atom = Atom(match.start(), match.end(), match.end(), readings)
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


def _find_unit(atom: Atom, text: str, reader: NumberReader, taken: Sequence[Span]) -> None:
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


def _settled(atom: Atom, reader: NumberReader) -> Atom:
    """Put the likelier reading first where a measured unit shows that decimals are meant (93,350 %)."""
    is_share = atom.unit is not None and atom.unit.code == "percent"
    if len(atom.readings) == 2 and is_share and atom.readings[0].value > 999:
        atom.readings = atom.readings[::-1]
    return atom


def _outermost(atoms: list[Atom]) -> list[Atom]:
    """Put the atoms in order and drop those inside the unit of another (the 1,000 of “per 1,000 births”)."""
    kept: list[Atom] = []
    for atom in sorted(atoms, key=lambda atom: atom.start):
        if not kept or atom.start >= kept[-1].end:
            kept.append(atom)
    return kept


def _with_parts_added(atoms: list[Atom], text: str) -> list[Atom]:
    """Join 2 triệu 500 nghìn: a smaller scale right behind a larger one belongs to the same number."""
    joined: list[Atom] = []
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


def _overlaps(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(start < last and first < end for first, last in spans)
