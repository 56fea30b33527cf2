"""Spans of local days over which punctuality is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hoiam.deadlines.localday import day_start, last_day_of_months
from hoiam.desks.models import Desk
from hoiam.desks.queries.law import zone
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.models.enquiry import EnquiryQuerySet


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


def _months(first: date, months: int) -> Period:
    return Period(first, last_day_of_months(first, months, first_day_counts=True))


def received_in(period: Period, desk: Desk | None) -> EnquiryQuerySet:
    """What was received in the period: the one set that every figure counts in. None: all desks."""
    start, end = period.bounds()
    rows = Enquiry.objects.filter(received_at__gte=start, received_at__lt=end).order_by()
    return rows.filter(desk=desk) if desk else rows
