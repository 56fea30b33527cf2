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
    """Yield up to `MOST_PARTS` neighbours with a letter and a digit among them; which is one, the record knows."""
    parts = [joined(word.text) for word in words]
    short = [
        shortened(word.text) if not part.isalpha() else part for word, part in zip(words, parts, strict=True)
    ]
    has_digit = [not part.isalpha() for part in parts]
    for start in range(len(parts)):
        whole, brief = "", ""
        for end in range(start, min(start + MOST_PARTS, len(parts))):
            whole, brief = whole + parts[end], brief + short[end]
            if len(whole) > LONGEST:
                break
            if any(has_digit[start : end + 1]) and not whole.isdigit():
                yield Typed(whole, brief, range(start, end + 1))
