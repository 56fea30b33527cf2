"""Excel workbooks: the first sheet that has a heading."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from hoiam.evidence.sheets.cells import clean, take
from hoiam.evidence.sheets.table import LARGEST_FILE, MOST_COLUMNS, Line, Refused, Sheet, UnreadableFile

MOST_UNPACKED = 4 * LARGEST_FILE


def read_workbook(content: bytes) -> Sheet:
    """Read an xlsx file. Raises `UnreadableFile` for a damaged one, or one that unpacks to too much."""
    _refuse_bombs(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_col=MOST_COLUMNS)
        first = next(rows, ())
        headings = [clean(str(cell.value)) if cell.value is not None else "" for cell in first]
    except Exception as wrong:
        raise UnreadableFile(_("The workbook is damaged or protected; save it again as .xlsx.")) from wrong
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise UnreadableFile(_("The file is empty: its first line must name the columns."))
    return Sheet(headings, _lines(rows, headings), is_typed=True)


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
            parts = len(packed.infolist())
    except zipfile.BadZipFile as wrong:
        raise UnreadableFile(_("The workbook is damaged or protected; save it again as .xlsx.")) from wrong
    if unpacked > MOST_UNPACKED or parts > 5_000:
        raise UnreadableFile(_("The workbook unpacks to more than is accepted."))


def _lines(rows: Iterator[tuple[Any, ...]], headings: list[str]) -> Iterator[Line]:
    number = 1
    while True:
        number += 1
        try:
            row = next(rows, None)
        except Exception as wrong:
            raise UnreadableFile(_("The workbook is damaged from here on."), line=number) from wrong
        if row is None:
            return
        cells: dict[str, str] = {}
        refused: list[Refused] = []
        for heading, cell in zip(headings, row, strict=False):
            if heading:
                cells[heading], reason = _cell(heading, cell)
                refused += [reason] if reason else []
        if any(cells.values()) or refused:
            yield Line(number, cells, tuple(refused))


def _cell(heading: str, cell: Any) -> tuple[str, Refused | None]:
    if cell.value is None:
        return "", None
    if cell.data_type == "f":
        return "", Refused(heading, _("The cell holds a formula. Put its result there as a value."))
    if cell.data_type == "e":
        return "", Refused(heading, _("The cell holds an error of the spreadsheet program."))
    return take(heading, _printed(cell.value, cell.number_format or ""))


def _printed(value: Any, number_format: str) -> str:
    """What the person sees in the cell, with a point before decimals and no grouping."""
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        shown = Decimal(repr(value)) * (100 if "%" in number_format else 1)
        # Without an exponent and without zeros at the end: 93.35, 1800.
        return f"{shown.normalize():f}"
    return str(value)
