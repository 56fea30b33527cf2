"""From a cleared text, or from words typed for the letter, to the blocks of its body."""

from __future__ import annotations

from collections.abc import Iterator

from hoiam.texts.citation_marks import CitationMark
from hoiam.texts.letter.values import LetterBlock, Said
from hoiam.texts.rendered import Footnote, Notes, Piece, Rendered, RenderedBlock, Run, render_body


def blocks_of(shown: Rendered, *, with_notes: bool) -> tuple[LetterBlock, ...]:
    """The blocks of a text; the numbers of its notes are kept where the letter lists its sources."""
    return tuple(made for block in shown.blocks for made in _blocks(block, with_notes))


def typed_blocks(words: str) -> tuple[LetterBlock, ...]:
    """Words typed for this letter, in structured plain text; marks of citations stay as they were typed."""

    def told(_sentence_id: str, _mark: CitationMark) -> None:
        return None

    return blocks_of(render_body(words, (), Notes(told, "")), with_notes=False)


def sources_of(shown: Rendered) -> tuple[str, ...]:
    """One line for each fact that the text names, in the order of its notes."""
    return tuple(_source(note) for note in shown.footnotes)


def _source(note: Footnote) -> str:
    named = "; ".join(
        ", ".join(part for part in (source.title, source.publisher, source.locator, source.address) if part)
        for source in note.sources
    )
    return " – ".join(part for part in (note.statement, named) if part)


def _blocks(block: RenderedBlock, with_notes: bool) -> Iterator[LetterBlock]:
    """One block of the letter; a figure becomes its caption and, drawn from facts, the table of its figures."""
    if block.kind != "figure":
        yield _block(block, with_notes)
        return
    yield LetterBlock("paragraph", items=(_said(block.piece, with_notes) or [[block.alt, 0]],))
    if block.chart:
        rows = [[point.label, point.shown] for point in block.chart.points]
        yield LetterBlock("table", rows=tuple(tuple([[cell, 0]] for cell in row) for row in rows))


def _block(block: RenderedBlock, with_notes: bool) -> LetterBlock:
    items = [_said(piece, with_notes) for piece in block.paragraphs]
    if block.has_speaker:
        items.append([["— ", 0], *_said(block.speaker, with_notes)])
    return LetterBlock(
        kind=block.kind,
        items=tuple(items),
        rows=tuple(tuple(_said(cell, with_notes) for cell in row) for row in block.rows),
        first_number=block.first_number,
        has_head=block.has_head,
    )


def _said(piece: Piece, with_notes: bool) -> Said:
    """The runs of a piece; what stands between two notes is one run."""
    runs: Said = []
    for sentence in piece:
        for run in (*sentence.runs, Run(sentence.gap)):
            text, note = (str(run.note.number), run.note.number) if run.note else (run.text, 0)
            if note and not with_notes:
                continue
            if not note and runs and not runs[-1][1]:
                runs[-1][0] += text
            elif text:
                runs.append([text, note])
    return runs
