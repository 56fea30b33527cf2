"""Lasting ids of sentences: edited, moved, split and merged sentences keep their ids, and so their citations.

First equal sentences meet (in their order); then those that a file held together under one id (`hints`); then,
among those left, the likest pairs at or above `SAME_FROM`.
A new sentence that was cut out of an old one is a *split*; an old one swallowed by a new one is *merged*.
Candidates come from the words two sentences share and from their place, a bounded number for each, so that a
text of 300 pages stays quick.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from hoiam.texts.likeness import changed_too_much, held_share, likeness, plain, shared_share, words_of

SAME_FROM = 0.5
"""From this likeness an edited sentence keeps its id; half of the words must have stayed."""
PART_FROM = 0.8
"""From this share of words held by another sentence it counts as cut out of it, or swallowed by it."""

SURELY_SAME_FROM = 0.8
"""From this likeness the sentence in its old place is taken without looking at any other."""

_FEWEST_WORDS_OF_A_PART = 3
_CANDIDATES = 8
_COMMON_FROM = 60
"""A word in more sentences than this finds no candidates: it is everywhere."""


@dataclass(frozen=True, slots=True)
class KnownSentence:
    id: Hashable
    text: str


@dataclass(frozen=True, slots=True)
class KeptSentence:
    """A sentence of the new text with its id.

    `previous_text` is None for a new id. `split_from` names the sentence it was cut out of, `merged_from` the
    sentences it swallowed. `must_be_checked`: its citations (and those it takes over) need another look.
    """

    id: Hashable
    text: str
    previous_text: str | None = None
    split_from: Hashable | None = None
    merged_from: tuple[Hashable, ...] = ()
    must_be_checked: bool = False


@dataclass(frozen=True, slots=True)
class Identities:
    sentences: tuple[KeptSentence, ...]
    gone: tuple[Hashable, ...]
    """Ids of the previous text that no sentence holds any more, neither kept nor merged."""


def keep_identities(
    previous: Sequence[KnownSentence],
    texts: Sequence[str],
    new_id: Callable[[], Hashable],
    hints: Sequence[Hashable] = (),
) -> Identities:
    """Give every sentence of the new text its id, in order; `new_id` is asked for each unknown one.

    `hints` name for each sentence the id it had in a file that carried ids, "" where it had none.
    """
    hinted = _hinted(previous, hints) if len(hints) == len(texts) else {}
    partner = _meet_equal(previous, texts, hinted)
    _meet_hinted(hinted, partner)
    _meet_alike(previous, texts, partner)
    held = set(partner.values())
    split_from = _find_splits(previous, texts, partner)
    merged_into = _find_merges(previous, texts, partner, held)
    kept = tuple(
        _kept(place, text, previous, partner, split_from, merged_into, new_id)
        for place, text in enumerate(texts)
    )
    merged = {old for olds in merged_into.values() for old in olds}
    gone = tuple(
        sentence.id for old, sentence in enumerate(previous) if old not in held and old not in merged
    )
    return Identities(kept, gone)


def _kept(
    place: int,
    text: str,
    previous: Sequence[KnownSentence],
    partner: dict[int, int],
    split_from: dict[int, int],
    merged_into: dict[int, list[int]],
    new_id: Callable[[], Hashable],
) -> KeptSentence:
    merged = tuple(previous[old].id for old in merged_into.get(place, ()))
    if place in partner:
        known = previous[partner[place]]
        must_be_checked = bool(merged) or changed_too_much(known.text, text)
        return KeptSentence(known.id, text, known.text, None, merged, must_be_checked)
    origin = previous[split_from[place]].id if place in split_from else None
    return KeptSentence(new_id(), text, None, origin, merged, origin is not None or bool(merged))


def _hinted(previous: Sequence[KnownSentence], hints: Sequence[Hashable]) -> dict[int, int]:
    """{place of the new sentence: place of the old one}, each old one once."""
    places = {sentence.id: old for old, sentence in enumerate(previous)}
    found: dict[int, int] = {}
    for new, hint in enumerate(hints):
        old = places.pop(hint, None)
        if old is not None:
            found[new] = old
    return found


def _meet_equal(
    previous: Sequence[KnownSentence], texts: Sequence[str], hinted: Mapping[int, int]
) -> dict[int, int]:
    """Pair equal sentences; of several equal ones the hinted, else the first old meets the first new."""
    texts = [plain(text) for text in texts]
    partner = {new: old for new, old in hinted.items() if plain(previous[old].text) == texts[new]}
    held = set(partner.values())
    places: dict[str, deque[int]] = defaultdict(deque)
    for old, sentence in enumerate(previous):
        if old not in held:
            places[plain(sentence.text)].append(old)
    for new, text in enumerate(texts):
        if new not in partner and (waiting := places.get(text)):
            partner[new] = waiting.popleft()
    return partner


def _meet_hinted(hinted: Mapping[int, int], partner: dict[int, int]) -> None:
    """Pair what was written in the place of an old sentence with it, however little of it stayed."""
    held = set(partner.values())
    partner.update((new, old) for new, old in hinted.items() if new not in partner and old not in held)


def _meet_alike(previous: Sequence[KnownSentence], texts: Sequence[str], partner: dict[int, int]) -> None:
    held = set(partner.values())
    old_left = [old for old in range(len(previous)) if old not in held]
    new_left = [new for new in range(len(texts)) if new not in partner]
    if not old_left or not new_left:
        return
    expected = _expected_places(partner, len(texts))
    near = _Nearby([previous[old].text for old in old_left], old_left)
    pairs = []
    for new in new_left:
        for old in near.candidates(texts[new], expected[new]):
            if (score := _sameness(previous[old].text, texts[new])) >= SAME_FROM:
                pairs.append((-score, abs(old - expected[new]), new, old))
    for _, _, new, old in sorted(pairs):
        if new not in partner and old not in held:
            partner[new] = old
            held.add(old)


def _sameness(old_text: str, new_text: str) -> float:
    """Likeness, but a good part of a sentence cut out of, or grown into, another just reaches `SAME_FROM`."""
    if shared_share(words_of(old_text), words_of(new_text)) < SAME_FROM:
        return 0.0
    score = likeness(old_text, new_text)
    if score >= SAME_FROM:
        return score
    short, long = sorted((words_of(old_text), words_of(new_text)), key=len)
    is_part = len(short) > _FEWEST_WORDS_OF_A_PART and held_share(short, long) >= PART_FROM
    return SAME_FROM if is_part else score


def _expected_places(partner: dict[int, int], count: int) -> list[int]:
    """Where in the previous text each new sentence would stand, counted on from the last equal one."""
    expected, last = [], -1
    for new in range(count):
        last = partner.get(new, last + 1)
        expected.append(last)
    return expected


class _Nearby:
    """Finds, for a sentence, the few of a list that share its rarer words or stand near its place."""

    def __init__(self, texts: Sequence[str], places: Sequence[int]) -> None:
        self._texts = dict(zip(places, texts, strict=True))
        self._holding: dict[str, list[int]] = defaultdict(list)
        for place, text in self._texts.items():
            for word in set(words_of(text)):
                self._holding[word].append(place)

    def candidates(self, text: str, expected: int) -> Iterable[int]:
        near = [place for place in range(expected - 2, expected + 3) if place in self._texts]
        for place in near:
            if likeness(self._texts[place], text) >= SURELY_SAME_FROM:
                return [place]
        weights: dict[int, float] = defaultdict(float)
        for word in set(words_of(text)):
            if len(holding := self._holding.get(word, ())) <= _COMMON_FROM:
                for place in holding:
                    weights[place] += 1 / len(holding)
        best = nlargest(_CANDIDATES, weights, key=weights.__getitem__)
        return dict.fromkeys([*best, *near])


def _find_splits(
    previous: Sequence[KnownSentence], texts: Sequence[str], partner: dict[int, int]
) -> dict[int, int]:
    """For new sentences without an id: the old sentence beside them that they were cut out of."""
    found: dict[int, int] = {}
    for new, text in enumerate(texts):
        words = words_of(text)
        if new in partner or len(words) < _FEWEST_WORDS_OF_A_PART:
            continue
        beside = (partner.get(new - 1, found.get(new - 1)), partner.get(new + 1))
        for old in dict.fromkeys(place for place in beside if place is not None):
            if plain(previous[old].text) in map(plain, texts[max(new - 1, 0) : new + 2]):
                continue  # the neighbour is still whole: this is an addition, not a cut
            if held_share(words, words_of(previous[old].text)) >= PART_FROM:
                found[new] = old
                break
    return found


def _find_merges(
    previous: Sequence[KnownSentence], texts: Sequence[str], partner: dict[int, int], held: set[int]
) -> dict[int, list[int]]:
    """For new sentences: the old ones without a heir that stood beside theirs and are now inside them."""
    heir = {old: new for new, old in partner.items()}
    found: dict[int, list[int]] = defaultdict(list)
    swallowed: dict[int, int] = {}
    for old, sentence in enumerate(previous):
        words = words_of(sentence.text)
        if old in held or len(words) < _FEWEST_WORDS_OF_A_PART:
            continue
        beside = (heir.get(old - 1, swallowed.get(old - 1)), heir.get(old + 1))
        for new in dict.fromkeys(place for place in beside if place is not None):
            if held_share(words, words_of(texts[new])) >= PART_FROM:
                found[new].append(old)
                swallowed[old] = new
                break
    return found
