"""One written syllable in the three forms that search compares.

`plain` keeps everything but letter case, `toned` lets both habits of placing a tone mark agree (hòa, hoà),
`folded` drops every mark, as a text message does.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TONES = {"\u0300": "`", "\u0301": "'", "\u0309": "?", "\u0303": "~", "\u0323": "."}
"""Combining tone marks and the sign each becomes at the end of a syllable (signs as in RFC 1456, VIQR)."""

_STANDALONE_Y = re.compile(r"^(qu|[hklmstv])y$")


def fold(text: str) -> str:
    """Write `text` in lower case without any mark, `đ` as `d`: as on a plain keyboard."""
    spread = unicodedata.normalize("NFD", text.lower())
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare.replace("đ", "d").lower())


@lru_cache(maxsize=20_000)
def has_marks(word: str) -> bool:
    """Tell whether a word carries a tone mark, a vowel mark or `đ`."""
    return fold(word) != word.lower()


@lru_cache(maxsize=20_000)
def toned(word: str) -> str:
    """Give a word with its tone sign at the end, so that hòa, hoà, HÒA and their decomposed forms are one.

    Vowel marks stay (ơ is not o); i and y are one where a syllable ends in either (lý, lí; quý, quí).
    """
    letters, tone = _without_tone(word)
    return _joined_y(letters) + tone


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """Give a word without marks, i and y joined as in `toned`."""
    return _joined_y(fold(word))


def _without_tone(word: str) -> tuple[str, str]:
    """Part a word into its letters (NFC, lower case, vowel marks kept) and the signs of its tones."""
    kept, tone = [], ""
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter in TONES:
            tone += TONES[letter]
        else:
            kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept)), tone


def _joined_y(letters: str) -> str:
    return letters[:-1] + "i" if _STANDALONE_Y.match(letters) else letters
