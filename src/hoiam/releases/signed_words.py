"""The words of a signed document as a reader may meet them: sentences with notes, and what stands around. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib import resources
from typing import Any

from hoiam.releases.spelling import spell
from hoiam.texts.citation_marks import MARK, read_marks
from hoiam.texts.structure import BulletList, Figure, NumberedList, pieces_of, read_structure

_SHORTEST = 2
"""Signs of a word that may stand around a text; a single sign would explain too much."""
_CLOSING = frozenset('.)]"»')
_LONGEST_LOOKED_AT = 2000
_STATEMENT = 12
"""Signs that the words after the number of a note have at least."""
_NOTE_NUMBER = re.compile(r"\d{1,3}[.)\]]?")
_MARKS = frozenset("•-–—*|·>#,.;:()[]/\"'«»")
"""Signs that lists, tables and lines of sources are set with."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Unit:
    """A signed sentence in the spellings in which it may be shown: without its notes and with them."""

    id: str
    words: str
    spellings: tuple[str, ...]
    leads: tuple[str, ...] = ()
    """What may stand before it, such as the number of an item."""
    is_hidden: bool = False
    """Words for whoever cannot see a picture: in the document, not on the page."""


@dataclass(frozen=True)
class _Piece:
    """A stretch of the body without marks, and where its marks stood: [(place, their notes), …]."""

    signs: str
    marks: tuple[tuple[int, str], ...]
    leads: tuple[str, ...]
    is_hidden: bool


def units_of(document: Mapping[str, Any]) -> list[Unit]:
    """The sentences of a document in reading order."""
    pieces = list(_pieces(str(document.get("text", ""))))
    notes = _Numbers(document)
    units: list[Unit] = []
    at = place = 0
    for name, words in document.get("sentences", ()):
        signs = spell(words)
        while at < len(pieces) and not pieces[at].signs.startswith(signs, place):
            at, place = at + 1, 0
        if at == len(pieces):
            units += [
                Unit(str(one), said, (spell(said),)) for one, said in document["sentences"][len(units) :]
            ]
            break
        piece, end = pieces[at], place + len(signs)
        marks = [
            (where - place, mark)
            for where, mark in piece.marks
            if place < where <= end or (where == place == 0)
        ]
        leads = piece.leads if place == 0 else ()
        units.append(Unit(name, words, _spellings(name, signs, marks, notes), leads, piece.is_hidden))
        place = end
        if place >= len(piece.signs):
            at, place = at + 1, 0
    return units


class Around:
    """Everything beside the sentences that may be shown with them: of the document, and the labels of a paper."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        found = {spell(words) for words in _words_around(document)}
        self.words = sorted((words for words in found if len(words) >= _SHORTEST), key=len, reverse=True)
        self._starting: dict[str, list[str]] = {}
        for words in self.words:
            self._starting.setdefault(words[:_SHORTEST], []).append(words)

    def explains(self, signs: str) -> bool:
        """Whether some signs are nothing but such words, marks of layout, and numbers of notes before words."""
        position = 0
        while position < len(signs):
            step = self._step(signs, position)
            if not step:
                return False
            position += step
        return True

    def walk(self, signs: str, position: int) -> Iterator[int]:
        """The places from a position on that are reached over nothing but such words, the position first."""
        yield position
        while position < len(signs) and (step := self._step(signs, position)):
            position += step
            yield position

    def unexplained(self, signs: str) -> tuple[int, int]:
        """(start, end) of the least stretch that takes in everything that is not explained."""
        start = 0
        while start < len(signs) and (step := self._step(signs, start)):
            start += step
        end = len(signs)
        for place in range(start + 1, min(len(signs), start + _LONGEST_LOOKED_AT)):
            if self.explains(signs[place:]):
                end = place
                break
        while end < len(signs) and start < end and signs[end] in _CLOSING:
            end += 1
        return start, end

    def _step(self, signs: str, position: int) -> int:
        if longest := self._longest(signs, position):
            return longest
        if signs[position] in _MARKS:
            return 1
        number = _NOTE_NUMBER.match(signs, position)
        return len(number[0]) if number and self._longest(signs, number.end()) > _STATEMENT else 0

    def _longest(self, signs: str, position: int) -> int:
        known = self._starting.get(signs[position : position + _SHORTEST], ())
        return next((len(words) for words in known if signs.startswith(words, position)), 0)


def required_words(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the paper shows beside the sentences in any case: (word for it, its words)."""
    return [(name, words) for name in ("note", "summary", "balance") for words in parts_of(document, name)]


def parts_of(document: Mapping[str, Any], name: str) -> list[str]:
    """`note`, `summary` or `balance` in the language of the text, piece by piece, without marks of structure."""
    if name == "summary":
        words = str(document.get("summary", ""))
    else:
        words = _in(
            document.get("balance_note" if name == "balance" else "note"), str(document.get("language", ""))
        )
    return [piece for block in read_structure(words) for piece in pieces_of(block) if piece.strip()]


def labels() -> dict[str, dict[str, str]]:
    """The words that papers and pages set around a text: {language: {name: words}}."""
    return {language: words for language, words in _labels().items() if isinstance(words, dict)}


@cache
def _labels() -> dict[str, Any]:
    file = resources.files("hoiam.releases") / "labels.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _pieces(text: str) -> Iterator[_Piece]:
    for block in read_structure(text):
        for number, piece in enumerate(pieces_of(block)):
            leads: tuple[str, ...] = ()
            if isinstance(block, NumberedList):
                item = block.first_number + number
                leads = (f"{item}.", f"{item})", f"{item}")
            elif isinstance(block, BulletList):
                leads = ("•", "-", "–", "*")
            yield _piece(piece, leads, isinstance(block, Figure) and number == 0)


def _piece(written: str, leads: tuple[str, ...], is_hidden: bool) -> _Piece:
    signs, marks, position = "", [], 0
    for found in MARK.finditer(written):
        signs += spell(written[position : found.start()])
        marks.append((len(signs), found[0]))
        position = found.end()
    return _Piece(signs + spell(written[position:]), tuple(marks), leads, is_hidden)


class _Numbers:
    """The numbers of the notes, in the order in which facts are named."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.versions = {(str(row[0]), str(row[1])): row[2] for row in document.get("citations", ())}
        self.any_version = {str(row[1]): row[2] for row in document.get("citations", ())}
        self.numbers: dict[tuple[str, Any], int] = {}

    def of(self, name: str, mark: str) -> list[int]:
        keys = [
            (one.reference, one.version or self._version(name, one.reference)) for one in read_marks(mark)
        ]
        return [self.numbers.setdefault(key, len(self.numbers) + 1) for key in keys]

    def _version(self, name: str, reference: str) -> Any:
        """A mark between two sentences may be counted to either."""
        return self.versions.get((name, reference), self.any_version.get(reference))


def _spellings(name: str, signs: str, marks: Sequence[tuple[int, str]], notes: _Numbers) -> tuple[str, ...]:
    """Without notes, as typed, and with the notes as a page, a paper or a mail sets them."""
    if not marks:
        return (signs,)
    numbered = [(where, mark, notes.of(name, mark)) for where, mark in marks]
    ways = {
        signs: None,
        _with(
            signs, [(where, "".join(f"[{one}]" for one in found)) for where, _mark, found in numbered]
        ): None,
        _with(signs, [(where, "".join(map(str, found))) for where, _mark, found in numbered]): None,
        _with(signs, [(where, spell(mark)) for where, mark, _found in numbered]): None,
        _with(
            signs,
            [(where, "".join(map(str, found)).translate(_RAISED)) for where, _mark, found in numbered],
        ): None,
    }
    return tuple(ways)


def _with(signs: str, notes: Sequence[tuple[int, str]]) -> str:
    parts, position = [], 0
    for where, note in notes:
        parts += [signs[position:where], note]
        position = where
    return "".join(parts) + signs[position:]


def _words_around(document: Mapping[str, Any]) -> Iterator[str]:
    for name in ("note", "summary", "balance"):
        yield from parts_of(document, name)
    for name in ("title", "reference", "summary", "desk"):
        yield str(document.get(name, ""))
    for name in ("body", "office", "note", "balance_note"):
        yield from _texts(document.get(name))
    yield from _texts(document.get("figures"))
    for row in document.get("attachments", ()):
        yield from (str(row[0]), str(row[1]))
    yield from _texts(document.get("media"))
    for fact in document.get("facts", {}).values():
        yield from _texts(fact)
    yield from _labels()["former"]
    versions = {str(fact.get("version", "")) for fact in document.get("facts", {}).values()}
    for words in labels().values():
        yield from words.values()
        yield f"{words['edition']} {document.get('edition')}"
        yield from (f"{words['version']} {version}" for version in versions)
    for name in ("approved_at", "not_before"):
        yield from moments_said(document.get(name))
    yield str(document.get("text_hash", ""))


def moments_said(moment: object) -> Iterator[str]:
    """An instant as a paper may name it, in any zone: the day, and the moment with its offset."""
    try:
        at = datetime.fromisoformat(str(moment))
    except ValueError:
        return
    for half_hours in range(-24, 29):
        local = at.astimezone(timezone(timedelta(minutes=30 * half_hours)))
        yield f"{local:%d/%m/%Y}"
        yield moment_said(local)


def moment_said(local: datetime) -> str:
    """An instant with the offset of its zone, the same in every language."""
    offset = f"{local:%z}"
    return f"{local:%H:%M} {local:%d/%m/%Y} (UTC{offset[:3]}:{offset[3:5]})"


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value, however deep; the names of its parts are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)


def _in(wording: Any, language: str) -> str:
    """The text in a language, else in the first there is."""
    if not isinstance(wording, Mapping) or not wording:
        return ""
    return str(wording.get(language) or wording.get(language.split("-")[0]) or next(iter(wording.values())))
