"""Texts in fonts from before Unicode (TCVN3 with .VnTime, VNI): recognised by what they would spell."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows

_WORD = re.compile(r"[^\s\d.,;:!?()\[\]{}\"“”'/|<>=+*&%$#@_–—\\-]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True, eq=False)
class LegacyEncoding:
    """An old font: pieces of text as a Windows program shows them, and the letters that were meant."""

    name: str
    letters: tuple[tuple[str, str], ...]

    def converted(self, text: str) -> str:
        return self._pattern.sub(lambda match: self._letters[match[0]], text)

    @cached_property
    def _letters(self) -> dict[str, str]:
        return dict(self.letters)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self._letters, key=len, reverse=True))))


@dataclass(frozen=True, eq=False)
class Spelling:
    """The syllables a language can spell (without tones), and its old encodings."""

    onsets: tuple[str, ...] = ()
    rhymes: tuple[str, ...] = ()
    legacy: tuple[LegacyEncoding, ...] = ()

    def share_spelled(self, text: str) -> tuple[float, int]:
        """Give the share of words beyond ASCII that are syllables of the language, and how many there are."""
        words = [word for word in _WORD.findall(text) if not word.isascii()]
        return (sum(map(self._is_syllable, words)) / len(words) if words else 1.0), len(words)

    def _is_syllable(self, word: str) -> bool:
        letters = unicodedata.normalize("NFD", word.lower())
        if sum(letter in _TONES for letter in letters) > 1:
            return False
        toneless = "".join(letter for letter in letters if letter not in _TONES)
        return unicodedata.normalize("NFC", toneless) in self._syllables

    @cached_property
    def _syllables(self) -> frozenset[str]:
        return frozenset(onset + rhyme for onset in ("", *self.onsets) for rhyme in self.rhymes)


@cache
def load_spelling(folder: Path | None = None) -> Spelling:
    """Read `syllable_parts.csv` and `legacy_encodings.csv` of a country pack, once per process."""
    folder = folder or country_folder()
    parts = read_rows(folder, "syllable_parts.csv")
    rows = read_rows(folder, "legacy_encodings.csv")
    names = dict.fromkeys(row["encoding"] for row in rows)
    return Spelling(
        tuple(row["form"] for row in parts if row["part"] == "onset"),
        tuple(row["form"] for row in parts if row["part"] == "rhyme"),
        tuple(
            LegacyEncoding(
                name, tuple((row["written"], row["letter"]) for row in rows if row["encoding"] == name)
            )
            for name in names
        ),
    )
