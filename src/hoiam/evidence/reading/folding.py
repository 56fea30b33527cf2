"""Letters without marks, place by place: the folded text has the length of the text, so that spans hold."""

from __future__ import annotations

import sys
import unicodedata

_LAST_LATIN = 0x1EFF
_STROKED = {"đ": "d", "Đ": "d", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ħ": "h", "Ħ": "h"}


def _folded_letter(letter: str) -> str:
    if letter in _STROKED:
        return _STROKED[letter]
    small = unicodedata.normalize("NFD", letter)[0].lower()
    return small if len(small) == 1 else letter


_FOLDING = {
    code: folded
    for code in range(ord("A"), min(_LAST_LATIN, sys.maxunicode) + 1)
    if (folded := _folded_letter(chr(code))) != chr(code)
}


def fold(text: str) -> str:
    """Give composed text in small letters without marks, đ as d, of the same length."""
    return text.translate(_FOLDING)
