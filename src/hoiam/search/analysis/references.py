"""References as people type them: with or without dashes, in either case, with or without leading zeros."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hoiam.search.analysis.syllables import fold
from hoiam.search.analysis.tokens import Token

MOST_PARTS = 5
"""Parts of a reference that stand apart: "57-KL/TW" has three, "DN-2026-00001" too."""
LONGEST = 40

_PART = re.compile(r"[^\W_]+")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_SYMBOL = re.compile(
    r"\b\d{1,5}(?:/\d{4})?\s?[-/]\s?[A-ZĐ][A-ZĐ\d][A-ZĐa-zđ\d]*(?:\s?[-/]\s?[A-ZĐ][A-ZĐa-zđ\d]*)*"
)


def joined(written: str) -> str:
    """Write a reference in small letters and digits alone: DN-2026-00001 → dn202600001, QĐ → qd."""
    return "".join(_PART.findall(fold(written)))


def shortened(written: str) -> str:
    """The same without the zeros in front of each number: F069 → f69, DN-2026-00001 → dn20261."""
    return "".join(_LEADING_ZEROS.sub("", part) for part in _PART.findall(fold(written)))


def symbols(text: str) -> set[str]:
    """Find the symbols of documents that a text names ("57-KL/TW", "1079/QĐ-TTg"), joined.

    The letters of a symbol begin with two capitals; "2023-nay" is none.
    """
    return {joined(found) for found in _SYMBOL.findall(text)}


@dataclass(frozen=True, slots=True)
class Typed:
    """What in a question may be a reference: as `joined`, as `shortened`, and the words it is made of."""

    joined: str
    shortened: str
    words: range


def typed(words: list[Token]) -> Iterator[Typed]:
    """Yield up to `MOST_PARTS` neighbours that may be a reference; which of them is one, the record knows.

    It has a letter, and begins or ends with a part that has a digit.
    """
    parts = [joined(word.text) for word in words]
    has_digit = [not part.isalpha() for part in parts]
    numbers = [at for at, is_number in enumerate(has_digit) if is_number]
    for at in numbers:
        for start in range(max(0, at - MOST_PARTS + 1), at + 1):
            yield from _one(words, parts, range(start, at + 1))
        for end in range(at + 1, min(at + MOST_PARTS, len(parts))):
            if not has_digit[end]:
                yield from _one(words, parts, range(at, end + 1))


def _one(words: list[Token], parts: list[str], place: range) -> Iterator[Typed]:
    whole = "".join(parts[place.start : place.stop])
    if len(whole) <= LONGEST and not whole.isdigit():
        brief = "".join(shortened(words[at].text) if not parts[at].isalpha() else parts[at] for at in place)
        yield Typed(whole, brief, place)
