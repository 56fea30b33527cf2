"""A text ready to be shown: blocks, sentences and numbered notes as plain values, escaped by whoever shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from hoiam.desks.wording import Wording
from hoiam.texts.citation_marks import MARK, CitationMark, read_marks, without_marks
from hoiam.texts.figures import chart_of, is_chart
from hoiam.texts.sentences import sentence_spans
from hoiam.texts.structure import (
    Block,
    BulletList,
    Figure,
    Heading,
    NumberedList,
    Paragraph,
    Quotation,
    Table,
    pieces_of,
    read_structure,
)
from hoiam.ui.charts import Chart

_MARKS = re.compile(r"[ \t]*(" + MARK.pattern + ")")


@dataclass(frozen=True)
class SourceNamed:
    title: str
    publisher: str = ""
    address: str = ""
    locator: str = ""
    stance: str = "supports"


@dataclass(frozen=True)
class Footnote:
    """One fact, told once, however many sentences cite it."""

    number: int
    reference: str
    version: int
    statement: str
    language: str
    """Tag of the language the statement is in; it may not be that of the text."""
    figure: str
    period: str
    limits: str
    limits_language: str
    sources: tuple[SourceNamed, ...]

    @property
    def anchor(self) -> str:
        return f"n{self.number}"


@dataclass(frozen=True)
class Run:
    """Plain words, or the mark of a note; `anchor` is set where the note is named first."""

    text: str = ""
    note: Footnote | None = None
    anchor: str = ""


@dataclass(frozen=True)
class RenderedSentence:
    id: str
    runs: tuple[Run, ...]
    gap: str = ""
    """What stands between it and the next sentence: a space, or a line break."""


Piece = tuple[RenderedSentence, ...]


@dataclass(frozen=True)
class RenderedBlock:
    kind: Literal["heading", "paragraph", "bullets", "numbers", "quotation", "table", "figure"]
    pieces: tuple[Piece, ...] = ()
    """Items, paragraphs of a quotation and then its speaker, or the one piece of a heading or paragraph; of a
    figure what is to be seen and the caption. Whoever walks them meets every sentence but those of tables."""
    rows: tuple[tuple[Piece, ...], ...] = ()
    """Of a table: rows of cells."""
    level: int = 0
    first_number: int = 1
    has_head: bool = False
    has_speaker: bool = False
    name: str = ""
    """Of a figure: the name of its file, or `chart` and what follows it."""
    chart: Chart | None = None
    against_chart: tuple[object, ...] = ()
    """Why a chart cannot be drawn, as sentences; () for one that is drawn and for everything else."""

    @property
    def paragraphs(self) -> tuple[Piece, ...]:
        """Of a quotation: what was said, without the line that names who said it."""
        return self.pieces[:-1] if self.has_speaker else self.pieces

    @property
    def speaker(self) -> Piece:
        """Of a quotation: the office that speaks; () where the text does not say."""
        return self.pieces[-1] if self.has_speaker else ()

    @property
    def is_chart(self) -> bool:
        return is_chart(self.name)

    @property
    def piece(self) -> Piece:
        """Of a figure: its caption."""
        return self.pieces[-1]

    @property
    def alt(self) -> str:
        """Of a figure: what is to be seen, as plain words."""
        return words_of(self.pieces[0]) if self.kind == "figure" else ""


@dataclass(frozen=True)
class Rendered:
    blocks: tuple[RenderedBlock, ...]
    footnotes: tuple[Footnote, ...]
    language: str


@dataclass
class Notes:
    """Numbers notes in the order in which they are named, each fact and version once."""

    told: Callable[[str, CitationMark], dict[str, Any] | None]
    """(sentence id, mark) → what is told of that fact, None where nothing is known of it."""
    language: str
    first: int = 1
    """Number of the first note: texts that share a page count on, so that each anchor is there once."""
    found: dict[tuple[str, int], Footnote] = field(default_factory=dict)

    def run(self, sentence_id: str, mark: CitationMark) -> Run:
        """The mark as a note; one that leads nowhere stays as it was written."""
        told = self.told(sentence_id, mark)
        if told is None:
            return Run(f" {mark}")
        key = (told["reference"], told["version"])
        if key in self.found:
            return Run(note=self.found[key])
        note = self.found[key] = _footnote(self.first + len(self.found), told, self.language)
        return Run(note=note, anchor=f"m{note.number}")


def render_body(body: str, ids: Sequence[str], notes: Notes) -> Rendered:
    """Render structured plain text; `ids` name its sentences in reading order."""
    names = iter(ids)
    blocks = tuple(_block(block, names, notes) for block in read_structure(body))
    return Rendered(blocks, tuple(notes.found.values()), notes.language)


def _block(block: Block, names: Iterator[str], notes: Notes) -> RenderedBlock:
    match block:
        case Heading(level=level, text=text):
            return RenderedBlock("heading", (_piece(text, names, notes),), level=level)
        case Paragraph(text=text):
            return RenderedBlock("paragraph", (_piece(text, names, notes),))
        case BulletList(items=items):
            return RenderedBlock("bullets", tuple(_piece(item, names, notes) for item in items))
        case NumberedList(items=items, first_number=first):
            pieces = tuple(_piece(item, names, notes) for item in items)
            return RenderedBlock("numbers", pieces, first_number=first)
        case Quotation(speaker=speaker):
            pieces = tuple(_piece(text, names, notes) for text in pieces_of(block))
            return RenderedBlock("quotation", pieces, has_speaker=bool(speaker))
        case Figure():
            return _figure(block, names, notes)
        case Table(rows=rows, has_head=has_head):
            cells = tuple(tuple(_piece(cell, names, notes) for cell in row) for row in rows)
            return RenderedBlock("table", rows=cells, has_head=has_head)


def words_of(piece: Piece) -> str:
    """A piece as plain words, without its notes."""
    return "".join(
        "".join(run.text for run in sentence.runs if not run.note) + sentence.gap for sentence in piece
    ).strip()


def _figure(figure: Figure, names: Iterator[str], notes: Notes) -> RenderedBlock:
    pieces = tuple(_piece(text, names, notes) for text in pieces_of(figure))
    if not is_chart(figure.name):
        return RenderedBlock("figure", pieces, name=figure.name)
    found = chart_of(
        figure.name,
        _told_in(figure.text, pieces[1], notes),
        title=without_marks(figure.text) or figure.alt,
        about=figure.alt if figure.text else "",
        language=notes.language,
    )
    if isinstance(found, Chart):
        return RenderedBlock("figure", pieces, name=figure.name, chart=found)
    return RenderedBlock("figure", pieces, name=figure.name, against_chart=found)


def _told_in(text: str, piece: Piece, notes: Notes) -> list[dict[str, Any]]:
    """What is told of the facts that a caption cites, each once, in its order."""
    told: dict[tuple[str, int], dict[str, Any]] = {}
    for sentence, (start, end) in zip(piece, sentence_spans(text), strict=True):
        for mark in read_marks(text[start:end]):
            if fact := notes.told(sentence.id, mark):
                told[fact["reference"], fact["version"]] = fact
    return list(told.values())


def _piece(text: str, names: Iterator[str], notes: Notes) -> Piece:
    spans = sentence_spans(text)
    starts = [start for start, _ in spans[1:]] + [len(text)] * bool(spans)
    sentences = []
    for (start, end), following in zip(spans, starts, strict=True):
        name = next(names, "")
        gap = text[end:following]
        sentences.append(RenderedSentence(name, tuple(_runs(text[start:end], name, notes)), gap))
    return tuple(sentences)


def _runs(written: str, sentence_id: str, notes: Notes) -> Iterator[Run]:
    position = 0
    for match in _MARKS.finditer(written):
        if before := written[position : match.start()]:
            yield Run(before)
        for mark in read_marks(match[1]):
            yield notes.run(sentence_id, mark)
        position = match.end()
    if rest := written[position:]:
        yield Run(rest)


def _footnote(number: int, told: dict[str, Any], language: str) -> Footnote:
    statement, statement_language = Wording(told["statement"]).in_language(language)
    limits, limits_language = Wording(told["limits"]).in_language(language)
    return Footnote(
        number=number,
        reference=told["reference"],
        version=told["version"],
        statement=statement,
        language=statement_language,
        figure=told["figure"],
        period=told["period"],
        limits=limits,
        limits_language=limits_language,
        sources=tuple(SourceNamed(**source) for source in told["sources"]),
    )
