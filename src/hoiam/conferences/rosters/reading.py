"""Rows of cells become people: which row is the heading, which column is what, where a province begins."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.conferences.rosters.grid import DATE, FAULT, FORMULA, Cell, Grid, read_grids
from hoiam.evidence.sheets.table import UnreadableFile
from hoiam.evidence.vocabulary import fold

COLUMNS = ("name", "post", "agency", "agency_kind", "place", "email", "phone", "language")
HEADINGS_WITHIN = 25
"""Rows of titles and national headings that may stand above the heading of a roster."""
_NUMBERING = re.compile(r"^\s*(?:[IVXLC]+|\d+|[A-Z])\s*[.)/:-]\s*|^\s*[IVXLC]+\s+(?=\w)")
_COUNTING = re.compile(r"[\d\s.,/-]*|[IVXLC]+[.)]?")
"""A cell that numbers its row and says nothing."""


@dataclass(frozen=True)
class RosterLine:
    """One person as written. `line` counts as the reader of the file does."""

    line: int
    cells: dict[str, str]
    refused: tuple[tuple[str, object], ...] = ()
    """(column, reason)."""


@dataclass(frozen=True)
class Roster:
    lines: list[RosterLine]
    headings: dict[str, str]
    """{column: heading as it was written}."""
    left_out: list[tuple[int, str]] = field(default_factory=list)
    """(line, words) of rows that name no person: titles, sums, notes."""
    ignored: list[str] = field(default_factory=list)
    """Headings of columns that are not read."""
    above: str = ""
    """What stands above the heading: titles, and markings."""


def read_roster(content: bytes, is_place: Callable[[str], bool]) -> Roster:
    """The people of an xlsx or csv file. Raises `UnreadableFile`.

    `is_place` says whether words name a place: a row that says nothing else begins the people of that place.
    The first sheet with a heading that names a column for the name is read.
    """
    for grid in read_grids(content):
        head = _heading(grid)
        if head is not None:
            return _people(grid, *head, is_place)
    raise UnreadableFile(
        _("No row names the columns. Use the template, or write “full name” and “post” above them.")
    )


def _heading(grid: Grid) -> tuple[int, dict[int, str], dict[int, str]] | None:
    """(first row of people, {position: column}, {position: heading}); None where no row is a heading.

    Two rows of headings are one: below a merged heading such as "contact" stand those of its parts.
    """
    for number, row in enumerate(grid[:HEADINGS_WITHIN]):
        columns = _columns(row)
        below = grid[number + 1] if number + 1 < len(grid) else []
        lower = _columns(below)
        is_double = bool(lower) and not any(
            cell.text and not cell.is_merged and position in columns and position not in lower
            for position, cell in enumerate(below)
        )
        both = {**columns, **lower} if is_double else columns
        if "name" in both.values() and len(set(both.values())) >= 2:
            said = {position: cell.text for position, cell in enumerate(row) if cell.text}
            if is_double:
                said |= {position: cell.text for position, cell in enumerate(below) if cell.text}
            return number + (2 if is_double else 1), _first_each(both), said
    return None


def _first_each(columns: dict[int, str]) -> dict[int, str]:
    """A heading merged over two columns names the first of them."""
    found: dict[str, int] = {}
    for position in sorted(columns):
        found.setdefault(columns[position], position)
    return {position: column for column, position in found.items()}


def _columns(row: list[Cell]) -> dict[int, str]:
    known = _names()
    return {
        position: known[name]
        for position, cell in enumerate(row)
        if (name := _heading_key(cell.text)) in known
    }


def _people(
    grid: Grid,
    first: int,
    columns: dict[int, str],
    said: dict[int, str],
    is_place: Callable[[str], bool],
) -> Roster:
    headings = {column: said.get(position, column) for position, column in columns.items()}
    ignored = [said[position] for position in sorted(said) if position not in columns]
    above = "\n".join(cell.text for row in grid[:first] for cell in row if cell.text)
    roster = Roster([], headings, [], ignored, above)
    section = ""
    for number, row in enumerate(grid[first:], start=first + 1):
        words = {cell.text for cell in row if cell.text and not _COUNTING.fullmatch(cell.text)}
        if not words:
            continue
        if len(words) == 1:
            only = next(iter(words))
            place = _NUMBERING.sub("", only).strip(" :")
            if is_place(place):
                section = place
                continue
            roster.left_out.append((number, only[:120]))
            continue
        roster.lines.append(_line(number, row, columns, section))
    return roster


def _line(number: int, row: list[Cell], columns: dict[int, str], section: str) -> RosterLine:
    cells, refused = {}, []
    for position, column in columns.items():
        cell = row[position] if position < len(row) else Cell("")
        if cell.what and (reason := _REASONS.get(cell.what)):
            refused.append((column, reason))
        cells[column] = cell.text
    if section and not cells.get("place"):
        cells["place"] = section
    return RosterLine(number, cells, tuple(refused))


_REASONS = {
    DATE: _("The cell holds a date. Write it as text."),
    FORMULA: _("The cell holds a formula. Put its result there as a value."),
    FAULT: _("The cell holds an error of the spreadsheet program."),
}


@cache
def _names() -> dict[str, str]:
    """{folded heading: column} of the country pack, with the columns' own names."""
    names = {_heading_key(column): column for column in COLUMNS}
    file = resources.files("hoiam") / "data" / settings.COUNTRY.code.lower() / "roster_headings.csv"
    if file.is_file():
        with file.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                names.setdefault(_heading_key(row["heading"]), row["column"])
    return names


def _heading_key(heading: str) -> str:
    """`Họ và tên (*)`, `HỌ VÀ TÊN :` and `họ_và_tên` are one heading."""
    bare = re.sub(r"\([^()]*\)", " ", heading.replace("_", " "))
    return " ".join(re.sub(r"[^\w\s]", " ", fold(bare)).split())
