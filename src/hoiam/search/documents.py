"""What a room hands over to be found: one record in one state, with the words people may use for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """A record as search sees it; a later version of the same `kind` and `ref` replaces it."""

    kind: str
    """`fact`, `answer`, `gap`, `guidance`, …"""
    ref: str
    version: int
    audience: frozenset[str]
    """Who may find it: `public`, `desk:3`, …; nobody when empty."""
    title: str
    body: str
    language: str
    other_bodies: tuple[tuple[str, str], ...] = ()
    """The same text in other languages: (language, text)."""
    names: tuple[str, ...] = ()
    """Former and present names of the place, the group, the right, the theme, as people say them."""
    numbers: tuple[str, ...] = ()
    """Document numbers and dates that must match to the letter."""
    place: str = ""
    """Code of the place; only compared."""
    period: str = ""
    theme: str = ""
    rank: int = 0
    """Above zero: preferred among facts of the same question."""
    superseded: bool = False
    contests: tuple[str, ...] = ()
    """Refs of the same kind that say something else on the same question."""
