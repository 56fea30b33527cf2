"""How often words and pairs of neighbours occur in the desk's own texts, kept in a small file beside the index."""

from __future__ import annotations

import json
import mmap
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from hoiam.search.analysis.language import is_syllable
from hoiam.search.analysis.question_words import question_phrases
from hoiam.search.analysis.syllables import folded
from hoiam.search.analysis.tokens import Token, tokens

MOST_WORDS = 60_000
MOST_PAIRS = 1_500_000
QUESTION_PHRASE_COUNTS = 10
"""Records state, they do not ask: question phrases would be unknown, and be mended, without a count of their own."""
SHORTEST_NAME = 6


@dataclass
class Counts:
    """Words of the record by number, with pairs as sorted keys `left number · 2³² + right number`."""

    surfaces: list[str] = field(default_factory=list)
    """The usual way of writing each word, lower case."""
    words: dict[str, int] = field(default_factory=dict)
    """Toned word → its number."""
    frequency: list[int] = field(default_factory=list)
    forms: dict[str, list[int]] = field(default_factory=dict)
    """Folded word → numbers of its toned forms, the most frequent first."""
    pair_keys: memoryview = field(default_factory=lambda: memoryview(b"").cast("Q"))
    pair_counts: memoryview = field(default_factory=lambda: memoryview(b"").cast("I"))
    total: int = 0
    names: dict[str, list[int]] = field(default_factory=dict)
    """First consonants → numbers of words that are no Vietnamese syllable: names and foreign words."""

    def folded(self, number: int) -> str:
        """Give the folded form of a word."""
        return folded(self.surfaces[number])

    def names_like(self, word: str) -> list[int]:
        """List foreign words at most two letters away from `word` (six letters or more), heard alike first."""
        if len(word) < SHORTEST_NAME:
            return []
        found = [
            (distance(word, self.folded(number)), number) for number in self.names.get(skeleton(word), ())
        ]
        return [number for apart, number in sorted(found) if apart <= 2][:4]

    def pair(self, left: int, right: int) -> int:
        """Count how often word number `right` follows word number `left`."""
        key = left << 32 | right
        at = bisect_left(self.pair_keys, key)
        return self.pair_counts[at] if at < len(self.pair_keys) and self.pair_keys[at] == key else 0


class Counting:
    """Adds up texts; `write` leaves the file that `read` opens."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()
        self._surfaces: dict[str, Counter[str]] = {}
        self._folded: dict[str, str] = {}
        self._pairs: Counter[tuple[str, str]] = Counter()
        for phrase in question_phrases("vi"):
            self.add(tokens(phrase), QUESTION_PHRASE_COUNTS)

    def add(self, words: Iterable[Token], times: int = 1) -> None:
        """Count one passage, `times` over."""
        previous = ""
        for word in words:
            if word.text[0].isdigit():
                previous = ""
                continue
            if word.toned not in self._words:
                self._surfaces[word.toned] = Counter()
                self._folded[word.toned] = word.folded
            self._words[word.toned] += times
            self._surfaces[word.toned][word.text.lower()] += times
            if previous:
                self._pairs[previous, word.toned] += times
            previous = word.toned

    def write(self, place: Path) -> None:
        """Write words and pairs to `place` (a folder), the rarest left out when there are too many."""
        kept = [word for word, _ in self._words.most_common(MOST_WORDS)]
        number = {word: at for at, word in enumerate(kept)}
        pairs = sorted(
            (number[left] << 32 | number[right], count)
            for (left, right), count in self._pairs.most_common(MOST_PAIRS)
            if left in number and right in number
        )
        rows = [
            [word, self._surfaces[word].most_common(1)[0][0], self._folded[word], self._words[word]]
            for word in kept
        ]
        _write_whole(place / "words.json", json.dumps(rows, ensure_ascii=False).encode())
        keys = memoryview(bytearray(8 * len(pairs))).cast("Q")
        counts = memoryview(bytearray(4 * len(pairs))).cast("I")
        for at, (key, count) in enumerate(pairs):
            keys[at], counts[at] = key, count
        _write_whole(place / "pairs.bin", len(pairs).to_bytes(8, "little") + bytes(keys) + bytes(counts))


def skeleton(word: str) -> str:
    """Give the first four consonants that are heard in a folded word, doubles once: Ghandi and Gandhi agree."""
    heard = ""
    for letter in word:
        if letter not in "aeiouyhw" and not heard.endswith(letter):
            heard += letter
    return heard[:4]


def distance(left: str, right: str) -> int:
    """Count the letters to change, add or drop between two words (Levenshtein)."""
    before = list(range(len(right) + 1))
    for at, one in enumerate(left, 1):
        now = [at]
        for to, two in enumerate(right, 1):
            now.append(min(before[to] + 1, now[-1] + 1, before[to - 1] + (one != two)))
        before = now
    return before[-1]


def read(place: Path) -> Counts:
    """Open what `Counting.write` left; empty counts where nothing was written. Pairs stay on disk (memory-mapped)."""
    if not (place / "words.json").exists() or not (place / "pairs.bin").exists():
        return Counts()
    counts = Counts()
    for number, (toned, surface, bare, frequency) in enumerate(
        json.loads((place / "words.json").read_bytes())
    ):
        counts.words[toned] = number
        counts.surfaces.append(surface)
        counts.frequency.append(frequency)
        counts.forms.setdefault(bare, []).append(number)
        if len(bare) >= SHORTEST_NAME and not is_syllable(bare):
            counts.names.setdefault(skeleton(bare), []).append(number)
    counts.total = sum(counts.frequency)
    with (place / "pairs.bin").open("rb") as file:
        view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    size = int.from_bytes(view[:8], "little")
    counts.pair_keys = view[8 : 8 + 8 * size].cast("Q")
    counts.pair_counts = view[8 + 8 * size : 8 + 12 * size].cast("I")
    return counts


def _write_whole(path: Path, content: bytes) -> None:
    draft = path.with_suffix(".draft")
    draft.write_bytes(content)
    draft.replace(path)
