"""One question as it was typed and as it is understood."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from hoiam.search.analysis.language import is_bare, language_of
from hoiam.search.analysis.question_words import carries_content
from hoiam.search.analysis.tokens import Token, tokens
from hoiam.search.reading.abbreviations import Abbreviations
from hoiam.search.reading.counts import Counts
from hoiam.search.reading.mending import Choice, mended

MOST_WORDS = 300
"""A longer letter is read up to here; the question of a letter stands in front."""


@dataclass(frozen=True)
class Change:
    """One word read otherwise than it was typed."""

    written: str
    meant: str
    why: str
    """`marks`, `slip` or `abbreviation`."""


@dataclass(frozen=True)
class Reading:
    """What a page shows above the hits, with a way back to the question as typed."""

    original: str
    restored: str
    changes: tuple[Change, ...] = ()
    language: str = "vi"


@dataclass(frozen=True)
class Understanding:
    """A question ready to be looked for."""

    reading: Reading
    words: list[Token]
    choices: list[Choice]
    """For each word, what it is taken to mean."""
    carries_content: list[bool]
    expansions: list[list[Token]]
    """What the short forms stand for, each as a row of words."""
    short_forms: frozenset[int] = frozenset()
    """Starts of the words that are short forms."""


def understand(
    question: str,
    counts: Counts,
    abbreviations: Abbreviations,
    *,
    words: list[Token] | None = None,
    leave: Collection[int] = (),
    as_typed: bool = False,
) -> Understanding:
    """Read a question: language, marks, slips, short forms. With `as_typed` nothing is put back or mended.

    `words`: the question as `words_of` parts it, where that was done; `leave`: starts of words (of a reference)
    that mean what they say.
    """
    composed = unicodedata.normalize("NFC", question)
    words = words_of(question) if words is None else words
    language = language_of(words)
    short_forms = [
        (word, long) for word, long in abbreviations.of(words, language) if word.start not in leave
    ]
    kept = {word.start for word, _ in short_forms}.union(leave)
    choices = mended(words, counts, bare=is_bare(words), language=language, leave=kept, as_typed=as_typed)
    changes = tuple(_changes(words, choices)) + tuple(
        Change(word.text, long, "abbreviation") for word, long in short_forms
    )
    return Understanding(
        Reading(question, _restored(composed, words, choices), tuple(changes), language),
        words,
        choices,
        carries_content(words),
        [tokens(long) for _, long in short_forms],
        frozenset(word.start for word, _ in short_forms),
    )


def words_of(question: str) -> list[Token]:
    """Part a question into its words, up to `MOST_WORDS`."""
    return tokens(question)[:MOST_WORDS]


def _changes(words: list[Token], choices: list[Choice]) -> list[Change]:
    return [
        Change(
            word.text,
            _in_case_of(word.text, choice.surface),
            "marks" if choice.folded == word.folded else "slip",
        )
        for word, choice in zip(words, choices, strict=True)
        if choice.toned != word.toned
    ]


def _restored(text: str, words: list[Token], choices: list[Choice]) -> str:
    parts, at = [], 0
    for word, choice in zip(words, choices, strict=True):
        meant = word.text if choice.toned == word.toned else _in_case_of(word.text, choice.surface)
        parts += [text[at : word.start], meant]
        at = word.end
    return "".join([*parts, text[at:]])


def _in_case_of(written: str, meant: str) -> str:
    if len(written) > 1 and written.isupper():
        return meant.upper()
    return meant[:1].upper() + meant[1:] if written[:1].isupper() else meant
