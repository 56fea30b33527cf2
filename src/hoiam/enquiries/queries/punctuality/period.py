"""Spans of local days over which punctuality is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hoiam.deadlines.localday import day_start, last_day_of_months
from hoiam.desks.models import Desk
from hoiam.desks.queries.law import zone
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.models.enquiry import EnquiryQuerySet

NAMED = re.compile(r"(?P<year>20[0-9]{2})(?:-(?P<part>Q[1-4]|0[1-9]|1[0-2]))?")


@dataclass(frozen=True)
class Period:
    """From the first local day to the last, both within."""

    first: date
    last: date

    def bounds(self) -> tuple[datetime, datetime]:
        """The instants: from the first inclusive to the second exclusive."""
        return day_start(self.first, zone()), day_start(self.last + timedelta(days=1), zone())


def month_of(day: date) -> Period:
    return _months(day.replace(day=1), 1)


def quarter_of(day: date) -> Period:
    return _months(day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1), 3)


def year_of(day: date) -> Period:
    return Period(day.replace(month=1, day=1), day.replace(month=12, day=31))


def period_named(name: str, day: date) -> tuple[str, Period]:
    """The period of a name (`2026`, `2026-Q3`, `2026-09`), with that name; for any other the quarter of `day`."""
    found = NAMED.fullmatch(name)
    if found is None:
        number = (day.month + 2) // 3
        return f"{day.year}-Q{number}", quarter_of(day)
    year, part = int(found["year"]), found["part"] or ""
    if part.startswith("Q"):
        return name, quarter_of(date(year, int(part[1]) * 3, 1))
    return name, month_of(date(year, int(part), 1)) if part else year_of(date(year, 1, 1))


def _months(first: date, months: int) -> Period:
    return Period(first, last_day_of_months(first, months, first_day_counts=True))


def received_in(period: Period, desk: Desk | None) -> EnquiryQuerySet:
    """What was received in the period: the one set that every figure counts in. None: all real desks."""
    start, end = period.bounds()
    rows = Enquiry.objects.filter(received_at__gte=start, received_at__lt=end).order_by()
    return rows.filter(desk=desk) if desk else rows.exclude(desk__in=Desk.objects.practising())
