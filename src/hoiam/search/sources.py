"""The kinds of documents that rooms above hand over, and how to fetch them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from hoiam.search.documents import Document

Fetch = Callable[[Collection[str]], Iterable[Document]]
Every = Callable[[], Iterator[Document]]


@dataclass(frozen=True)
class Source:
    """Where the documents of one kind come from."""

    kind: str
    fetch: Fetch
    """Refs → those documents that exist now; a ref left out is taken out of the index."""
    every: Every
    """All documents of the kind, for building anew."""


_SOURCES: dict[str, Source] = {}


def register(kind: str, *, fetch: Fetch, every: Every) -> None:
    """Make a kind findable; called once by its room when Django is ready. A second call replaces the first."""
    _SOURCES[kind] = Source(kind, fetch, every)


def forget(kind: str) -> None:
    """Take a kind back (tests)."""
    _SOURCES.pop(kind, None)


def registered() -> dict[str, Source]:
    """Give all sources by kind."""
    return dict(_SOURCES)
