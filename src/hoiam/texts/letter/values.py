"""What one letter says, before it has a number and a day. Nothing here names who asked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

Said = list[list[Any]]
"""Runs of words: `[text, number of a note or 0]`."""


@dataclass(frozen=True)
class LetterBlock:
    """A block of the body; `items` are its paragraphs or list items, `rows` those of a table."""

    kind: str
    items: tuple[Said, ...] = ()
    rows: tuple[tuple[Said, ...], ...] = ()
    first_number: int = 1
    has_head: bool = False


@dataclass(frozen=True)
class LetterValues:
    """Everything the officer and the record give to a letter. Empty strings are left out of the paper."""

    language: str
    reference: str
    superior: str
    issuer: str
    """As at the head of the paper, with its line breaks; in the text it stands on one line."""
    symbol: str
    place: str
    archive: str
    subject: str
    is_to_asker: bool
    addressees: tuple[str, ...]
    blocks: tuple[LetterBlock, ...]
    closing: str
    sources: tuple[str, ...]
    recipients: tuple[str, ...]
    collective: str
    capacity: str
    head_title: str
    signer_title: str
    signer_name: str

    def said(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)

    @classmethod
    def read(cls, said: dict[str, Any]) -> LetterValues:
        blocks = tuple(read_block(block) for block in said["blocks"])
        several = ("addressees", "sources", "recipients")
        return cls(**{**said, **{name: tuple(said[name]) for name in several}, "blocks": blocks})


def read_block(said: dict[str, Any]) -> LetterBlock:
    return LetterBlock(
        kind=said["kind"],
        items=tuple(said["items"]),
        rows=tuple(tuple(row) for row in said["rows"]),
        first_number=said["first_number"],
        has_head=said["has_head"],
    )
