"""Walking through a Word document: paragraphs and tables with the fate of every word. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from xml.etree.ElementTree import Element

from hoiam.texts.files import Unreadable
from hoiam.texts.word.lists import Paragraphs, Place
from hoiam.texts.word.package import WordPackage, attribute, child, is_on, local
from hoiam.texts.word.shape import GONE, Change, Comment, Grid, Line, Run, Said

ANCHOR = "ha_"
"""Begins the names of the bookmarks that hold the ids of sentences: `ha_s12`."""
MOST_COLUMNS = 200
"""Columns of a table; Word itself ends at 63. A cell may say that it reaches over many."""
MOST_CELLS = 200_000
"""Cells of one table with those that fill its rows up: two kilobytes can ask for thousands of millions."""
CHANGES: dict[str, Change] = {
    "ins": "added",
    "moveTo": "moved_in",
    "del": "removed",
    "moveFrom": "moved_out",
}
_PASSED_THROUGH = frozenset(
    "hyperlink smartTag sdt sdtContent customXml fldSimple bdo dir ruby rubyBase oMath oMathPara".split()
)
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "‑", "ptab": "\t"}
_FORMAT_CHANGES = frozenset({"rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange"})
_NOTE_PARTS = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_PRIVATE = range(0xE000, 0xF900)
"""Signs of fonts such as Wingdings: without the font they are nothing."""


@dataclass(frozen=True)
class _Fate:
    """Who did what to the words we are in."""

    change: Change = ""
    by: str = ""
    at: str = ""

    def within(self, element: Element) -> _Fate:
        """The fate inside an `ins`, `del` …; what was taken out stays taken out."""
        change = CHANGES[local(element)]
        if self.change in GONE and change not in GONE:
            return self
        return _Fate(change, attribute(element, "author").strip(), attribute(element, "date"))


@dataclass
class Walker:
    """Goes through the body once; bookmarks, comments and fields may reach over many paragraphs."""

    paragraphs: Paragraphs
    notes_of: dict[str, dict[str, str]]
    said: Said = field(default_factory=Said)
    anchors: dict[str, str] = field(default_factory=dict)
    comments: dict[str, None] = field(default_factory=dict)
    fields: list[bool] = field(default_factory=list)
    """One for each open field: whether we are past its instruction, in what it shows."""

    @property
    def left_out(self) -> Counter[str]:
        return self.said.left_out

    def blocks(self, elements: Iterator[Element] | Element) -> Iterator[Line | Grid]:
        """Lines and grids of the children of a body, cell or container."""
        for element in elements:
            name = local(element)
            if name == "p":
                yield self.line(element)
            elif name == "tbl":
                yield self.grid(element)
            elif name in ("sdt", "sdtContent", "customXml", *CHANGES):
                yield from self.blocks(element)
            elif name in ("altChunk", "subDoc"):
                self.left_out["object"] += 1
            else:
                self._mark(element)

    def line(self, paragraph: Element) -> Line:
        runs = [run for run in self.inline(paragraph, _Fate()) if run.text]
        is_kept = any(run.text.strip() and not run.is_gone for run in runs)
        place = self.paragraphs.place(paragraph, counts=is_kept)
        self._note_depth(place)
        if self.paragraphs.is_bold(paragraph):
            runs = [replace(run, is_bold=True) for run in runs]
        if place.label:
            runs.insert(0, Run(place.label))
        return Line(place.kind, runs, place.level, place.number, _end_of(paragraph))

    def grid(self, table: Element) -> Grid:
        rows: list[list[list[Run]]] = []
        has_head = False
        for element in _rows(table):
            fate = _fate_of_row(element)
            properties = child(element, "trPr")
            if not rows:
                has_head = is_on(child(properties, "tblHeader"))
            cells = islice(self._cells(element, properties), MOST_COLUMNS + 1)
            rows.append([_with_fate(cell, fate) for cell in cells])
        width = max((len(row) for row in rows), default=0)
        if width > MOST_COLUMNS or width * len(rows) > MOST_CELLS:
            raise Unreadable
        for row in rows:
            row.extend([] for _ in range(width - len(row)))
        return Grid(rows, has_head or _has_bold_head(rows))

    def inline(self, element: Element, fate: _Fate) -> Iterator[Run]:
        """The runs inside a paragraph, a link, an insertion …, in order."""
        for one in element:
            name = local(one)
            if name == "r":
                yield from self._run(one, fate)
            elif name in CHANGES:
                yield from self.inline(one, fate.within(one))
            elif name in _PASSED_THROUGH:
                self.left_out["link"] += name == "hyperlink"
                self.left_out["equation"] += name == "oMath"
                yield from self.inline(one, fate)
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                self._note_picture(one)
            elif name == "pPr":
                self.left_out["format"] += sum(local(change) in _FORMAT_CHANGES for change in one)
            else:
                self._mark(one)

    def _cells(self, row: Element, properties: Element | None) -> Iterator[list[Run]]:
        yield from ([] for _ in range(_count(child(properties, "gridBefore"))))
        for element in row:
            if local(element) in ("sdt", "sdtContent", "customXml"):
                yield from self._cells(element, None)
            elif local(element) == "tc":
                yield from self._cell(element)
            else:
                self._mark(element)

    def _cell(self, cell: Element) -> Iterator[list[Run]]:
        """The cell, and empty ones for the columns it reaches over; a cell merged upwards is empty."""
        properties = child(cell, "tcPr")
        merged = child(properties, "vMerge")
        span = _count(child(properties, "gridSpan"), 1)
        is_continued = merged is not None and attribute(merged, "val", "continue") == "continue"
        self.left_out["merged"] += (span > 1) + is_continued
        runs: list[Run] = []
        for block in self.blocks(cell):
            inner = [run for line in _lines_of(block) for run in (*line, Run(" "))]
            self.left_out["table_in_table"] += isinstance(block, Grid)
            runs.extend(inner)
        yield [] if is_continued else runs
        yield from ([] for _ in range(span - 1))

    def _run(self, run: Element, fate: _Fate) -> Iterator[Run]:
        properties = child(run, "rPr")
        if is_on(child(properties, "vanish")):
            self.left_out["hidden"] += any(local(one) in ("t", "delText") for one in run)
            return
        self.left_out["format"] += child(properties, "rPrChange") is not None
        text = "".join(self._said_by(one) for one in run)
        if text:
            yield Run(
                text,
                fate.change,
                fate.by,
                fate.at,
                tuple(self.anchors.values()),
                tuple(self.comments),
                is_on(child(properties, "b")),
            )

    def _said_by(self, one: Element) -> str:
        """The words of one element inside a run."""
        name = local(one)
        if name == "fldChar":
            self._field(attribute(one, "fldCharType"))
        elif name in ("drawing", "pict", "object", "AlternateContent"):
            self._note_picture(one)
        elif name in _NOTE_PARTS:
            return self._note(_NOTE_PARTS[name], attribute(one, "id"))
        elif self.fields and not all(self.fields):
            return ""
        elif name in ("t", "delText"):
            return self._without_symbols(one.text or "")
        elif name == "br":
            return "\n" if attribute(one, "type", "textWrapping") == "textWrapping" else ""
        elif name == "sym":
            self.left_out["symbol"] += 1
        return _SIGNS.get(name, "")

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif self.fields:
            if kind == "separate":
                self.fields[-1] = True
            else:
                self.fields.pop()

    def _mark(self, element: Element) -> None:
        """Open and close bookmarks and comments."""
        match local(element):
            case "bookmarkStart":
                name = attribute(element, "name")
                if name.startswith(ANCHOR):
                    self.anchors[attribute(element, "id")] = name.removeprefix(ANCHOR)
            case "bookmarkEnd":
                self.anchors.pop(attribute(element, "id"), None)
            case "commentRangeStart":
                self.comments[attribute(element, "id")] = None
            case "commentRangeEnd":
                self.comments.pop(attribute(element, "id"), None)

    def _note(self, part: str, number: str) -> str:
        words = self.notes_of[part].get(number, "").strip()
        if not words:
            return ""
        self.said.notes.append(words)
        return f" [{len(self.said.notes)}]"

    def _note_depth(self, place: Place) -> None:
        if place.is_deeper:
            self.left_out["deep_heading" if place.kind == "heading" else "list_in_list"] += 1

    def _note_picture(self, element: Element) -> None:
        inside = {local(one) for one in element.iter()}
        is_box = "txbxContent" in inside
        is_object = bool(inside & {"OLEObject", "object", "control"})
        self.left_out["text_box" if is_box else "object" if is_object else "picture"] += 1

    def _without_symbols(self, text: str) -> str:
        kept = "".join(sign for sign in text if ord(sign) not in _PRIVATE)
        self.left_out["symbol"] += len(text) - len(kept)
        return kept


def walk(package: WordPackage) -> Said:
    """Read the whole document. Raises `Unreadable` for a broken or overfull part, or one nested without end."""
    try:
        return _walked(package)
    except RecursionError as deep:
        raise Unreadable from deep


def _walked(package: WordPackage) -> Said:
    comments = package.part("word/comments.xml")
    notes = {part: dict(_texts(package.part(f"word/{part}.xml"))) for part in _NOTE_PARTS.values()}
    walker = Walker(Paragraphs.of(package), notes)
    walker.said.comments = {
        attribute(one, "id"): Comment(attribute(one, "author").strip(), attribute(one, "date"), _words(one))
        for one in (comments if comments is not None else ())
    }
    walker.said.parts.extend(walker.blocks(package.parts_of("word/document.xml", "body")))
    headed = [name for name in sorted(package.names) if name.startswith(("word/header", "word/footer"))]
    roots = (package.part(name) for name in headed if name.endswith(".xml"))
    walker.left_out["header"] += sum(bool(_words(root).strip()) for root in roots if root is not None)
    return walker.said


def _texts(part: Element | None) -> Iterator[tuple[str, str]]:
    for one in part if part is not None else ():
        if attribute(one, "type") in ("", "normal"):
            yield attribute(one, "id"), " ".join(_words(one).split())


def _words(element: Element) -> str:
    """The plain words of a comment or note, a line for each paragraph; what was taken out is left out."""
    lines = []
    for paragraph in (one for one in element.iter() if local(one) == "p"):
        said = (one.text or "" for one in paragraph.iter() if local(one) == "t")
        lines.append("".join(said).strip())
    return "\n".join(line for line in lines if line)


def _end_of(paragraph: Element) -> Change:
    """The fate of the paragraph's end. Of one put in and taken out again the taking out counts."""
    marks = child(paragraph, "pPr", "rPr")
    found = [CHANGES[local(one)] for one in (marks if marks is not None else ()) if local(one) in CHANGES]
    return next((change for change in found if change in GONE), found[0] if found else "")


def _rows(table: Element) -> Iterator[Element]:
    for one in table:
        if local(one) == "tr":
            yield one
        elif local(one) in ("sdt", "sdtContent", "customXml"):
            yield from _rows(one)


def _fate_of_row(row: Element) -> _Fate:
    properties = child(row, "trPr")
    for one in properties if properties is not None else ():
        if local(one) in CHANGES:
            return _Fate().within(one)
    return _Fate()


def _with_fate(runs: list[Run], fate: _Fate) -> list[Run]:
    if not fate.change:
        return runs
    return [run if run.is_gone else replace(run, change=fate.change, by=fate.by, at=fate.at) for run in runs]


def _has_bold_head(rows: list[list[list[Run]]]) -> bool:
    """Whether the first row alone is set in bold, which is how most people make a head."""

    def is_bold(row: list[list[Run]]) -> bool:
        said = [run for cell in row for run in cell if run.text.strip()]
        return bool(said) and all(run.is_bold for run in said)

    return len(rows) > 1 and is_bold(rows[0]) and not all(map(is_bold, rows[1:]))


def _lines_of(block: Line | Grid) -> Iterator[list[Run]]:
    if isinstance(block, Line):
        yield block.runs
    else:
        yield from (cell for row in block.rows for cell in row)


def _count(element: Element | None, least: int = 0) -> int:
    written = attribute(element, "val")
    return max(least, min(int(written), 60)) if written.isascii() and written.isdigit() else least
