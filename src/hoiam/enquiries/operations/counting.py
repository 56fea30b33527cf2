"""The public daily count: what was taken in, in a chain that shows whether anything vanished."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Min

from hoiam.deadlines.localday import local_day
from hoiam.desks.models import Desk
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.law import zone
from hoiam.enquiries.daycount import FIRST, day_digest
from hoiam.enquiries.models import DailyCount, Enquiry
from hoiam.enquiries.queries.daycounts import references_of

MOST_DAYS = 400
"""Counted in one go, after a long pause."""


def count_days(at: datetime) -> int:
    """Count every local day that has ended since the last count, for every desk; returns how many rows."""
    today = local_day(at, zone())
    return sum(_count_desk(desk, today, at) for desk in Desk.objects.order_by("pk"))


def _count_desk(desk: Desk, today: date, at: datetime) -> int:
    made = 0
    with transaction.atomic():
        Desk.objects.select_for_update().get(pk=desk.pk)
        last = DailyCount.objects.filter(desk=desk).order_by("-day").first()
        day = last.day + timedelta(days=1) if last else _first_day(desk)
        while day is not None and day < today and made < MOST_DAYS:
            last = _count_day(desk, day, last, at)
            day, made = day + timedelta(days=1), made + 1
        if made:
            write_line(desk=desk, by="worker", at=at, verb="counted days", record=desk, detail={"days": made})
    return made


def _first_day(desk: Desk) -> date | None:
    own = Enquiry.objects.filter(reference__startswith=f"{desk.reference_prefix}-")
    first = own.aggregate(first=Min("taken_in_at"))["first"]
    return local_day(first, zone()) if first else None


def _count_day(desk: Desk, day: date, last: DailyCount | None, at: datetime) -> DailyCount:
    references = references_of(desk, day)
    previous = last.digest if last else FIRST
    return DailyCount.objects.create(
        desk=desk,
        day=day,
        taken_in=len(references),
        total=len(references) + (last.total if last else 0),
        digest=day_digest(desk.code, day, references, previous),
        previous_digest=previous,
        counted_at=at,
    )
