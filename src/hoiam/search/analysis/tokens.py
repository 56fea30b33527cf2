"""A text as a row of words with their places, numbers written one way."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from hoiam.search.analysis.syllables import folded, toned

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_GROUPED = re.compile(r"^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as written, where it stands, and in the forms that are compared."""

    text: str
    start: int
    end: int
    toned: str
    folded: str


def tokens(text: str) -> list[Token]:
    """Part a text into its words, in reading order.

    The places `start` and `end` count characters of the NFC form of `text`.
    """
    composed = unicodedata.normalize("NFC", text)
    return [_token(match) for match in _WORD.finditer(composed)]


def pairs(words: list[str]) -> list[str]:
    """Join each word with its right neighbour; folded pairs tell apart what single folded syllables confuse."""
    return [f"{left}_{right}" for left, right in pairwise(words)]


def number_as_written_once(written: str) -> str:
    """Bring 1.800, 1,800 and 84,7, 84.7 to one form: no grouping, a point before decimals.

    A single separator followed by exactly three digits groups thousands, as Vietnamese offices write.
    """
    if _GROUPED.match(written) and not written.startswith("0"):
        return written.replace(".", "").replace(",", "")
    last = max(written.rfind("."), written.rfind(","))
    whole = written[:last].replace(".", "").replace(",", "")
    return f"{whole}.{written[last + 1 :]}"


def _token(match: re.Match[str]) -> Token:
    text = match.group()
    if text[0].isdigit() and ("." in text or "," in text):
        number = number_as_written_once(text)
        return Token(text, match.start(), match.end(), number, number)
    return Token(text, match.start(), match.end(), toned(text), folded(text))
