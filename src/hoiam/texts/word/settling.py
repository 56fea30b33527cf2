"""A Word document with all its changes accepted, as blocks, and beside them where every word came from. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from hoiam.evidence.reading.encodings import SURE_FROM, UnreadableText, read_pasted
from hoiam.evidence.reading.legacy_spelling import LegacyEncoding, load_spelling
from hoiam.texts.structure import (
    Block,
    BulletList,
    Heading,
    NumberedList,
    Paragraph,
    Quotation,
    Table,
    figure_in,
    pieces_of,
    speaker_in,
    tidied,
)
from hoiam.texts.word.shape import Grid, Line, Run, Said

_TYPED_BULLET = re.compile(r"\s*[-*•]\s+(?=\S)")
_TYPED_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+(?=\S)")


@dataclass
class Settled:
    """`runs` hold every word of the blocks in the same order, and those taken out where they stood.

    `piece_ends` are the places in `runs` at which a paragraph, item or cell ends.
    """

    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    piece_ends: set[int] = field(default_factory=set)

    def put(self, block: Block | None, *pieces: list[Run]) -> None:
        if block is not None:
            self.blocks.append(block)
        for piece in pieces:
            self.runs.extend(piece)
            self.piece_ends.add(len(self.runs))


def settle(said: Said, *, notes_heading: str, reads_typed_marks: bool) -> Settled:
    """Accept every change. `reads_typed_marks`: a paragraph that begins with a typed “-” or “1.” is an item.

    Footnotes become a list under `notes_heading` at the end.
    """
    settled = Settled()
    for part in _in_one_encoding(_joined_lines(said.parts), said.left_out):
        if isinstance(part, Grid):
            _put_grid(settled, part)
        else:
            _put_line(settled, _with_typed_mark(part) if reads_typed_marks else part)
    if said.notes:
        said.left_out["note"] = len(said.notes)
        settled.put(Heading(2, notes_heading), [Run(notes_heading)])
        settled.put(NumberedList(tuple(said.notes)), *([Run(note)] for note in said.notes))
    return settled


def kept_text(runs: Iterable[Run], *, one_line: bool) -> str:
    text = "".join(run.text for run in runs if not run.is_gone)
    return " ".join(text.split()) if one_line else text.strip()


def _put_line(settled: Settled, line: Line) -> None:
    text = kept_text(line.runs, one_line=line.kind != "paragraph")
    if not text:
        settled.put(None, [run for run in line.runs if run.is_gone])
        return
    match line.kind:
        case "heading":
            block: Block = Heading(line.level, text)
        case "bullet":
            block = BulletList((text,))
        case "number":
            block = NumberedList((text,), line.number)
        case "quotation":
            _put_quoted(settled, line.runs, text)
            return
        case _:
            if figure := figure_in(tidied(text)):
                settled.put(figure, *_parts_of(line.runs, pieces_of(figure)))
                return
            block = Paragraph(text)
    settled.put(block, line.runs)


def _put_quoted(settled: Settled, runs: list[Run], text: str) -> None:
    """A paragraph of a quotation, or the line that names who speaks; its dash is no word of anybody."""
    speaker = speaker_in(tidied(text))
    before = settled.blocks[-1] if settled.blocks else None
    if speaker and isinstance(before, Quotation) and not before.speaker:
        settled.blocks[-1] = replace(before, speaker=speaker)
        settled.put(None, *_parts_of(runs, (speaker,)))
    else:
        settled.put(Quotation((text,)), runs)


def _parts_of(runs: list[Run], pieces: Sequence[str]) -> list[list[Run]]:
    """The runs of each piece, in which `![`, `](name)` and the dash before a speaker are left out.

    The last piece reaches to the end; a first of two begins behind two signs. Words taken out stay.
    """
    sizes = [_letters(piece) for piece in pieces]
    total = sum(_letters(run.text) for run in runs if not run.is_gone)
    spans = [(total - sizes[-1], total)]
    if len(pieces) > 1:
        spans.insert(0, (2, 2 + sizes[0]))
    parts: list[list[Run]] = [[] for _span in spans]
    position = place = 0
    for run in runs:
        if run.is_gone:
            parts[place].append(run)
            continue
        kept: list[list[str]] = [[] for _span in spans]
        for sign in run.text:
            while place + 1 < len(spans) and position >= spans[place][1] and position >= spans[place + 1][0]:
                place += 1
            is_letter = _letters(sign) > 0
            if spans[place][0] <= position and (position < spans[place][1] or not is_letter):
                kept[place].append(sign)
            position += is_letter
        for part, signs in zip(parts, kept, strict=True):
            if signs:
                part.append(replace(run, text="".join(signs)))
    return parts


def _letters(text: str) -> int:
    return len("".join(tidied(text).split()))


def _put_grid(settled: Settled, grid: Grid) -> None:
    """Rows that are gone, or were empty, are left out; their words stay among the runs."""
    rows: list[tuple[str, ...]] = []
    pieces: list[list[Run]] = []
    for row in grid.rows:
        cells = tuple(kept_text(cell, one_line=True) for cell in row)
        is_gone = not any(cells) and any(run.text.strip() for cell in row for run in cell)
        if not is_gone:
            rows.append(cells)
        pieces.extend(row)
    is_table = any(cell for row in rows for cell in row)
    settled.put(Table(tuple(rows), grid.has_head and len(rows) > 1) if is_table else None, *pieces)


def _joined_lines(parts: Iterable[Line | Grid]) -> Iterator[Line | Grid]:
    """Lines whose end was taken out go on in the next line."""
    open_line: Line | None = None
    for part in parts:
        if isinstance(part, Grid):
            if open_line:
                yield open_line
            open_line = None
            yield part
            continue
        line = part
        if open_line:
            head = open_line if open_line.kept_text.strip() else line
            line = replace(head, runs=[*open_line.runs, *line.runs], end=line.end)
        open_line = line if line.end in ("removed", "moved_out") else None
        if open_line is None:
            yield line
    if open_line:
        yield open_line


def _with_typed_mark(line: Line) -> Line:
    if line.kind != "paragraph":
        return line
    text = line.kept_text
    if found := _TYPED_BULLET.match(text):
        return replace(line, kind="bullet", runs=_without_start(line.runs, found.end()))
    if found := _TYPED_NUMBER.match(text):
        return replace(line, kind="number", number=int(found[1]), runs=_without_start(line.runs, found.end()))
    return line


def _without_start(runs: list[Run], length: int) -> list[Run]:
    kept = []
    for run in runs:
        if run.is_gone or not length:
            kept.append(run)
            continue
        cut = min(length, len(run.text))
        length -= cut
        kept.append(replace(run, text=run.text[cut:]))
    return kept


def _in_one_encoding(parts: Iterable[Line | Grid], left_out: Counter[str]) -> Iterator[Line | Grid]:
    """Compose the letters of every run, and convert paragraphs in letters of fonts from before Unicode."""
    listed = list(parts)
    pieces = [piece for part in listed for piece in _pieces(part)]
    old = _old_encoding([kept_text(piece, one_line=True) for piece in pieces])
    for piece in pieces:
        is_old = old is not None and _is_written_in(old, kept_text(piece, one_line=True))
        left_out["old_font"] += is_old
        piece[:] = _composed(_joined_runs(piece), old if is_old else None)
    return iter(listed)


def _pieces(part: Line | Grid) -> list[list[Run]]:
    return [part.runs] if isinstance(part, Line) else [cell for row in part.rows for cell in row]


def _old_encoding(texts: list[str]) -> LegacyEncoding | None:
    """The old font that most of those paragraphs are in which are in one at all."""
    found: Counter[str] = Counter()
    for text in texts:
        if text.isascii():
            continue
        try:
            found[read_pasted(text).encoding] += 1
        except UnreadableText:
            continue
    named = {encoding.name: encoding for encoding in load_spelling().legacy}
    return next((named[name] for name, _count in found.most_common() if name in named), None)


def _is_written_in(encoding: LegacyEncoding, text: str) -> bool:
    spelling = load_spelling()
    if text.isascii() or spelling.share_spelled(text)[0] >= SURE_FROM:
        return False
    return spelling.share_spelled(unicodedata.normalize("NFC", encoding.converted(text)))[0] >= SURE_FROM


def _joined_runs(runs: list[Run]) -> list[Run]:
    """Runs of one fate side by side made one; a combining sign stands with the letter before it."""
    joined: list[Run] = []
    for run in runs:
        text = run.text
        if joined and text and unicodedata.combining(text[0]):
            signs = len(text) - len(
                text.lstrip("".join({sign for sign in text if unicodedata.combining(sign)}))
            )
            joined[-1] = replace(joined[-1], text=joined[-1].text + text[:signs])
            text = text[signs:]
        if joined and replace(joined[-1], text="", is_bold=False) == replace(run, text="", is_bold=False):
            joined[-1] = replace(joined[-1], text=joined[-1].text + text)
        elif text:
            joined.append(replace(run, text=text))
    return joined


def _composed(runs: list[Run], old: LegacyEncoding | None) -> list[Run]:
    return [
        replace(run, text=unicodedata.normalize("NFC", old.converted(run.text) if old else run.text))
        for run in runs
    ]
