"""How alike two questions are, by their words alone. Pure.

A question becomes the set of its folded syllables and of their neighbouring pairs. A short print (a few
numbers) finds candidates among any number of questions by an index; the exact likeness then decides.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

BANDS = 12
ROWS = 2
ALIKE_FROM = 0.30
"""From this share of common shingles on, two questions are shown to an officer as possibly the same."""
_PRIME = (1 << 61) - 1


def folded_words(text: str) -> list[str]:
    """Lower-case words without marks: `Đà Nẵng` → `["da", "nang"]`."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"[a-z0-9]+", kept)


def shingles(text: str) -> frozenset[str]:
    """The folded words of a text and their neighbouring pairs."""
    words = folded_words(text)
    pairs = (f"{left} {right}" for left, right in pairwise(words))
    return frozenset([*words, *pairs])


def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Shared shingles among all, 0 to 1; 0 where both are empty."""
    return len(left & right) / len(left | right) if left | right else 0.0


def print_of(text: str) -> list[int]:
    """Up to `BANDS` numbers below 2**62; two alike texts very probably share one. [] without any word."""
    numbers = [_number(piece) for piece in shingles(text)]
    if not numbers:
        return []
    least = [min((a * number + b) % _PRIME for number in numbers) for a, b in _mixers()]
    bands = [least[start : start + ROWS] for start in range(0, BANDS * ROWS, ROWS)]
    return [_number(f"{place}:{band}") for place, band in enumerate(bands)]


def _number(piece: str) -> int:
    return int.from_bytes(hashlib.blake2b(piece.encode(), digest_size=8).digest(), "big") >> 2


@lru_cache(maxsize=1)
def _mixers() -> list[tuple[int, int]]:
    return [(_number(f"a{n}") | 1, _number(f"b{n}")) for n in range(BANDS * ROWS)]
