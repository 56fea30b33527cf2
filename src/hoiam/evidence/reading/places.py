"""Finds the places of a gazetteer in a text, by present, former and foreign names, with or without marks."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from hoiam.evidence.reading.folding import fold
from hoiam.evidence.reading.units import alternatives


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place at [start, end). Several codes bear one name (before and after a merger): all are given.

    `is_certain` is false for a name in small letters without marks: “hoa binh” may be a province or peace.
    """

    start: int
    end: int
    text: str
    codes: tuple[str, ...]
    is_certain: bool = True


class Gazetteer:
    """The places to look for: (code, names), each name as officials write it."""

    def __init__(self, places: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._codes: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for code, names in places:
            for name in dict.fromkeys(unicodedata.normalize("NFC", name) for name in names if name.strip()):
                self._codes[fold(name)].append((name, code))

    def find(self, text: str) -> tuple[FoundPlace, ...]:
        """List the places of composed text in reading order, the longer name where two overlap.

        A written mark must be the name's (Hà Nam is not Hạ Nam); a name with its marks must begin with a capital
        letter (hòa bình is peace); without marks it may be small only in a text that has no marks at all.
        """
        folded = fold(text)
        is_unmarked = folded == text.lower()
        found = (
            self._judged(text[match.start() : match.end()], match, is_unmarked)
            for match in self._pattern.finditer(folded)
        )
        return tuple(place for place in found if place)

    def _judged(self, written: str, match: re.Match[str], text_is_unmarked: bool) -> FoundPlace | None:
        named = self._codes[match[0].replace("\u00a0", " ")]
        has_capital = written[0].isupper()
        if fold(written) == written.lower():
            codes = [code for _, code in named]
            allowed = has_capital or (text_is_unmarked and " " in written)
        else:
            codes = [code for name, code in named if _spelled_alike(name, written)]
            allowed = has_capital
        if not codes or not allowed:
            return None
        return FoundPlace(*match.span(), written, tuple(dict.fromkeys(codes)), has_capital)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{alternatives(self._codes)})(?!\w)")


def _spelled_alike(name: str, written: str) -> bool:
    """Whether both carry the same marks in each syllable, wherever the tone stands (Hòa, Hoà)."""
    return [sorted(unicodedata.normalize("NFD", word)) for word in name.lower().split()] == [
        sorted(unicodedata.normalize("NFD", word)) for word in written.lower().split()
    ]
