"""The order of hits beyond their score: rules that a person can see and check."""

from __future__ import annotations

from collections.abc import Iterable

from hoiam.search.engine.contract import Found

PREFERRED = 1.1
"""A preferred fact goes before an equally good one."""
SUPERSEDED = 0.5
"""A superseded record goes behind every current one that is at least half as good."""
WEAK = 0.4
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
