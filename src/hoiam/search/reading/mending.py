"""Puts marks back and mends slips: the likeliest row of words by the pair counts of the desk's own texts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from heapq import nsmallest
from math import log

from hoiam.search.analysis.language import is_syllable
from hoiam.search.analysis.syllables import folded as folded_form
from hoiam.search.analysis.syllables import has_marks
from hoiam.search.analysis.syllables import toned as toned_form
from hoiam.search.analysis.tokens import Token
from hoiam.search.reading.counts import Counts
from hoiam.search.reading.typing import one_edit, telex, vni

FORMS = 5
"""Forms of one folded syllable that are weighed; more cost time and were never right."""
PAIR_SHARE = 0.9
LOG_SHARE = log(1 - PAIR_SHARE)
MOST_NEAR = 12
COST_OF_MARKS = 3.5
"""Against putting a mark on a bare syllable inside a text that has marks."""
COST_OF_KEYS = 1.0
COST_OF_EDIT = 4.5
COST_OF_KNOWN_EDIT = 7.0
COST_OF_WHOLE_EDIT = 9.0
"""Against reading a syllable that was typed with its marks as another one."""
COST_OF_OTHER_TONE = 1.0
UNKNOWN = 3.0
"""How much less likely than a word seen once a syllable is that the record does not know."""
COST_OF_STRANGE = 3.5
"""Against a word as written that the record does not know and that is no Vietnamese syllable."""
COST_OF_NAME = 2.0
"""Against another spelling of a name or foreign word that the record does not know."""
SHORTEST_ENGLISH = 5
"""English words shorter than this have too many neighbours to be mended."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a written word may have meant, and what it costs to believe so (natural logarithm)."""

    number: int | None
    toned: str
    folded: str
    surface: str
    cost: float


def mended(
    words: list[Token],
    counts: Counts,
    *,
    bare: bool,
    language: str = "vi",
    leave: Collection[int] = (),
    as_typed: bool = False,
) -> list[Choice]:
    """Choose for each word what it most likely meant; a word that needs nothing is chosen as it is.

    `bare`: the question has no marks, so putting them back costs nothing. `leave` holds the starts of words
    that are not to be touched (short forms). An English question gets slips mended, never marks.
    """
    if as_typed or not counts.total:
        return [_as_written(word, counts) for word in words]
    steps = [
        [_as_written(word, counts)]
        if language != "vi" or word.start in leave
        else _readings(word, counts, bare=bare)
        for word in words
    ]
    _add_slips(words, steps, counts, bare=bare, language=language, leave=leave)
    return _best_row(steps, counts)


def _as_written(word: Token, counts: Counts) -> Choice:
    number = counts.words.get(word.toned)
    cost = 0.0 if number is not None or is_syllable(word.folded) else COST_OF_STRANGE
    return Choice(number, word.toned, word.folded, word.text.lower(), cost)


def _readings(word: Token, counts: Counts, *, bare: bool) -> list[Choice]:
    """List a word as written, its marked forms, and what its keys would have made."""
    own = _as_written(word, counts)
    choices = [own]
    if word.text[0].isdigit():
        return choices
    if not has_marks(word.text):
        cost = 0.0 if bare else COST_OF_MARKS
        choices += [
            _choice(number, word.folded, counts, cost)
            for number in counts.forms.get(word.folded, ())[:FORMS]
            if number != own.number
        ]
    if own.number is None:
        choices += _from_keys(word, counts)
    return choices


def _from_keys(word: Token, counts: Counts) -> list[Choice]:
    found = []
    for meant in (telex(word.text), vni(word.text)):
        number = counts.words.get(toned_form(meant)) if meant else None
        if meant and number is not None:
            found.append(_choice(number, folded_form(meant), counts, COST_OF_KEYS))
    return found


def _add_slips(
    words: list[Token],
    steps: list[list[Choice]],
    counts: Counts,
    *,
    bare: bool,
    language: str,
    leave: Collection[int],
) -> None:
    """Give words that the record does not know, or never saw beside these neighbours, their near words."""
    for at, word in enumerate(words):
        if word.start in leave or word.text[0].isdigit() or len(word.folded) < 2:
            continue
        is_known = word.folded in counts.forms if bare or language != "vi" else word.toned in counts.words
        if language != "vi" and (is_known or len(word.folded) < SHORTEST_ENGLISH):
            continue
        if is_known and _has_seen_neighbour(steps, at, counts):
            continue
        if not is_known and not is_syllable(word.folded):
            near = counts.names_like(word.folded)
            steps[at] += [_choice(number, counts.folded(number), counts, COST_OF_NAME) for number in near]
        is_whole = is_syllable(word.folded)
        if is_whole and has_marks(word.text) and not bare:
            cost = COST_OF_WHOLE_EDIT
        else:
            cost = COST_OF_KNOWN_EDIT if is_known or (is_whole and bare) else COST_OF_EDIT
        steps[at] += _near(word, counts, cost, bare=bare)


def _has_seen_neighbour(steps: list[list[Choice]], at: int, counts: Counts) -> bool:
    for left, right in ((at - 1, at), (at, at + 1)):
        if left < 0 or right >= len(steps):
            continue
        for one in steps[left]:
            for two in steps[right]:
                if one.number is not None and two.number is not None and counts.pair(one.number, two.number):
                    return True
    return False


def _near(word: Token, counts: Counts, cost: float, *, bare: bool) -> list[Choice]:
    """List known words one slip away, and the other marks of the same letters."""
    is_marked, frequency = has_marks(word.text), counts.frequency
    costs_more = COST_OF_OTHER_TONE if not bare and not is_marked else 0.0
    found = [
        (COST_OF_MARKS - log(frequency[number]), word.folded, number, COST_OF_MARKS)
        for number in (counts.forms.get(word.folded, ())[:FORMS] if is_marked else ())
    ]
    for letters in one_edit(word.folded, counts.forms.keys()):
        for number in counts.forms[letters][:FORMS]:
            paid = cost + costs_more if counts.surfaces[number] != letters else cost
            found.append((paid - log(frequency[number]), letters, number, paid))
    best = nsmallest(MOST_NEAR, found)
    return [_choice(number, letters, counts, paid) for _, letters, number, paid in best]


def _choice(number: int, folded: str, counts: Counts, cost: float) -> Choice:
    surface = counts.surfaces[number]
    return Choice(number, toned_form(surface), folded, surface, cost)


def _best_row(steps: list[list[Choice]], counts: Counts) -> list[Choice]:
    """Find the cheapest row: cost of each choice and surprise of each word after its left neighbour."""
    unknown = log(UNKNOWN * (counts.total + 1))
    before: list[Choice | None] = [None]
    paid = [0.0]
    ways_back: list[list[int]] = []
    for choices in steps:
        prices, back = [], []
        for choice in choices:
            if choice.number is None:
                cheapest = min(range(len(paid)), key=paid.__getitem__)
                price = paid[cheapest] + unknown
            else:
                price, cheapest = _cheapest(paid, before, choice.number, counts)
            prices.append(price + choice.cost)
            back.append(cheapest)
        paid, before = prices, list(choices)
        ways_back.append(back)
    at = min(range(len(paid)), key=paid.__getitem__)
    row = []
    for choices, back in zip(reversed(steps), reversed(ways_back), strict=True):
        row.append(choices[at])
        at = back[at]
    return row[::-1]


def _cheapest(
    paid: list[float], before: list[Choice | None], number: int, counts: Counts
) -> tuple[float, int]:
    """Give the price of word `number` after its best left neighbour, and which one that is.

    Surprise is the logarithm of nine tenths pair share and one tenth frequency.
    """
    single = (1 - PAIR_SHARE) * (counts.frequency[number] + 0.5) / (counts.total + 1)
    alone = -log(single)
    best, cheapest = float("inf"), 0
    for at, left in enumerate(before):
        price = paid[at] + alone
        if left is None or left.number is None:
            price += LOG_SHARE
        else:
            together = counts.pair(left.number, number)
            if together:
                price = paid[at] - log(PAIR_SHARE * together / counts.frequency[left.number] + single)
        if price < best:
            best, cheapest = price, at
    return best, cheapest
