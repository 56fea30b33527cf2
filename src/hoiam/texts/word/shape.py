"""What a Word document says, before anything is decided about its tracked changes. Pure values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

Change = Literal["", "added", "removed", "moved_in", "moved_out"]
GONE: frozenset[str] = frozenset({"removed", "moved_out"})
"""Changes whose words are no longer there once all changes are accepted."""
Kind = Literal["heading", "paragraph", "bullet", "number", "quotation"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one fate: who added or took them out and when, which sentence and comments they stand in."""

    text: str
    change: Change = ""
    by: str = ""
    at: str = ""
    anchors: tuple[str, ...] = ()
    """Ids of sentences whose bookmarks are open here."""
    comments: tuple[str, ...] = ()
    """Numbers of comments that reach over these words."""
    is_bold: bool = False

    @property
    def is_gone(self) -> bool:
        return self.change in GONE


@dataclass
class Line:
    """One paragraph of the document."""

    kind: Kind
    runs: list[Run]
    level: int = 0
    number: int = 1
    end: Change = ""
    """The fate of the paragraph's end: where it is gone, the next paragraph joins this one."""

    @property
    def kept_text(self) -> str:
        return "".join(run.text for run in self.runs if not run.is_gone)


@dataclass
class Grid:
    """A table: rows of cells, each cell the runs of its paragraphs. All rows of one width."""

    rows: list[list[list[Run]]]
    has_head: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    by: str
    at: str
    text: str


@dataclass
class Said:
    """The whole document in reading order, and what of it has no place in a text."""

    parts: list[Line | Grid] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Footnotes and endnotes in the order in which they are named."""
    comments: dict[str, Comment] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    """{what: how often}; the words are those of `left_out.SENTENCES`."""
