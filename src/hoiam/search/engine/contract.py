"""What any index must do, and what goes into it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Protocol

FIELDS = ("toned", "folded", "pair", "named", "exact")
"""toned and folded words, folded pairs, words of title and names, and what must match to the letter."""

PUBLIC = "public"
"""The audience of what anyone may find."""


def document_number(kind: str, ref: str) -> int:
    """Number a document of the index: 63 bits of a digest of kind and ref, the same on every node."""
    return int.from_bytes(blake2b(f"{kind}\0{ref}".encode(), digest_size=8).digest()) >> 1


@dataclass(frozen=True)
class Entry:
    """One passage of a document, ready for the index."""

    document: int
    """`document_number`; all passages of a document share it."""
    kind: str
    audience: frozenset[str]
    place: str
    theme: str
    rank: int
    is_superseded: bool
    words: dict[str, list[str]]
    """For each of `FIELDS`, the words of this passage in order."""
    content: dict[str, Any]
    """What a hit carries back: ref, version, text … (JSON)."""
    is_first: bool
    """Each document has exactly one first passage."""


@dataclass(frozen=True)
class Wanted:
    """A question in the words of the index, and who may see what."""

    words: dict[str, dict[str, float]]
    """Field → word → weight."""
    kinds: frozenset[str]
    audience: frozenset[str]
    place: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One passage that matches, without its content."""

    document: int
    score: float
    rank: int
    is_superseded: bool
    address: Any = field(compare=False)


class Index(Protocol):
    """An open index; writing and reading may live in different processes."""

    def put(self, entries: Iterable[Entry]) -> None:
        """Add passages; `take_out` their documents first."""

    def take_out(self, documents: Collection[int]) -> None:
        """Remove all passages of these documents."""

    def commit(self) -> None:
        """Make what was put and taken out visible to readers that reload."""

    def reload(self) -> None:
        """See the last commit."""

    def search(self, wanted: Wanted, limit: int) -> list[Found]:
        """Give the best passages, best first, only of these kinds and this audience."""

    def first_passages(self, documents: Collection[int], wanted: Wanted) -> list[Found]:
        """Give the first passage of each of these documents, where the filters of `wanted` allow it."""

    def content(self, found: Found) -> dict[str, Any]:
        """Give what `Entry.content` held."""

    def frequency(self, of_field: str, word: str) -> int:
        """Count passages that hold `word` in this field."""

    def size(self) -> int:
        """Count passages."""

    def contents(self) -> Iterator[dict[str, Any]]:
        """Give the content of every document's first passage."""

    def close(self) -> None:
        """Let go of files and locks."""
