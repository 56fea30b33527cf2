"""What a heap of sheets says together, and only as far as nobody can be told from it. Pure.

Every sheet answers every item, so that the answers to one item are never a smaller group than the sheets. Pairs are
counted only where the sheets that have no partner are none or many: else what one of them said could be worked out
from the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hoiam.conferences.terms import FEWEST

Sheets = Mapping[str, Mapping[str, int]]
"""{mark: {key of the question: answer}} of one phase."""


@dataclass(frozen=True)
class Change:
    """How pairs answered one question: wrong before and right after, right before and wrong after, of how many."""

    gained: int
    lost: int
    pairs: int


def counts(sheets: Sheets, key: str, answers: int) -> list[int]:
    """How often each of so many answers was given; [] where the sheets are fewer than `FEWEST`."""
    if len(sheets) < FEWEST:
        return []
    given = [sheet[key] for sheet in sheets.values()]
    return [given.count(answer) for answer in range(answers)]


def change(before: Sheets, after: Sheets, keys: tuple[str, str], right: int) -> Change | None:
    """What pairs gained and lost; `keys`: of the question on either sheet. None where it would tell too much."""
    marks = before.keys() & after.keys()
    alone = (len(before) - len(marks), len(after) - len(marks))
    if len(marks) < FEWEST or any(0 < count < FEWEST for count in alone):
        return None
    knew = [before[mark][keys[0]] == right for mark in marks]
    knows = [after[mark][keys[1]] == right for mark in marks]
    both = list(zip(knew, knows, strict=True))
    return Change(both.count((False, True)), both.count((True, False)), len(marks))


def said_of_how_many(number: int) -> int | None:
    """A number of sheets that may be told while they still come in; None: too few to tell."""
    return number if number >= FEWEST else None


def mean(given: Sequence[int]) -> float | None:
    """The mean of a scale that begins at 1, from how often each step was chosen; None of nothing."""
    total = sum(given)
    return sum(step * count for step, count in enumerate(given, start=1)) / total if total else None


def share(given: Sequence[int], right: int | None) -> float | None:
    """Which share of the answers was right, in per cent."""
    total = sum(given)
    return 100 * given[right] / total if total and right is not None else None


def complete(answers: Mapping[str, int], wanted: Iterable[tuple[str, int]]) -> bool:
    """Whether every question has one of its answers, and nothing else was answered; `wanted`: (key, how many)."""
    known = dict(wanted)
    return answers.keys() == known.keys() and all(0 <= answers[key] < known[key] for key in known)
