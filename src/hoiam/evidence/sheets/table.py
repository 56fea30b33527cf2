"""What a file holds once it is read: rows of text under their headings, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes, also of everything a packed file unpacks to four times over."""
LONGEST_CELL = 20_000
MOST_COLUMNS = 200


class UnreadableFile(ValueError):
    """The file as a whole cannot be read; `reason` is a translated sentence, `line` where it was seen."""

    def __init__(self, reason: object, *, line: int = 1, column: str = "") -> None:
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


@dataclass(frozen=True)
class Refused:
    """One cell that is not taken, and why."""

    column: str
    reason: object


@dataclass(frozen=True)
class Line:
    """One row of a file. `line` counts as the person sees it: the heading is line 1."""

    line: int
    cells: dict[str, str]
    refused: tuple[Refused, ...] = ()
    nested: dict[str, Any] = field(default_factory=dict)
    """Lists that a jsonl row may hold under `sources`."""


@dataclass(frozen=True)
class Sheet:
    headings: list[str]
    lines: Iterator[Line]
    is_typed: bool = False
    """The file itself tells numbers from text (xlsx, jsonl): no cell reads in two ways."""
