"""Reading one table of a pack: every wrong cell becomes a sentence, and reading goes on."""

from __future__ import annotations

import csv
import io
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one cell (line 0: the file as a whole; no column: the whole line)."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = [
            self.file,
            f"line {self.line}" if self.line else "",
            f"column {self.column}" if self.column else "",
        ]
        return f"{', '.join(part for part in where if part)}: {self.reason}"


class PackError(ValueError):
    """A pack that cannot be used. `faults` holds everything found wrong, `str()` one sentence a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(slots=True)
class Row:
    """One line of a table, read cell by cell; what is wrong is noted in `faults`."""

    file: str
    line: int
    cells: dict[str, str]
    tags: tuple[str, ...]
    faults: list[Fault] = field(repr=False)

    def fault(self, column: str, reason: str) -> None:
        self.faults.append(Fault(self.file, self.line, column, reason))

    def text(self, column: str) -> str:
        return self.cells.get(column, "")

    def needed(self, column: str) -> str:
        if not self.text(column):
            self.fault(column, "a value is needed here.")
        return self.text(column)

    def several(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.text(column).split(";") if part.strip())

    def urls(self, column: str) -> tuple[str, ...]:
        found = self.several(column)
        for url in found:
            if not url.startswith(("https://", "http://")):
                self.fault(column, f"“{url}” is not a web address.")
        return found

    def yes(self, column: str) -> bool:
        return self.one_of(column, ("yes", "no")) == "yes"

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        value, allowed = self.text(column), tuple(allowed)
        if value not in allowed:
            self.fault(column, f"“{value}” is not one of: {', '.join(allowed)}.")
        return value

    def number(self, column: str) -> int | None:
        value = self.text(column)
        if value and not (value.isascii() and value.isdigit()):
            self.fault(column, f"“{value}” is not a whole number.")
            return None
        return int(value) if value else None

    def day(self, column: str) -> date | None:
        value = self.text(column)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.fault(column, f"“{value}” is not a day of the calendar (YYYY-MM-DD).")
            return None

    def partial_day(self, column: str, *, is_end: bool) -> tuple[date | None, str]:
        """A day from YYYY, YYYY-MM or YYYY-MM-DD, and its precision; an end stands on its last day."""
        value = self.text(column)
        if not value:
            return None, "unknown"
        precision = {1: "year", 2: "month", 3: "day"}.get(len(value.split("-")), "")
        try:
            year, month, day = ([int(part) for part in value.split("-")] + [0, 0])[:3]
            month = month or (12 if is_end else 1)
            day = day or (monthrange(year, month)[1] if is_end else 1)
            return date(year, month, day), precision
        except ValueError:
            self.fault(column, f"“{value}” is not a year, month or day (YYYY, YYYY-MM or YYYY-MM-DD).")
            return None, "unknown"

    def wording(self, name: str, *, is_needed: bool = True) -> dict[str, str]:
        """The columns `name_<tag>` by language; `name` alone serves the languages without their own."""
        found = {tag: self.text(f"{name}_{tag}") or self.text(name) for tag in self.tags}
        if is_needed:
            for tag, text in found.items():
                if not text:
                    self.fault(f"{name}_{tag}", "a text is needed in this language.")
        return {tag: text for tag, text in found.items() if text}


def read_rows(
    folder: Traversable, name: str, tags: tuple[str, ...], columns: Iterable[str], faults: list[Fault]
) -> list[Row]:
    """Read one CSV of the pack; a missing file is an empty table, a missing column one fault.

    UTF-8 without byte-order mark; texts must be composed (NFC), so that equal words are equal bytes.
    """
    file = folder / name
    if not file.is_file():
        return []
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as wrong:
        faults.append(Fault(name, 0, "", f"the file is not UTF-8 (byte {wrong.start})."))
        return []
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for column in columns:
        if column not in (reader.fieldnames or ()):
            faults.append(Fault(name, 1, column, "this column is missing."))
    return list(_rows_of(reader, name, tags, faults))


def _rows_of(
    reader: csv.DictReader[str], name: str, tags: tuple[str, ...], faults: list[Fault]
) -> Iterator[Row]:
    for cells in reader:
        row = Row(name, reader.line_num, {}, tags, faults)
        if None in cells or None in cells.values():
            row.fault("", "the line has more or fewer cells than the heading.")
            continue
        for column, value in cells.items():
            if not unicodedata.is_normalized("NFC", value):
                row.fault(column, "the text is not composed (NFC).")
            row.cells[column] = value.strip()
        yield row


def note_doubles(rows: Iterable[Row], key: Callable[[Row], str], column: str) -> None:
    """Note each row whose key an earlier row already has."""
    seen: dict[str, int] = {}
    for row in rows:
        value = key(row)
        if value in seen:
            row.fault(column, f"“{value}” already stands in line {seen[value]}.")
        seen.setdefault(value, row.line)
