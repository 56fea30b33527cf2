"""A file becomes rows of cells, with merged cells filled in; what cannot be read says why."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from hoiam.evidence.reading.encodings import UnreadableText, read_bytes
from hoiam.evidence.sheets.cells import clean
from hoiam.evidence.sheets.table import UnreadableFile

LARGEST = 8 * 1024 * 1024
MOST_UNPACKED = 80 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 6_000, 40, 8
MOST_MERGED = 500_000
"""Cells under merged areas, in all sheets."""
PACKED, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
DATE, FORMULA, FAULT = "date", "formula", "fault"


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    what: str = ""
    """`date`, `formula` or `fault` where the cell is no text; else ""."""
    is_merged: bool = False
    """It repeats the first cell of a merged area."""


EMPTY = Cell("")
Grid = list[list[Cell]]
"""Rows from the first line of the sheet on: line 1 is the first."""


def read_grids(content: bytes) -> list[Grid]:
    """The sheets of an xlsx file, or the one of a csv file. Raises `UnreadableFile` with what to do."""
    if len(content) > LARGEST:
        raise UnreadableFile(_("The file is larger than 8 MB. Send it in parts."))
    if not content.strip():
        raise UnreadableFile(_("The file is empty."))
    if content.startswith(OLD_WORKBOOK):
        raise UnreadableFile(_("This is an old or protected workbook; save it again as .xlsx."))
    if content.startswith(PACKED):
        return _workbook(content)
    try:
        text = read_bytes(content).text
    except UnreadableText as unreadable:
        raise UnreadableFile(unreadable.message) from unreadable
    return [_comma(text)]


def _comma(text: str) -> Grid:
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    grid: Grid = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            grid.append([Cell(clean(cell)) for cell in row[:MOST_COLUMNS]])
            _not_too_long(grid)
    except csv.Error as wrong:
        reason = _("The file cannot be read from here on; perhaps a quotation mark is not closed.")
        raise UnreadableFile(reason, line=len(grid) + 1) from wrong
    return grid


def _workbook(content: bytes) -> list[Grid]:
    _refuse_bombs(content)
    try:
        book = load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
        return [_sheet(sheet) for sheet in book.worksheets[:MOST_SHEETS]]
    except UnreadableFile:
        raise
    except Exception as wrong:
        raise UnreadableFile(_("The workbook is damaged or protected; save it again as .xlsx.")) from wrong


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > 1_000:
                raise UnreadableFile(_("The workbook unpacks to more than is accepted."))
            merged = sum(_merged_cells(packed.read(part)) for part in parts)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as wrong:
        raise UnreadableFile(_("The workbook is damaged or protected; save it again as .xlsx.")) from wrong
    if merged > MOST_MERGED:
        raise UnreadableFile(_("The workbook unpacks to more than is accepted."))


def _merged_cells(part: bytes) -> int:
    """How many cells the merged areas of a part cover. They are counted before the workbook is loaded: openpyxl
    makes every one of them, and a file of five kilobytes may name seventeen thousand million."""
    covered = 0

    def count(name: str, given: dict[str, str]) -> None:
        nonlocal covered
        if name.rpartition(":")[2] == "mergeCell":
            covered += _cells_in(given.get("ref", ""))

    parser = expat.ParserCreate()
    parser.StartElementHandler = count
    with suppress(expat.ExpatError):  # no XML: a picture
        parser.Parse(part, True)
    return covered


def _cells_in(area: str) -> int:
    """Of an area such as `A1:C3`; whole columns and rows count to their end."""
    try:
        left, top, right, bottom = range_boundaries(area)
    except ValueError:
        return 0
    return ((right or 16_384) - (left or 1) + 1) * ((bottom or 1_048_576) - (top or 1) + 1)


def _sheet(sheet: Any) -> Grid:
    grid: Grid = []
    for row in sheet.iter_rows(max_col=min(sheet.max_column, MOST_COLUMNS)):
        grid.append([_cell(cell) for cell in row])
        _not_too_long(grid)
    for area in sheet.merged_cells.ranges:
        _fill(grid, area)
    while grid and not any(cell.text for cell in grid[-1]):
        grid.pop()
    return grid


def _fill(grid: Grid, area: Any) -> None:
    """Every cell of a merged area holds what its first one says."""
    top, left = area.min_row - 1, area.min_col - 1
    if top >= len(grid) or left >= len(grid[top]):
        return
    first = grid[top][left]
    copy = Cell(first.text, first.what, is_merged=True)
    for row in grid[top : area.max_row]:
        for column in range(left, min(area.max_col, len(row))):
            if row is not grid[top] or column != left:
                row[column] = copy


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return EMPTY
    if cell.data_type == "f":
        return Cell(clean(str(value)), FORMULA)
    if cell.data_type == "e":
        return Cell(clean(str(value)), FAULT)
    if isinstance(value, datetime | date | time):
        return Cell(value.isoformat(), DATE)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return Cell(clean(str(value)))


def _not_too_long(grid: Grid) -> None:
    # Formatted rows without a word stand below many rosters; they count, or a file could hold a million.
    if len(grid) > MOST_ROWS:
        raise UnreadableFile(_("The sheet has more than 6,000 rows. Send it in parts."), line=MOST_ROWS)
