"""Texts that are almost the right ones: made of the collection's own words."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

SEED = 20260901


KINDS = ("drawn", "walk", "runs", "replaced")


def near_misses(texts: list[str], number: int, kind: str, seed: int = SEED) -> Iterator[str]:
    """Yield `number` texts of one kind, of the lengths of the collection, the same for the same seed.

    drawn: words at the frequency of the collection; walk: a walk over its pairs of neighbours;
    runs: four to ten words in a row cut from different texts and put side by side;
    replaced: a text of the collection with four words in ten replaced by others of it.
    """
    chance = random.Random(seed)
    words = [text.split() for text in texts]
    every = [word for text in words for word in text]
    following = defaultdict(list)
    for left, right in pairwise(every):
        following[left].append(right)
    for _ in range(number):
        text = chance.choice(words)
        if kind == "drawn":
            row = chance.choices(every, k=len(text))
        elif kind == "walk":
            row = _walk(chance, every, following, len(text))
        elif kind == "runs":
            row = _runs(chance, words, len(text))
        else:
            row = [word if chance.random() > 0.4 else chance.choice(every) for word in text]
        yield " ".join(row)


def _walk(chance: random.Random, every: list[str], following: dict[str, list[str]], length: int) -> list[str]:
    row = [chance.choice(every)]
    while len(row) < length:
        row.append(chance.choice(following[row[-1]] or every))
    return row


def _runs(chance: random.Random, words: list[list[str]], length: int) -> list[str]:
    row: list[str] = []
    while len(row) < length:
        text = chance.choice(words)
        start = chance.randrange(max(1, len(text) - 10))
        row += text[start : start + chance.randint(4, 10)]
    return row
