"""Cursors: a place in an ordered list that stays right while rows come and go."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list and where to go on; `next_cursor` is "" at the end."""

    rows: list[Row]
    next_cursor: str


def page_of(
    rows: QuerySet[Any, Any], *, by: str, cursor: str, limit: int, is_descending: bool = False
) -> Page[Any]:
    """One page of `rows` in the order of the instant column `by` and then the id.

    A cursor that is none begins at the beginning.
    """
    place = _read(cursor)
    if place is not None:
        at, number = place
        after = "lt" if is_descending else "gt"
        rows = rows.filter(**{f"{by}__{after}e": at}).exclude(Q(**{by: at}) & ~Q(**{f"id__{after}": number}))
    sign = "-" if is_descending else ""
    found = list(rows.order_by(f"{sign}{by}", f"{sign}id")[: limit + 1])
    more = found[limit:]
    shown = found[:limit]
    return Page(shown, _write(getattr(shown[-1], by), shown[-1].pk) if more else "")


def _write(at: datetime, number: int) -> str:
    return base64.urlsafe_b64encode(f"{at.isoformat()}~{number}".encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[datetime, int] | None:
    if not cursor:
        return None
    try:
        said = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        at, _mark, number = said.partition("~")
        moment = datetime.fromisoformat(at)
        return (moment, int(number)) if moment.tzinfo else None
    except (ValueError, binascii.Error):
        return None
