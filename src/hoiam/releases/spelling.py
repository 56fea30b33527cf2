"""How words are spelled for comparing what was signed with what is shown: layout leaves no trace, signs do. Pure.

White space, line breaks, ligatures, composed or decomposed letters, soft hyphens and the shape of quotation
marks are layout. Every other sign counts, seen or unseen: a digit, a look-alike letter, a zero-width sign.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_FOLDED = str.maketrans(
    {
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
        "’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "−": "-", "…": "...",
        "\u00ad": None, "\ufffe": None,
    }
)  # fmt: skip
_LAYOUT = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
"""White space of every kind, and control signs."""
_RUN = re.compile(r"[^\s\x00-\x1f\x7f-\x9f]+")
_LINE_END_HYPHEN = re.compile(r"(?:[-\u2010\u00ad\x02\ufffe][^\S\n]*\n\s*|[\x02\ufffe]\s*)")
_DOUBLED = re.compile(r"([^\W\d_\x00-\x7f])\1")
_WORD_END, _WORD_START = re.compile(r"\w+$"), re.compile(r"\w+")
_ASIDE = 5
"""Signs on each side of a hyphen at the end of a line that decide whether it was signed."""


@dataclass(frozen=True)
class Spelled:
    """A text without its layout; `places` leads back from each sign to where it stands in `text`."""

    text: str
    signs: str
    places: tuple[int, ...]

    def between(self, start: int, end: int) -> str:
        """The text of some signs as a reader sees it, on one line."""
        if start >= end:
            return ""
        last = self.places[end - 1] + 1
        return " ".join(self.text[self.places[start] : last].split())

    def place_after(self, position: int) -> int:
        """The first sign that stands at or after a position of the text."""
        return bisect_right(self.places, position - 1)


def spell(words: str) -> str:
    """The signs of some words, without layout."""
    return _LAYOUT.sub("", unicodedata.normalize("NFC", words).translate(_FOLDED))


def spelled(text: str, known: str = "") -> Spelled:
    """A whole text without its layout; a hyphen at the end of a line stays where `known` signs have one."""
    composed = _settle_hyphens(unicodedata.normalize("NFC", text.removeprefix("\ufeff")), known)
    signs: list[str] = []
    places: list[int] = []
    for run in _RUN.finditer(composed):
        folded = run[0].translate(_FOLDED)
        signs.append(folded)
        if len(folded) == len(run[0]):
            places.extend(range(run.start(), run.end()))
        else:
            for place, sign in enumerate(run[0], run.start()):
                places.extend([place] * len(sign.translate(_FOLDED)))
    return Spelled(composed, "".join(signs), tuple(places))


def _settle_hyphens(text: str, known: str) -> str:
    def settled(found: re.Match[str]) -> str:
        if found[0][0] == "\u00ad":
            return ""
        return _settled(text, found, known, "-", "", otherwise="-")

    return _LINE_END_HYPHEN.sub(settled, text)


def without_doubles(text: str, known: str) -> str:
    """The text of a PDF without letters that its reader gives twice: those drawn as a letter and its mark."""

    def settled(found: re.Match[str]) -> str:
        return _settled(text, found, known, found[0], found[1], otherwise=found[0])

    return _DOUBLED.sub(settled, unicodedata.normalize("NFC", text))


def _settled(text: str, found: re.Match[str], known: str, first: str, second: str, *, otherwise: str) -> str:
    """Which of two spellings was signed, by the signs on both sides, else by the rest of the word."""
    left = text[max(0, found.start() - 4 * _ASIDE) : found.start()]
    right = text[found.end() : found.end() + 4 * _ASIDE]
    before, after = _WORD_END.search(left), _WORD_START.match(right)
    for begins, ends in (
        (spell(left)[-_ASIDE:], spell(right)[:_ASIDE]),
        (spell(before[0]) if before else "", spell(after[0]) if after else ""),
    ):
        for way in (first, second):
            if f"{begins}{way}{ends}" in known:
                return way
    return otherwise
