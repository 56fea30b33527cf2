"""The daily counts of a desk, and whether the record still agrees with them."""

from __future__ import annotations

from collections import defaultdict
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


def first_broken_day(desk: Desk, *, since: date | None = None) -> date | None:
    """The first day on which record and published count do not agree; None where all do. Two queries.

    `since`: look only at that day and later ones, taking the count of the day before for right.
    """
    counts = list(DailyCount.objects.filter(desk=desk, day__gte=since or date.min).order_by("day"))
    if not counts:
        return None
    given = _references_by_day(desk, counts[0].day, counts[-1].day)
    previous, last, total = FIRST, None, 0
    if since is not None:
        previous, total = counts[0].previous_digest, counts[0].total - counts[0].taken_in
    for count in counts:
        references = given.get(count.day, [])
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


def _references_by_day(desk: Desk, first: date, last: date) -> dict[date, list[str]]:
    """What `references_of` says for each day of a span, read at once."""
    rows = Enquiry.objects.filter(
        reference__startswith=f"{desk.reference_prefix}-",
        taken_in_at__gte=day_start(first, zone()),
        taken_in_at__lt=day_start(last + timedelta(days=1), zone()),
    )
    found: dict[date, list[str]] = defaultdict(list)
    for reference, taken_in_at in rows.order_by("reference").values_list("reference", "taken_in_at"):
        found[taken_in_at.astimezone(zone()).date()].append(reference)
    return found
