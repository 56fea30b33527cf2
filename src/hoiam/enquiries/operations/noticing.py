"""Marking notices as seen."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from hoiam.desks.models import Person
from hoiam.enquiries.models import Notice


def mark_seen(*, by: Person, at: datetime, notice_ids: Collection[int] | None = None) -> int:
    """Mark these notices of a person, or all of them, as seen; returns how many. It is no act on a record
    and writes no line."""
    own = Notice.objects.filter(person=by, seen_at__isnull=True)
    return (own if notice_ids is None else own.filter(pk__in=notice_ids)).update(seen_at=at)
