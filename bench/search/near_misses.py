"""Texts that are almost the right ones: made of the collection's own words."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

SEED = 20260901


def near_misses(texts: list[str], number: int, seed: int = SEED) -> Iterator[str]:
    """Yield `number` texts in three kinds by turns, the same for the same seed.

    1. a walk over the pairs of words of the collection (every pair occurs in it),
    2. runs of four to ten words cut from different texts of the collection and put side by side,
    3. one text with four words in ten replaced by words of the collection, at their frequency.
    """
    chance = random.Random(seed)
    words = [text.split() for text in texts]
    every = [word for text in words for word in text]
    following = defaultdict(list)
    for left, right in pairwise(every):
        following[left].append(right)
    for at in range(number):
        length = len(chance.choice(words))
        if at % 3 == 0:
            yield " ".join(_walk(chance, every, following, length))
        elif at % 3 == 1:
            yield " ".join(_runs(chance, words, length))
        else:
            text = chance.choice(words)
            yield " ".join(word if chance.random() > 0.4 else chance.choice(every) for word in text)


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
