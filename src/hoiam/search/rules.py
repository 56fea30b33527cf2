"""The order of hits beyond their score: rules that a person can see and check."""

from __future__ import annotations

from collections.abc import Iterable

from hoiam.search.engine.contract import Found

PREFERRED = 1.1
"""A preferred fact goes before an equally good one."""
SUPERSEDED = 0.5
"""A superseded record goes behind every current one that is at least half as good."""
KIN = 0.5
"""A record that shares place, group and right with one of the two best hits gains up to this share."""
LEADERS = 2
WEAK = 0.3
"""Below this share of what the question names, the best hit is called weak (calibrated in bench/search)."""


def ranked(found: Iterable[Found]) -> list[Found]:
    """Keep the best passage of each document, best first: preferred ones raised, superseded ones put behind."""
    best: dict[int, Found] = {}
    for one in found:
        held = best.get(one.document)
        if held is None or one.score > held.score:
            best[one.document] = one
    return sorted(best.values(), key=lambda one: (-standing(one), one.document))


def standing(one: Found) -> float:
    """Give a hit's score after the rules."""
    factor = SUPERSEDED if one.is_superseded else PREFERRED if one.rank > 0 else 1.0
    return one.score * factor


def with_kin(order: list[Found], names: dict[int, dict[str, float]]) -> list[Found]:
    """Raise records that share names with the best hits, so that the facts of one subject stand together.

    `names`: document → names of the record, each with its rarity. Records without names keep their score.
    """
    leaders = [(standing(one) / (standing(order[0]) or 1.0), names[one.document]) for one in order[:LEADERS]]

    def raised(one: Found) -> float:
        shares = [strength * _shared(leader, names[one.document]) for strength, leader in leaders]
        return standing(one) * (1 + KIN * max(shares, default=0.0))

    return sorted(order, key=lambda one: -raised(one))


def _shared(leader: dict[str, float], other: dict[str, float]) -> float:
    """Give the share of the leader's names, by rarity, that the other has too."""
    total = sum(leader.values())
    return sum(weight for name, weight in leader.items() if name in other) / total if total else 0.0


def named_first(order: list[Found], named: dict[Found, int]) -> list[Found]:
    """Place what the question names by reference in front: the record itself (0), then records that name it (1).

    Among equals the order stays; what is missing from `order` joins it.
    """
    rank: dict[int, int] = {}
    for one, number in named.items():
        rank[one.document] = min(number, rank.get(one.document, number))
    held = {one.document for one in order}
    missing = {one.document: one for one in reversed(named) if one.document not in held}
    every = [*order, *missing.values()]
    return sorted(every, key=lambda one: rank.get(one.document, 2)) if rank else order


def together(order: list[int], contests: dict[int, list[int]]) -> list[int]:
    """Place records that say something else on the same question right behind the first of them.

    `order`: documents, best first; `contests`: document → documents that belong to it, which may be
    missing from `order`.
    """
    placed: dict[int, None] = {}
    for one in order:
        placed.setdefault(one)
        for other in contests.get(one, ()):
            placed.setdefault(other)
    return list(placed)
