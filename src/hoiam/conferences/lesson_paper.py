"""A lesson set as PDF, and the blocks that its words are read into. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib import resources

from hoiam.texts import structure
from hoiam.texts.typesetting import typeset


@dataclass(frozen=True)
class Block:
    """`kind`: heading, paragraph, bullets, numbers, quotation or table; `lines`: its words, of a table its cells."""

    kind: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Trial:
    """A question to try: its answers, the right one ("" for a scale), and why."""

    question: str
    choices: tuple[str, ...]
    right: str
    why: str


@dataclass(frozen=True)
class Sheet:
    """The words of a lesson on paper."""

    title: str
    about: str
    blocks: tuple[Block, ...]
    trials: tuple[Trial, ...]
    try_it: str
    answers: str
    address: str


def blocks_of(body: str) -> tuple[Block, ...]:
    """Structured plain text as blocks, in order."""
    return tuple(map(_block, structure.read_structure(body)))


def lesson_pdf(sheet: Sheet, *, language: str, at: datetime) -> bytes:
    """A4; raises `ReasonsAgainst` where typst is not installed."""
    return typeset(_source(), values=asdict(sheet) | {"lang": language.split("-")[0].lower()}, at=at)


def _block(block: structure.Block) -> Block:
    match block:
        case structure.Heading(text=text):
            return Block("heading", (text,))
        case structure.BulletList(items=items):
            return Block("bullets", items)
        case structure.NumberedList(items=items):
            return Block("numbers", items)
        case structure.Quotation(paragraphs=paragraphs):
            return Block("quotation", paragraphs)
        case structure.Table(rows=rows):
            return Block("table", rows=rows)
        case _:
            return Block("paragraph", (block.text,))


@cache
def _source() -> str:
    return (resources.files("hoiam.conferences") / "lesson.typ").read_text(encoding="utf-8")
