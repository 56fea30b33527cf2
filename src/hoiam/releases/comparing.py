"""What a reader is shown beside what was signed, sentence by sentence. Pure.

Shown sentences with their ids (a page, a document) are compared one by one. Running text (a PDF, words that
were pasted) is laid along the signed sentences: what lies between two of them must be words that belong to the
document too, such as a source or the name of the body; anything else was added.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal

from hoiam.releases.signed_words import Around, Unit, required_words, units_of
from hoiam.releases.spelling import Spelled, spell, spelled, without_doubles

AHEAD = 120
"""Sentences looked ahead for the next one that is shown as it was signed."""
_NEAR = 60
"""Signs within which a very short sentence, such as a cell of a table, is looked for."""
_LEADS = re.compile(r"^(?:[•*–-]|\d{1,3}[.)])|\d{1,3}[.)]$")
_MOST_PAIRS = 2000
_ALIKE = 0.5
"""From this share of equal signs on, other words in a sentence's place are that sentence, changed."""


@dataclass(frozen=True)
class Difference:
    """One sentence that a reader is shown otherwise than it was signed.

    `sentence` is its id; "" for words that were added. `signed` and `shown` are "" where there are none.
    """

    kind: Literal["missing", "changed", "added", "moved"]
    sentence: str = ""
    signed: str = ""
    shown: str = ""


Compared = tuple[list[Difference], int]
"""What differs, in reading order, and how many sentences are shown exactly as they were signed."""


def compare_sentences(document: Mapping[str, Any], said: Sequence[tuple[str, str]]) -> Compared:
    """Compare sentences that are shown with their ids, in the order in which a reader meets them."""
    units = units_of(document)
    order = {unit.id: place for place, unit in enumerate(units)}
    found: list[Difference] = []
    met: list[int] = []
    for name, words in said:
        place = order.get(name)
        if place is None or place in met:
            found.append(Difference("added", shown=words))
            continue
        met.append(place)
        if spell(words) not in units[place].spellings:
            found.append(Difference("changed", name, units[place].words, words))
    for place in _out_of_order(met):
        found.append(Difference("moved", units[place].id, units[place].words, units[place].words))
    seen = set(met)
    found += [
        Difference("missing", unit.id, unit.words)
        for place, unit in enumerate(units)
        if place not in seen and not unit.is_hidden
    ]
    wrong = {row.sentence for row in found if row.kind in ("changed", "moved")}
    return found, sum(units[place].id not in wrong for place in seen)


def compare_text(document: Mapping[str, Any], text: str, *, is_paper: bool = False) -> Compared:
    """Compare running text. `is_paper`: the whole PDF, which shows notes and summary as well."""
    units = units_of(document)
    around = Around(document)
    known = "\n".join([*(unit.spellings[0] for unit in units), *around.words])
    shown = spelled(without_doubles(text, known) if is_paper else text, known)
    found, agreeing = _Along(units, around, shown).differences()
    if is_paper:
        found += [
            Difference("missing", name, words)
            for name, words in required_words(document)
            if spell(words) not in shown.signs
        ]
    return found, agreeing


def words_beside(document: Mapping[str, Any], texts: Iterable[str]) -> list[Difference]:
    """Words that stand between or beside sentences of a page and do not belong to the document."""
    around = Around(document)
    return [
        Difference("added", shown=" ".join(text.split()))
        for text in texts
        if not around.explains(spelled(text).signs)
    ]


class _Along:
    """A text laid along the sentences of a document."""

    def __init__(self, units: Sequence[Unit], around: Around, shown: Spelled) -> None:
        self.units, self.around, self.shown = units, around, shown
        self.signs = shown.signs
        self.agreeing = 0
        self.found: list[Difference] = []

    def differences(self) -> Compared:
        position, following = 0, 0
        while following < len(self.units):
            place, start, length = self._next(position, following)
            self._between(position, start, self.units[following:place], self._lead(place))
            if place == len(self.units):
                position = len(self.signs)
                break
            self.agreeing += 1
            position, following = start + length, place + 1
        if position < len(self.signs):
            self._between(position, len(self.signs), (), ())
        return self._with_moved(), self.agreeing

    def _lead(self, place: int) -> tuple[str, ...]:
        return self.units[place].leads if place < len(self.units) else ()

    def _next(self, position: int, following: int) -> tuple[int, int, int]:
        """(place, start, length) of the sentence that is met next; the least is passed over on either side."""
        if found := self._behind_known(position, following):
            return found
        best = (len(self.units), len(self.signs), 0)
        cost: float = float("inf")
        passed = 0
        for place in range(following, min(following + AHEAD, len(self.units))):
            if passed >= cost:
                break
            for spelling in self.units[place].spellings:
                start = self._find(spelling, position, cost - passed)
                if start >= 0 and (start - position + passed, -len(spelling)) < (cost, -best[2]):
                    best, cost = (place, start, len(spelling)), start - position + passed
            passed += 0 if self.units[place].is_hidden else len(self.units[place].spellings[0])
        return best

    def _behind_known(self, position: int, following: int) -> tuple[int, int, int] | None:
        """The very next sentence, here or behind nothing but words that belong to the document."""
        shown = (place for place in range(following, len(self.units)) if not self.units[place].is_hidden)
        place = next(shown, None)
        if place is None:
            return None
        unit = self.units[place]
        for start in self.around.walk(self.signs, position):
            for spelling in sorted(unit.spellings, key=len, reverse=True):
                for lead in ("", *unit.leads):
                    if self.signs.startswith(lead + spelling, start):
                        return place, start + len(lead), len(spelling)
        return None

    def _find(self, spelling: str, position: int, most: float) -> int:
        if self.signs.startswith(spelling, position):
            return position
        end = len(self.signs)
        if len(spelling) < 4:
            end = min(end, position + _NEAR)
        if most < end - position:
            end = min(end, position + int(most) + len(spelling))
        return self.signs.find(spelling, position, end)

    def _between(self, start: int, end: int, passed: Sequence[Unit], leads: Sequence[str]) -> None:
        """Judge what is shown between two sentences, and the sentences that should stand there."""
        signs = self.signs[start:end]
        lead = next((lead for lead in leads if lead and signs.endswith(lead)), "")
        end -= len(lead)
        passed = [unit for unit in passed if not unit.is_hidden]
        first, last = self.around.unexplained(self.signs[start:end])
        start, end = start + first, start + last
        if start >= end:
            self.found += [Difference("missing", unit.id, unit.words) for unit in passed]
            return
        self._pair(start, end, passed)

    def _pair(self, start: int, end: int, passed: Sequence[Unit]) -> None:
        """One by one, the words of the place are the sentence that they are most like."""
        pieces = self._pieces(start, end)
        taken = _matched([unit.spellings[0] for unit in passed], [spell(piece) for piece in pieces])
        if len(passed) == 1 and len(pieces) == 1:
            taken = {0: 0}
        for place, unit in enumerate(passed):
            if place in taken:
                shown = pieces[taken[place]]
                self.found.append(Difference("changed", unit.id, unit.words, shown))
            else:
                self.found.append(Difference("missing", unit.id, unit.words))
        used = set(taken.values())
        self.found += [
            Difference("added", shown=piece)
            for number, piece in enumerate(pieces)
            if number not in used and not self.around.explains(spell(piece))
        ]

    def _pieces(self, start: int, end: int) -> list[str]:
        """The words of a place, cut where a sentence may end."""
        words = self.shown.between(start, end)
        pieces, begun = [], 0
        for place in range(1, len(words)):
            if words[place] == " " and words[place - 1] in ".!?…" and place - begun > 12:
                pieces.append(words[begun:place])
                begun = place + 1
        return [piece for piece in (*pieces, words[begun:]) if piece.strip()]

    def _with_moved(self) -> list[Difference]:
        """A sentence that is missing here and stands whole elsewhere was moved."""
        missing = {
            spelling: row
            for row in self.found
            if row.kind == "missing"
            for unit in self.units
            if unit.id == row.sentence
            for spelling in unit.spellings
        }
        moved: dict[int, Difference] = {}
        dropped: set[int] = set()
        for row in self.found:
            bare = _LEADS.sub("", spell(row.shown))
            match = missing.pop(bare, None) if row.kind == "added" else None
            if match is not None and id(match) not in dropped:
                moved[id(row)] = replace(match, kind="moved", shown=row.shown)
                dropped.add(id(match))
        return [moved.get(id(row), row) for row in self.found if id(row) not in dropped]


def _matched(signed: Sequence[str], shown: Sequence[str]) -> dict[int, int]:
    """Which of the shown each signed sentence became: the likest first, each once. In long stretches, near ones."""
    near = _MOST_PAIRS // max(len(shown), 1)
    rated = [
        (rate, place, number)
        for place, one in enumerate(signed)
        for number, other in enumerate(shown)
        if abs(place - number) <= near and (rate := _likeness(one, other)) >= _ALIKE
    ]
    taken: dict[int, int] = {}
    for _rate, place, number in sorted(rated, key=lambda row: (-row[0], row[1], row[2])):
        if place not in taken and number not in taken.values():
            taken[place] = number
    return taken


def _likeness(first: str, second: str) -> float:
    if first == second:
        return 1.0
    matcher = SequenceMatcher(None, first[:600], second[:600], autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE else 0.0


def _out_of_order(places: Sequence[int]) -> list[int]:
    """The fewest places that must be taken out so that the rest rises."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, place in enumerate(places):
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [number]
        before.append(ends[at - 1] if at else -1)
    kept, number = set(), ends[-1] if ends else -1
    while number >= 0:
        kept.add(number)
        number = before[number]
    return [place for number, place in enumerate(places) if number not in kept]
