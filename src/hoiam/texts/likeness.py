"""How alike two sentences are, and whether one still says what was cited."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path

from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows
from hoiam.texts.citation_marks import without_marks

CHECK_AGAIN_BELOW = 0.8
"""Share of words kept, in order: about two words in ten may change. Chosen by reading edits of single facts;
changed numbers and weighty words count whatever the share."""

_WORD = re.compile(r"\d+(?:[.,/]\d+)*|\w+|[%€$₫]")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=32_768)
def words_of(text: str) -> tuple[str, ...]:
    """Give the words and numbers of a sentence, small letters, without its citation marks."""
    return tuple(_WORD.findall(plain(text).casefold()))


def plain(text: str) -> str:
    """Give the sentence composed, with single spaces and without citation marks."""
    return _SPACES.sub(" ", without_marks(unicodedata.normalize("NFC", text)))


def likeness(one: str, other: str) -> float:
    """Share of words that both hold in the same order, 0 to 1; 1 also for two empty texts."""
    first, second = words_of(one), words_of(other)
    if first == second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def held_share(short: tuple[str, ...], long: tuple[str, ...]) -> float:
    """Share of the words of the shorter sentence that the longer one holds in the same order."""
    if not short:
        return 0.0
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(short)


def shared_share(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Share of the different words of the shorter sentence that the other holds, in any order: quick."""
    first, second = frozenset(one), frozenset(other)
    return len(first & second) / max(1, min(len(first), len(second)))


@cache
def load_weighty_words(folder: Path | None = None) -> frozenset[tuple[str, ...]]:
    """Read `weighty_words.csv`: words that turn a statement round when they come or go."""
    rows = read_rows(folder or country_folder(), "weighty_words.csv")
    return frozenset(tuple(row["form"].casefold().split()) for row in rows)


def changed_too_much(
    cited_text: str, present_text: str, weighty: frozenset[tuple[str, ...]] | None = None
) -> bool:
    """Whether a citation must be checked again: the sentence is not what it was when the fact was cited.

    True when a number (“PM2.5” holds one), a percent sign or a weighty word (not, fell, over …) came, went or
    changed, or when less than `CHECK_AGAIN_BELOW` of the words stayed. Spaces, capitals and punctuation do not
    count.
    """
    before, now = words_of(cited_text), words_of(present_text)
    if before == now:
        return False
    known = load_weighty_words() if weighty is None else weighty
    return _weights(before, known) != _weights(now, known) or (
        likeness(cited_text, present_text) < CHECK_AGAIN_BELOW
    )


def _weights(words: tuple[str, ...], weighty: frozenset[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    numbers = Counter((word,) for word in words if not word[0].isalpha() or any(map(str.isdigit, word)))
    lengths = {len(form) for form in weighty}
    runs = (words[start : start + size] for size in lengths for start in range(len(words) - size + 1))
    return numbers + Counter(run for run in runs if run in weighty)
