"""Structured plain text: what officials type, as blocks, and back again in one canonical form.

Marks stand at the start of a line: ``#``, ``##``, ``###`` heading, ``-`` or ``*`` bullet, ``1.`` numbered
item, ``>`` quotation, ``> — words`` the office that speaks, as the last line of a quotation, ``| a | b |``
table row, ``![what is to be seen](file name) caption`` a figure on a line of its own. Anything else is a
paragraph; a blank line ends a block, a single line break inside a paragraph is kept. A backslash before a mark
makes it plain text. There is no HTML: ``<script>`` is letters between two signs and stays so; whoever shows it
escapes it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    items: tuple[str, ...]
    first_number: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of one width; the first row is the head when ``has_head``."""

    rows: tuple[tuple[str, ...], ...]
    has_head: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said; `speaker` is the office that speaks, "" where the text does not say."""

    paragraphs: tuple[str, ...]
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture beside the text (`name` is its file name) or a chart of the facts that its caption cites.

    `alt` says what is to be seen, without citation marks; `text` is the caption. See `figures` for charts.
    """

    alt: str
    name: str
    text: str = ""


Block = Heading | Paragraph | BulletList | NumberedList | Table | Quotation | Figure

_HEADING = re.compile(r"(#{1,3}) (\S.*)$")
_BULLET = re.compile(r"[-*•] (\S.*)$")
_NUMBERED = re.compile(r"(\d{1,3})[.)] (\S.*)$")
_QUOTED = re.compile(r"> ?(\S.*)$")
SPEAKER_DASH = "— "
"""Begins the line that names who speaks."""
_SPEAKER = re.compile(r"(?:—|--) ?(\S.*)$")
_FIGURE = re.compile(r"!\[([^\[\]]*)\]\( ?([^() ][^()]*(?:\([^()]*\)[^()]*)*)\)(.*)$")
_BRACKETS = re.compile(r"[\[\]]")
_NO_SPEAKER = (".", "!", "?", "…", ":", ";", ",")
"""A line that ends so goes on or is a sentence of its own: a dialogue, a list. An office is neither."""
_ROW = re.compile(r"\|(.*)\|$")
_RULE_CELL = re.compile(r":?-{3,}:?$")
_GUARDED_RULE_CELL = re.compile(r"\\+:?-{3,}:?$")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_MARK = re.compile(r"#{1,3} \S|[-*•] \S|\d{1,3}[.)] \S|>|\|.*\|$|" + _FIGURE.pattern)
_GUARDED_MARK = re.compile(r"\\+(?:" + _MARK.pattern + ")")
_LINE_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\xa0]+")
_HIGHEST_ITEM_NUMBER = 999
# Zero-width signs and direction controls are invisible: they would make two equal texts differ,
# or show a reader something else than what was cleared.
_INVISIBLE = frozenset("\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def read_structure(text: str) -> tuple[Block, ...]:
    """Read structured plain text into its blocks; an empty or blank text has none."""
    lines = ["" if line == ">" else line for line in tidied(text).split("\n")]
    blocks: list[Block] = []
    position = 0
    while position < len(lines):
        if not lines[position]:
            position += 1
            continue
        block, position = _read_block(lines, position)
        blocks.append(block)
    return tuple(_joined(blocks))


def write_structure(blocks: Iterable[Block]) -> str:
    """Write blocks in the canonical form: one blank line between blocks, none at the ends.

    Two lists or quotations of one kind that stand side by side read as one, so they are written as one.
    """
    return "\n\n".join(_written(block) for block in _joined(blocks))


def canonical_form(text: str) -> str:
    """Bring structured plain text to its one canonical form; doing it twice changes nothing more."""
    return write_structure(read_structure(text))


def pieces_of(block: Block) -> tuple[str, ...]:
    """Give the texts of a block that are split into sentences apart: items, cells row by row, paragraphs.

    The last piece of a quotation with a speaker is the speaker; those of a figure are `alt` and the caption.
    """
    match block:
        case Heading(text=text) | Paragraph(text=text):
            return (text,)
        case BulletList(items=items) | NumberedList(items=items):
            return items
        case Table(rows=rows):
            return tuple(cell for row in rows for cell in row)
        case Quotation(paragraphs=paragraphs, speaker=speaker):
            return (*paragraphs, speaker) if speaker else paragraphs
        case Figure(alt=alt, text=text):
            return (alt, text)


def with_pieces(block: Block, pieces: Sequence[str]) -> Block:
    """The block with other words in the order of `pieces_of`, such as a translation; its form stays.

    Raises `ValueError` where the number of pieces is another one.
    """
    if len(pieces) != len(pieces_of(block)):
        raise ValueError("a block keeps the number of its pieces")
    words = [" ".join(piece.split()) for piece in pieces]
    match block:
        case Heading():
            return replace(block, text=words[0])
        case Paragraph():
            return Paragraph("\n".join(line for line in pieces[0].split("\n") if line.strip()))
        case BulletList() | NumberedList():
            return replace(block, items=tuple(words))
        case Table(rows=rows):
            left = iter(words)
            return replace(block, rows=tuple(tuple(next(left) for _cell in row) for row in rows))
        case Quotation(speaker=speaker):
            said, named = (words[:-1], words[-1]) if speaker else (words, "")
            return Quotation(tuple(said), named)
        case Figure(name=name):
            return Figure(words[0], name, words[1])


def figure_in(line: str) -> Figure | None:
    """The figure that a tidied line is; None for any other line."""
    found = _FIGURE.match(line)
    return Figure(*(part.strip() for part in found.groups())) if found else None


def speaker_in(line: str) -> str:
    """Who speaks, where a tidied line of a quotation names that; "" for any other line."""
    found = _SPEAKER.match(line)
    return found[1] if found and not line.endswith(_NO_SPEAKER) else ""


def tidied(text: str) -> str:
    """The text composed, its lines stripped and with single spaces, without invisible and control signs."""
    kept = "".join(
        sign
        for sign in _LINE_BREAKS.sub("\n", text)
        if sign in "\n\t" or (sign not in _INVISIBLE and unicodedata.category(sign) not in ("Cc", "Cs"))
    )
    composed = unicodedata.normalize("NFC", kept)
    return "\n".join(_SPACES.sub(" ", line).strip() for line in composed.split("\n"))


def _read_block(lines: list[str], position: int) -> tuple[Block, int]:
    line = lines[position]
    if figure := figure_in(line):
        return figure, position + 1
    if heading := _HEADING.match(line):
        return Heading(len(heading[1]), heading[2]), position + 1
    if _BULLET.match(line):
        items, end = _run(lines, position, _BULLET)
        return BulletList(tuple(item[1] for item in items)), end
    if numbered := _NUMBERED.match(line):
        items, end = _run(lines, position, _NUMBERED)
        return NumberedList(tuple(item[2] for item in items), int(numbered[1])), end
    if _QUOTED.match(line):
        quoted, end = _run(lines, position, _QUOTED)
        return Quotation(tuple(paragraph[1] for paragraph in quoted)), end
    if _ROW.match(line):
        return _read_table(lines, position)
    return _read_paragraph(lines, position)


def _run(lines: list[str], position: int, pattern: re.Pattern[str]) -> tuple[list[re.Match[str]], int]:
    """Collect lines of one kind; one blank line between two of them does not end the run."""
    found: list[re.Match[str]] = []
    while position < len(lines):
        if match := pattern.match(lines[position]):
            found.append(match)
            position += 1
        elif not lines[position] and position + 1 < len(lines) and pattern.match(lines[position + 1]):
            position += 1
        else:
            break
    return found, position


def _read_table(lines: list[str], position: int) -> tuple[Block, int]:
    rows: list[list[str]] = []
    while position < len(lines) and (row := _ROW.match(lines[position])):
        rows.append([cell.strip() for cell in _CELL_BORDER.split(row[1])])
        position += 1
    has_head = len(rows) > 1 and all(_RULE_CELL.match(cell) for cell in rows[1])
    if has_head:
        del rows[1]
    width = max(len(row) for row in rows)
    cells = tuple(tuple(_read_cell(cell) for cell in row + [""] * (width - len(row))) for row in rows)
    return Table(cells, has_head), position


def _read_cell(cell: str) -> str:
    return cell[1:] if _GUARDED_RULE_CELL.match(cell) else cell.replace("\\|", "|")


def _read_paragraph(lines: list[str], position: int) -> tuple[Block, int]:
    kept: list[str] = []
    while position < len(lines) and lines[position] and not _MARK.match(lines[position]):
        line = lines[position]
        kept.append(line[1:] if _GUARDED_MARK.match(line) else line)
        position += 1
    if not kept:  # a mark without its text, such as a lone sign of quotation
        return Paragraph(lines[position]), position + 1
    return Paragraph("\n".join(kept)), position


def _joined(blocks: Iterable[Block]) -> list[Block]:
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        match before, block:
            case BulletList(items=first), BulletList(items=second):
                joined[-1] = BulletList(first + second)
            case NumberedList(items=first, first_number=number), NumberedList(items=second):
                joined[-1] = NumberedList(first + second, number)
            case Quotation(paragraphs=first, speaker=""), Quotation(paragraphs=second, speaker=speaker):
                joined[-1:] = _quotations(first + second, speaker)
            case _, Quotation(paragraphs=paragraphs, speaker=speaker):
                joined.extend(_quotations(paragraphs, speaker))
            case _:
                joined.append(block)
    return joined


def _quotations(paragraphs: tuple[str, ...], last_speaker: str) -> Iterator[Quotation]:
    """Quotations that stand side by side; each ends with the line that names its speaker."""
    said: list[str] = []
    for paragraph in paragraphs:
        if said and (speaker := speaker_in(paragraph)):
            yield Quotation(tuple(said), speaker)
            said = []
        else:
            said.append(paragraph)
    if said:
        yield Quotation(tuple(said), last_speaker)
    elif last_speaker:
        yield Quotation((SPEAKER_DASH + last_speaker,))


def _written(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"{'#' * level} {text}"
        case Paragraph(text=text):
            return "\n".join(_guarded(line) for line in text.split("\n"))
        case BulletList(items=items):
            return "\n".join(f"- {item}" for item in items)
        case NumberedList(items=items, first_number=first):
            numbers = (min(first + place, _HIGHEST_ITEM_NUMBER) for place in range(len(items)))
            return "\n".join(f"{number}. {item}" for number, item in zip(numbers, items, strict=True))
        case Quotation(paragraphs=paragraphs, speaker=speaker):
            lines = [*paragraphs, SPEAKER_DASH + speaker] if speaker else paragraphs
            return "\n".join(f"> {line}" for line in lines)
        case Figure(alt=alt, name=name, text=text):
            return f"![{_BRACKETS.sub('', alt)}]({name}) {text}".rstrip()
        case Table(rows=rows, has_head=has_head):
            return "\n".join(_written_rows(rows, has_head))


def _guarded(line: str) -> str:
    return "\\" + line if _MARK.match(line) or _GUARDED_MARK.match(line) else line


def _written_rows(rows: tuple[tuple[str, ...], ...], has_head: bool) -> list[str]:
    written = ["| " + " | ".join(_written_cell(cell) for cell in row) + " |" for row in rows]
    if has_head:
        written.insert(1, "| " + " | ".join("---" for _ in rows[0]) + " |")
    return written


def _written_cell(cell: str) -> str:
    if _RULE_CELL.match(cell) or _GUARDED_RULE_CELL.match(cell):
        return "\\" + cell
    return cell.replace("|", "\\|")
