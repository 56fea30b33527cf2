"""To whom a page of the office opens, as its screen says."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.urls import resolve


@cache
def doors(address: str) -> tuple[frozenset[str], frozenset[str] | None]:
    """(roles of a desk, roles of the installation) that a page says it opens to; the same for every desk."""
    screen: Any = resolve(address if address.startswith("/") else f"/office/any/{address}").func
    return getattr(screen, "opens_to", frozenset()), getattr(screen, "opens_to_installation", None)
