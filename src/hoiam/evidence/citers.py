"""Where the public can read what rests on a fact; faces that publish texts name themselves here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hoiam.evidence.models import Citation


@dataclass(frozen=True)
class PublicUse:
    """One public text that cites a fact."""

    title: str
    address: str
    day: date | None = None
    language: str = ""
    version: int | None = None
    """The version of the fact it cites."""


Resolve = Callable[[Sequence[Citation], datetime], list[PublicUse]]
_resolvers: dict[str, Resolve] = {}


def register(name: str, resolve: Resolve) -> None:
    """Name a resolver, from `AppConfig.ready`: it gives the public texts among those that cite, at an instant."""
    _resolvers[name] = resolve


def public_uses(citations: Sequence[Citation], at: datetime) -> list[PublicUse]:
    """Every public text among those that cite, the newest first, each once."""
    if not citations:
        return []
    found = [use for resolve in _resolvers.values() for use in resolve(citations, at)]
    once = {use.address: use for use in found}
    return sorted(once.values(), key=lambda use: use.day or date.min, reverse=True)
