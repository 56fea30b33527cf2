"""JSON lines: one fact a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from hoiam.evidence.sheets.cells import take_all
from hoiam.evidence.sheets.table import Line, Refused, Sheet, UnreadableFile

NESTED = {"statement", "limits", "title"}
"""Columns that may be given as {language: text} instead of one column a language."""


def read_lines(text: str) -> Sheet:
    """Read jsonl. The headings are those of all rows together. Raises `UnreadableFile` for a file without rows."""
    rows = [(number, row) for number, row in enumerate(text.split("\n"), start=1) if row.strip()]
    if not rows:
        raise UnreadableFile(_("The file is empty."))
    lines = [_line(number, row) for number, row in rows]
    headings = list(dict.fromkeys(heading for line in lines for heading in (*line.cells, *line.nested)))
    return Sheet(headings, iter(lines), is_typed=True)


def _line(number: int, row: str) -> Line:
    try:
        said = json.loads(row)
    except (ValueError, RecursionError):
        return Line(number, {}, (Refused("", _("This line is not JSON.")),))
    if not isinstance(said, dict):
        return Line(number, {}, (Refused("", _("This line is not a JSON object.")),))
    cells: dict[str, str] = {}
    nested: dict[str, Any] = {}
    refused: list[Refused] = []
    for column, value in _flat(said):
        if column == "sources" and isinstance(value, list):
            nested[column] = value
        elif isinstance(value, dict | list):
            refused.append(Refused(column, _("A text or a number is expected here.")))
        elif value is not None:
            cells[column] = value if isinstance(value, str) else json.dumps(value)
    kept, unsafe = take_all(cells)
    return Line(number, kept, (*refused, *unsafe), nested)


def _flat(said: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for column, value in said.items():
        if column in NESTED and isinstance(value, dict):
            yield from ((f"{column}_{tag}", text) for tag, text in value.items())
        else:
            yield column, value
