"""Words that make a sentence a question or a courtesy: they say nothing of the fact that is looked for."""

from __future__ import annotations

import csv
from importlib import resources

from hoiam.search.analysis.tokens import Token, tokens


def _rows() -> list[dict[str, str]]:
    table = resources.files("hoiam.search.analysis").joinpath("question_words.csv")
    with table.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


_ROWS = _rows()
PHRASES = frozenset(tuple(word.folded for word in tokens(row["term"])) for row in _ROWS)
"""Each entry as a row of folded words."""
FUNCTION_WORDS = {
    language: frozenset(row["term"] for row in _ROWS if row["language"] == language)
    for language in ("vi", "en")
}
_LONGEST = max(len(phrase) for phrase in PHRASES)


def question_phrases(language: str) -> list[str]:
    """List the question phrases of a language as they are written."""
    return [row["term"] for row in _ROWS if row["language"] == language]


def carries_content(words: list[Token]) -> list[bool]:
    """Tell for each word whether it may name the fact; the words of question phrases may not.

    Longest phrase first, from the left. When nothing would be left, every word counts.
    """
    kept = [True] * len(words)
    at = 0
    while at < len(words):
        length = _phrase_length(words, at)
        kept[at : at + length] = [False] * length
        at += max(length, 1)
    return kept if any(kept) else [True] * len(words)


def _phrase_length(words: list[Token], at: int) -> int:
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        if tuple(word.folded for word in words[at : at + length]) in PHRASES:
            return length
    return 0
