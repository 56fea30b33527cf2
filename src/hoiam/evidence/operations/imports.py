"""Facts come from a spreadsheet: all rows, or none with the reasons for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.evidence import rules
from hoiam.evidence.content import digest_of
from hoiam.evidence.figures import style_of
from hoiam.evidence.models import Fact
from hoiam.evidence.operations.keeping import BATCH, Kept, keep
from hoiam.evidence.placing import PlaceBook
from hoiam.evidence.rows import Row, RowError, RowReader
from hoiam.evidence.sheets.files import read_sheet
from hoiam.evidence.sheets.headings import LOCALISED, column_of
from hoiam.evidence.sheets.table import Line, Sheet, UnreadableFile
from hoiam.evidence.terms import FactState

ENDED = frozenset({FactState.WITHDRAWN, FactState.SUPERSEDED})


@dataclass(frozen=True)
class Outcome:
    """What becomes of one row: `created`, `updated`, `unchanged` or `refused`."""

    line: int
    reference: str
    what: str
    statement: str = ""


@dataclass(frozen=True)
class Imported:
    """What an import did, or with `dry_run` would do."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    is_public: bool = False
    """Whether the kept facts are public at once."""

    def as_json(self) -> dict[str, Any]:
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "errors": [error.as_json() for error in self.errors],
        }


def import_facts(
    *,
    desk: Desk,
    content: bytes,
    file_name: str,
    by: Person | str,
    at: datetime,
    dry_run: bool = False,
    keep_good: bool = False,
    publish: bool | None = None,
    prefix: str = "",
) -> Imported:
    """Take facts and their sources from a csv, xlsx or jsonl file into the record of a desk.

    The file's `id`, after `prefix`, stays the public reference: a row whose id is known and whose content
    differs makes another version, an equal one changes nothing. All rows or none, unless `keep_good`.
    `publish`: None means at once where the desk has no fact yet, else as drafts. Nothing is raised for what
    is wrong with the file: every reason stands in `errors` with line and column. Raises `MayNot`.
    """
    rules.may_write(by=by, desk=desk, at=at)
    if publish is None:
        publish = not Fact.objects.filter(desk=desk).exists()
    if publish:
        rules.may_publish(by=by, desk=desk, at=at)
    try:
        sheet = read_sheet(content, file_name)
        lines = list(sheet.lines)
    except UnreadableFile as wrong:
        return Imported(errors=[RowError(wrong.line, wrong.column, wrong.reason)])
    if marking := rules.secret_marking(sheet.headings):
        reason = _("The file is marked %(marking)s. Nothing of it was kept.") % {"marking": marking}
        return Imported(errors=[RowError(1, "", reason)])
    columns = {heading: column_of(heading) for heading in sheet.headings if heading}
    if missing := [*_named_twice(sheet.headings), *_missing(columns)]:
        return Imported(errors=missing)
    ignored = [heading for heading, column in columns.items() if not column]
    with transaction.atomic():
        Desk.objects.select_for_update().get(pk=desk.pk)
        sorted_rows = _sort(desk, _read_rows(sheet, lines, columns, prefix), publish)
        is_refused = bool(sorted_rows.errors) and not keep_good
        if not dry_run and not is_refused:
            sorted_rows.keep(desk=desk, publish=publish, by=by, at=at)
    return sorted_rows.result(
        read=len(lines), is_refused=is_refused, ignored_columns=ignored, is_public=publish
    )


def _named_twice(headings: list[str]) -> list[RowError]:
    """A heading that stands over two columns: which of the two cells is meant, nobody can tell."""
    twice = dict.fromkeys(heading for heading in headings if heading and headings.count(heading) > 1)
    reason = _("Two columns have the heading “%(heading)s”. Take one out or give it its own name.")
    return [RowError(1, heading, reason % {"heading": heading}) for heading in twice]


def _missing(columns: dict[str, str]) -> list[RowError]:
    named = set(columns.values())
    doubled = [h for h, c in columns.items() if c and list(columns.values()).count(c) > 1]
    has_statement = any(column.split("_")[0] == LOCALISED[0] for column in named)
    errors = [
        *([] if "id" in named else [RowError(1, "id", _("The column “id” is missing."))]),
        *([] if has_statement else [RowError(1, "statement", _("No column holds the statement."))]),
        *(
            []
            if {"source_title", "sources"} & named
            else [RowError(1, "source_title", _("The column “source_title” is missing."))]
        ),
    ]
    return errors + [
        RowError(1, heading, _("Two columns mean the same: %(columns)s.") % {"columns": ", ".join(doubled)})
        for heading in doubled[1:2]
    ]


def _read_rows(
    sheet: Sheet, lines: list[Line], columns: dict[str, str], prefix: str
) -> Iterator[Row | list[RowError]]:
    cells = [
        {columns[heading]: text for heading, text in line.cells.items() if columns.get(heading)}
        for line in lines
    ]
    style = "point" if sheet.is_typed else style_of(row.get("value", "") for row in cells)
    reader = RowReader(book=PlaceBook.of_all(), style=style, prefix=prefix)
    for line, row in zip(lines, cells, strict=True):
        read = reader.read(line, row)
        if isinstance(read, Row):
            yield read
        else:
            # The heading as the person wrote it, not the name we know it by.
            own = {column: heading for heading, column in columns.items() if column}
            yield [RowError(one.line, own.get(one.column, one.column), one.reason) for one in read]


@dataclass
class _Sorted:
    """The rows of a file by what becomes of them."""

    created: list[Row] = field(default_factory=list)
    updated: list[tuple[Row, Fact]] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)

    def keep(self, *, desk: Desk, publish: bool, by: Person | str, at: datetime) -> None:
        made = [
            Fact(desk=desk, reference=row.reference, state=FactState.DRAFT, made_at=at, changed_at=at)
            for row in self.created
        ]
        Fact.objects.bulk_create(made, batch_size=BATCH)
        pairs = [
            *zip(made, self.created, strict=True),
            *((fact, row) for row, fact in self.updated),
        ]
        if not pairs:
            return
        keep(desk=desk, kept=[Kept(fact, row.content, publish) for fact, row in pairs], by=by, at=at)
        write_line(
            desk=desk,
            by=by,
            at=at,
            verb="facts_imported",
            detail={
                "created": [row.reference for row in self.created],
                "updated": [row.reference for row, _fact in self.updated],
                "public": publish,
            },
        )

    def result(self, *, read: int, is_refused: bool, **given: Any) -> Imported:
        kinds = {
            "created": self.created,
            "updated": [row for row, _fact in self.updated],
            "unchanged": self.unchanged,
        }
        outcomes = [
            Outcome(row.line, row.reference, what, str(row.content.statement))
            for what, rows in kinds.items()
            for row in rows
        ]
        refused = {error.line for error in self.errors}
        outcomes += [Outcome(line, "", "refused") for line in refused]
        return Imported(
            read=read,
            created=0 if is_refused else len(self.created),
            updated=0 if is_refused else len(self.updated),
            unchanged=len(self.unchanged),
            errors=sorted(self.errors, key=lambda error: error.line),
            outcomes=sorted(outcomes, key=lambda outcome: outcome.line),
            **given,
        )


def _sort(desk: Desk, rows: Iterator[Row | list[RowError]], publish: bool) -> _Sorted:
    found = _Sorted()
    first_line: dict[str, int] = {}
    good: list[Row] = []
    for row in rows:
        if not isinstance(row, Row):
            found.errors += row
        elif row.reference in first_line:
            reason = _("The id %(id)s stands in line %(line)s already.")
            given = {"id": row.reference, "line": first_line[row.reference]}
            found.errors.append(RowError(row.line, "id", reason % given))
        else:
            first_line[row.reference] = row.line
            good.append(row)
    known = _known([row.reference for row in good])
    for row in good:
        _sort_one(desk, row, known.get(row.reference), publish, found)
    return found


def _sort_one(desk: Desk, row: Row, fact: Fact | None, publish: bool, found: _Sorted) -> None:
    if fact is None:
        found.created.append(row)
    elif fact.desk_id != desk.pk:
        reason = _("Another desk has a fact %(id)s. Choose a prefix for the ids of this file.")
        found.errors.append(RowError(row.line, "id", reason % {"id": row.reference}))
    elif fact.latest and fact.latest.digest == digest_of(row.content):
        is_waiting = publish and fact.latest.published_at is None
        if is_waiting and fact.state not in ENDED:
            found.updated.append((row, fact))
        else:
            found.unchanged.append(row)
    elif publish and fact.state in ENDED:
        reason = _("The fact %(id)s was ended in public; an import does not bring it back.")
        found.errors.append(RowError(row.line, "id", reason % {"id": row.reference}))
    else:
        found.updated.append((row, fact))


def _known(references: list[str]) -> dict[str, Fact]:
    known: dict[str, Fact] = {}
    for start in range(0, len(references), BATCH):
        rows = Fact.objects.select_for_update(of=("self",)).select_related("latest")
        batch = rows.filter(reference__in=references[start : start + BATCH])
        known.update({fact.reference: fact for fact in batch})
    return known
