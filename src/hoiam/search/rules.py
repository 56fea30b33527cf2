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
    best: dict[str, Found] = {}
    for one in found:
        held = best.get(one.key)
        if held is None or one.score > held.score:
            best[one.key] = one
    return sorted(best.values(), key=lambda one: (-standing(one), one.key))


def standing(one: Found) -> float:
    """Give a hit's score after the rules."""
    factor = SUPERSEDED if one.is_superseded else PREFERRED if one.rank > 0 else 1.0
    return one.score * factor


def with_kin(order: list[Found], names: dict[str, dict[str, float]]) -> list[Found]:
    """Raise records that share names with the best hits, so that the facts of one subject stand together.

    `names`: key → names of the record, each with its rarity. Records without names keep their score.
    """
    leaders = order[:LEADERS]

    def raised(one: Found) -> float:
        shares = [
            standing(leader) / (standing(leaders[0]) or 1.0) * _shared(names[leader.key], names[one.key])
            for leader in leaders
        ]
        return standing(one) * (1 + KIN * max(shares, default=0.0))

    return sorted(order, key=lambda one: -raised(one))


def _shared(leader: dict[str, float], other: dict[str, float]) -> float:
    """Give the share of the leader's names, by rarity, that the other has too."""
    total = sum(leader.values())
    return sum(weight for name, weight in leader.items() if name in other) / total if total else 0.0


def together(order: list[str], contests: dict[str, list[str]]) -> list[str]:
    """Place records that say something else on the same question right behind the first of them.

    `order`: keys, best first; `contests`: key → keys that belong to it (they may be missing from `order`).
    """
    placed: dict[str, None] = {}
    for key in order:
        placed.setdefault(key)
        for other in contests.get(key, ()):
            placed.setdefault(other)
    return list(placed)
