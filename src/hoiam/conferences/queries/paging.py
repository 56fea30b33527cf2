"""Cursors in a list by days: a place that stays right while rows come and go."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from hoiam.conferences.models import Conference


@dataclass(frozen=True)
class Page:
    """Some conferences and where to go on; `next_cursor` is "" at the end."""

    rows: list[Conference]
    next_cursor: str


def page_by_day(rows: QuerySet[Conference], *, cursor: str, limit: int, is_descending: bool = False) -> Page:
    """One page in the order of the first day and then the id. A cursor that is none begins at the beginning."""
    sign, after = ("-", "lt") if is_descending else ("", "gt")
    place = read_place(cursor)
    if place is not None:
        day, number = place
        rows = rows.filter(Q(**{f"starts_on__{after}": day}) | Q(starts_on=day, **{f"pk__{after}": number}))
    found = list(rows.order_by(f"{sign}starts_on", f"{sign}pk")[: limit + 1])
    shown = found[:limit]
    is_more = len(found) > limit
    return Page(shown, write_place(shown[-1].starts_on, shown[-1].pk) if is_more else "")


def write_place(day: date, number: int) -> str:
    return base64.urlsafe_b64encode(f"{day.isoformat()}~{number}".encode()).decode().rstrip("=")


def read_place(cursor: str) -> tuple[date, int] | None:
    """(day, id) that a cursor names; None where it names none."""
    try:
        said = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
        day, _mark, number = said.partition("~")
        is_number = number.isascii() and number.isdigit() and len(number) < 18
        return (date.fromisoformat(day), int(number)) if is_number and len(day) == 10 else None
    except (ValueError, binascii.Error):
        return None
