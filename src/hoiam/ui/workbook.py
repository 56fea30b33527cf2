"""Tables as a workbook: one sheet a table, numbers as numbers, moments as moments."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | float | datetime | None
"""None says that there is nothing to tell."""


class Table(Protocol):
    """What a sheet shows; `empty` is said where there is no row."""

    @property
    def title(self) -> str: ...
    @property
    def head(self) -> tuple[str, ...]: ...
    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]: ...
    @property
    def empty(self) -> str: ...


XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_SHEET_NAME = 31
WIDEST = 60
MOMENT = "dd/mm/yyyy hh:mm"


def workbook_of(title: str, tables: Iterable[Table], at: datetime) -> bytes:
    """The tables as an xlsx file; no cell is ever a formula. `at` is written into the file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        _fill(book.create_sheet(_sheet_name(table.title)), title, table)
    book.properties.title = title
    book.properties.creator = ""
    book.properties.created = book.properties.modified = at.replace(tzinfo=None)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _fill(sheet: Worksheet, title: str, table: Table) -> None:
    sheet.append([_kept(title)])
    sheet.append([_kept(table.title)])
    sheet.append([])
    sheet.append([_kept(cell) for cell in table.head])
    for row in table.rows:
        sheet.append([_kept(cell) for cell in row])
    if not table.rows:
        sheet.append([_kept(table.empty)])
    sheet["A1"].font = Font(bold=True, size=13)
    for cell in sheet[4]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="EDEDED")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A5"
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, datetime):
                cell.number_format = MOMENT
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for number, _head in enumerate(table.head, start=1):
        widest = max((len(str(row[number - 1] or "")) for row in table.rows), default=0)
        width = min(max(widest, len(table.head[number - 1]), 12) + 2, WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width


def _kept(cell: Cell) -> str | int | float | datetime | None:
    if isinstance(cell, datetime):
        return timezone.localtime(cell).replace(tzinfo=None)
    return ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell


def _sheet_name(title: str) -> str:
    return "".join(letter for letter in title if letter not in "[]:*?/\\")[:LONGEST_SHEET_NAME]
