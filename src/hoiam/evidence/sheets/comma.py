"""Comma, semicolon or tab separated files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from hoiam.evidence.sheets.cells import clean, take_all
from hoiam.evidence.sheets.table import LARGEST_FILE, MOST_COLUMNS, Line, Refused, Sheet, UnreadableFile


def read_comma(text: str) -> Sheet:
    """Read a csv text; the separator is the one its heading uses most. Raises `UnreadableFile`."""
    csv.field_size_limit(LARGEST_FILE)
    heading = text.split("\n", 1)[0]
    separator = max(",;\t", key=heading.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    headings = [clean(name) for name in _next(rows) or []]
    if not any(headings):
        raise UnreadableFile(_("The file is empty: its first line must name the columns."))
    if len(headings) > MOST_COLUMNS:
        raise UnreadableFile(_("The file has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    return Sheet(headings, _lines(rows, headings))


def _lines(rows: Iterator[list[str]], headings: list[str]) -> Iterator[Line]:
    while True:
        line = rows.line_num + 1  # type: ignore[attr-defined]  # before reading: cells may span several lines
        row = _next(rows)
        if row is None:
            return
        if not any(cell.strip() for cell in row):
            continue
        cells, refused = take_all(dict(zip(headings, row, strict=False)))
        if len(row) > len(headings):
            refused += (
                Refused(
                    "", _("The row has more cells than the heading names; is a text with commas unquoted?")
                ),
            )
        yield Line(line, cells, refused)


def _next(rows: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as wrong:
        line = rows.line_num  # type: ignore[attr-defined]
        raise UnreadableFile(
            _("The file cannot be read from here on; perhaps a quotation mark is not closed."), line=line
        ) from wrong
