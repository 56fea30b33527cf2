"""Writing thousands of plain rows at once, where model objects would take several times as long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

BULK = 2_000
"""Rows that are written at a time."""


def insert_rows(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    same: Mapping[str, Any],
) -> int:
    """Insert rows of one model in the caller's transaction; returns how many.

    `names` are the columns (attribute names, `desk_id`) that differ from row to row; their values go to the driver
    as they are: numbers and texts. `same` holds what all rows share; any other column gets its default. No signal
    is sent, no `save` is called. `rows` may be a generator.
    """
    by_name = {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}
    others = [field for name, field in by_name.items() if name not in names]
    shared = [
        field.get_db_prep_save(same.get(field.attname, field.get_default()), connection) for field in others
    ]
    listed = [*(by_name[name] for name in names), *others]
    quoted = ", ".join(connection.ops.quote_name(str(field.column)) for field in listed)
    places = ", ".join(["%s"] * len(listed))
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"INSERT INTO {table} ({quoted}) VALUES ({places})"  # noqa: S608  names of columns
    going, written = iter(rows), 0
    with connection.cursor() as cursor:
        while piece := list(islice(going, BULK)):
            cursor.executemany(statement, [(*row, *shared) for row in piece])
            written += len(piece)
    return written
