"""Numbers written in words: hai mươi lăm, một triệu rưỡi, twenty-five, one hundred and five."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hoiam.evidence.reading.number_vocabulary import NumberVocabulary, NumberWord

_PIECE = re.compile(r"[ \u00a0-]")
_MAY_FOLLOW: dict[str, tuple[str, ...]] = {
    "digit": ("", "ten", "tens", "hundred", "filler", "scale"),
    "article": ("",),
    "after_tens": ("ten", "tens", "filler"),
    "ten": ("", "hundred", "filler", "scale"),
    "tens": ("digit",),
    "hundred": ("digit", "article", "ten"),
    "scale": ("digit", "article", "after_tens", "ten", "tens", "hundred", "scale"),
    "filler": ("hundred", "scale"),
    "half": ("scale", "hundred"),
}
"""Which kind of word may stand after which; the empty one is the beginning."""
_ENDS_A_NUMBER = ("digit", "after_tens", "ten", "tens", "hundred", "scale", "half")


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number in words. `alone` is set for a single word and says whether it needs a unit to be a number."""

    start: int
    end: int
    value: Decimal
    step: Decimal
    alone: str


@dataclass
class _Sum:
    """A number while it is being read: full parts (…thousand), the open part, the last word."""

    parts: list[Decimal]
    chunk: Decimal = Decimal(0)
    last: NumberWord | None = None
    unit: Decimal = Decimal(1)

    def total(self) -> Decimal:
        return sum(self.parts, self.chunk)


def find_word_numbers(text: str, vocabulary: NumberVocabulary) -> Iterator[WordNumber]:
    """Find the numbers in words, in their order; bare scales (“hàng nghìn”, “thousands”) are none."""
    for run in vocabulary.run_pattern.finditer(text):
        tokens = _tokens(run, vocabulary)
        place = 0
        while place < len(tokens):
            found, used = _read_from(tokens, place)
            if found is not None:
                yield found
            place += max(used, 1)


def _tokens(run: re.Match[str], vocabulary: NumberVocabulary) -> list[tuple[int, int, NumberWord]]:
    tokens, position = [], run.start()
    for piece in _PIECE.split(run[0]):
        if word := vocabulary.counting.get(piece.casefold()):
            tokens.append((position, position + len(piece), word))
        position += len(piece) + 1
    return tokens


def _read_from(tokens: list[tuple[int, int, NumberWord]], place: int) -> tuple[WordNumber | None, int]:
    number = _Sum([])
    best: tuple[int, Decimal, Decimal] | None = None
    for used, (_, _, word) in enumerate(tokens[place:], start=1):
        following = tokens[place + used][2] if place + used < len(tokens) else None
        if not _may_stand(number, word, following):
            break
        _add(number, word)
        if word.kind in _ENDS_A_NUMBER:
            best = used, number.total(), number.unit
    if best is None:
        return None, 1
    used, value, step = best
    start, end = tokens[place][0], tokens[place + used - 1][1]
    return WordNumber(start, end, value, step, tokens[place][2].alone if used == 1 else ""), used


def _may_stand(number: _Sum, word: NumberWord, following: NumberWord | None) -> bool:
    before = number.last
    if (before.kind if before else "") not in _MAY_FOLLOW[word.kind]:
        return False
    if before and before.language != word.language:
        return False
    # “năm” is five only behind linh, lẻ or where a word that multiplies follows: else it is a year.
    if word.alone == "before_scale" and not (before and before.kind == "filler"):
        return following is not None and following.kind in ("tens", "hundred", "scale")
    if before and before.kind == "ten" and word.kind in ("digit", "after_tens"):
        return before.worth % 10 == 0
    return True


def _add(number: _Sum, word: NumberWord) -> None:
    worth, before = word.worth, number.last
    match word.kind:
        case "digit" | "after_tens" | "ten" | "article":
            number.chunk += worth
            number.unit = Decimal(1)
        case "tens" if before:
            number.chunk += before.worth * (worth - 1)
        case "hundred":
            number.chunk *= worth
            number.unit = worth
        case "scale" if before and before.kind == "scale":
            number.parts[-1] *= worth
            number.unit *= worth
        case "scale":
            number.parts.append(number.chunk * worth)
            number.chunk, number.unit = Decimal(0), worth
        case "half":
            number.chunk += number.unit / 2
            number.unit /= 2
    number.last = word
