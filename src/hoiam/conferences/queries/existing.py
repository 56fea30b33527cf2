"""What kinds of rows a conference has at all, in one query, so that a page need not ask for what is not there."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import connection, models

from hoiam.conferences.models import Conference, Session

Kind = type[models.Model]


def what_there_is(conference: Conference, kinds: Iterable[Kind]) -> Collection[Kind]:
    """Those of these models that have rows of the conference, by a key `conference` or through its sessions.

    Written out, because the page of a conference asks it: ten queries took longer to put together than to run.
    """
    asked = list(dict.fromkeys(kinds))
    if not asked:
        return frozenset()
    said = ", ".join(f"EXISTS ({_rows_of(kind)})" for kind in asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {said}", [conference.pk] * len(asked))
        found = cursor.fetchone()
    return frozenset(kind for kind, is_there in zip(asked, found, strict=True) if is_there)


def _rows_of(kind: Kind) -> str:
    table, names = kind._meta.db_table, {field.name for field in kind._meta.concrete_fields}
    if "conference" in names:
        return f"SELECT 1 FROM {table} WHERE conference_id = %s"  # noqa: S608
    sessions = Session._meta.db_table
    return f"SELECT 1 FROM {table} r JOIN {sessions} s ON r.session_id = s.id WHERE s.conference_id = %s"  # noqa: S608
