"""The daily counts of a desk, and whether the record still agrees with them."""

from __future__ import annotations

from datetime import date, timedelta

from hoiam.deadlines.localday import day_start
from hoiam.desks.models import Desk
from hoiam.desks.queries.law import zone
from hoiam.enquiries.daycount import FIRST, day_digest
from hoiam.enquiries.models import DailyCount, Enquiry


def references_of(desk: Desk, day: date) -> list[str]:
    """The references that the desk gave on a local day. They bear its prefix even after desks merged."""
    start, end = day_start(day, zone()), day_start(day + timedelta(days=1), zone())
    given = Enquiry.objects.filter(
        reference__startswith=f"{desk.reference_prefix}-", taken_in_at__gte=start, taken_in_at__lt=end
    )
    return list(given.order_by("reference").values_list("reference", flat=True))


def first_broken_day(desk: Desk) -> date | None:
    """The first day on which record and published count do not agree; None where all do."""
    previous, last, total = FIRST, None, 0
    for count in DailyCount.objects.filter(desk=desk).order_by("day"):
        references = references_of(desk, count.day)
        total += len(references)
        digest = day_digest(desk.code, count.day, references, previous)
        follows = last is None or count.day == last + timedelta(days=1)
        agrees = (count.previous_digest, count.digest, count.taken_in, count.total) == (
            previous,
            digest,
            len(references),
            total,
        )
        if not follows or not agrees:
            return count.day
        previous, last = count.digest, count.day
    return None
