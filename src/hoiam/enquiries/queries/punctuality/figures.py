"""The figures of punctuality, counted by the database."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, TruncMinute

from hoiam.desks.models import Clock, ClockPause, Desk
from hoiam.desks.terms import Duty
from hoiam.enquiries.models import Answer, Dispute, Reorder
from hoiam.enquiries.models.enquiry import EnquiryQuerySet
from hoiam.enquiries.queries.punctuality.period import Period, received_in
from hoiam.enquiries.terms import OPEN, Outcome

ENQUIRY = "enquiries.enquiry"
DAY = timedelta(days=1)
IN_TIME = Q(met_at__lte=F("due_at")) | Q(met_minute__lte=F("due_at"))
"""The minute of the limit is the last in time; most rows are decided by the plain comparison."""
LAW = (Duty.LEGAL, Duty.WARNING)
ENOUGH = 5
"""Below this many no share, median or percentile is told: they would say more than there is."""


def late(at: datetime) -> Q:
    """Clocks that were met too late, or whose limit has passed without it."""
    return (Q(met_at__isnull=False) & ~IN_TIME) | Q(met_at__isnull=True, due_at__lt=at)


@dataclass(frozen=True)
class Measure:
    """How long one step took since receipt, in days that passed (not working days); None where it never
    happened."""

    count: int
    median_days: float | None
    p90_days: float | None


@dataclass(frozen=True)
class Punctuality:
    """What a desk, or all desks, did with what came in during a period, as it stands at an instant."""

    period: Period
    received: int
    acknowledged: Measure
    first_answer: Measure
    closed: Measure
    due: int
    """Limits by law that were met or have passed."""
    in_time: int
    """Those of them that were met in time."""
    enquiries_in_time: int
    """Enquiries of which a limit by law was met in time."""
    enquiries_late: int
    """Enquiries of which a limit by law was missed; one that kept a limit and missed another counts in both."""
    is_open: int
    overdue: int
    by_state: dict[str, int] = field(default_factory=dict)
    refused_by_code: dict[str, int] = field(default_factory=dict)
    withheld_by_code: dict[str, int] = field(default_factory=dict)
    disputes_by_subject: dict[str, int] = field(default_factory=dict)
    reorders: int = 0
    """Enquiries that were moved out of the order by hand. As everywhere here: enquiries, so that each figure
    is as long as the list it opens."""
    paused: int = 0
    """Enquiries of which a clock stood still."""
    paused_days: float = 0.0
    """Days that clocks stood still, added up over clocks."""

    @property
    def share_in_time(self) -> float | None:
        """0 to 1; None where nothing was due."""
        return self.in_time / self.due if self.due else None


def punctuality_of(desk: Desk | None, period: Period, at: datetime) -> Punctuality:
    """Count everything anew; a fixed number of queries whatever the size of the period."""
    rows = received_in(period, desk)
    limits = _limits(rows, at)
    paused, paused_days = _pauses(rows, at)
    totals = rows.aggregate(
        received=Count("pk"),
        open=Count("pk", filter=Q(state__in=OPEN)),
        overdue=Count("pk", filter=Q(state__in=OPEN, next_due_at__lt=at)),
    )
    return Punctuality(
        period=period,
        received=totals["received"],
        acknowledged=_measure(rows, "acknowledged_after"),
        first_answer=_measure(rows, "first_answer_after"),
        closed=_measure(rows, "closed_after"),
        **limits,
        is_open=totals["open"],
        overdue=totals["overdue"],
        by_state=counted_by(rows, "state"),
        refused_by_code=counted_by(
            Answer.objects.filter(enquiry__in=rows, outcome=Outcome.REFUSED, sent_at__isnull=False),
            "ground__code",
            of="enquiry",
        ),
        withheld_by_code=counted_by(
            Answer.objects.filter(enquiry__in=rows, sent_at__isnull=False).exclude(withheld_code=""),
            "withheld_code",
            of="enquiry",
        ),
        disputes_by_subject=counted_by(Dispute.objects.filter(enquiry__in=rows), "about", of="enquiry"),
        reorders=rows.filter(pk__in=Reorder.objects.values("enquiry")).count(),
        paused=paused,
        paused_days=paused_days,
    )


def _measure(rows: EnquiryQuerySet, duration: str) -> Measure:
    """Median and 90th percentile by nearest rank: the row at that place of the sorted durations."""
    done = rows.filter(**{f"{duration}__isnull": False}).order_by(duration, "pk")
    count = done.count()
    if not count:
        return Measure(0, None, None)

    def days_at(share: float) -> float:
        place = max(0, math.ceil(share * count) - 1)
        found: timedelta = done.values_list(duration, flat=True)[place]
        return round(found / DAY, 2)

    return Measure(count, days_at(0.5), days_at(0.9))


def law_clocks(rows: EnquiryQuerySet) -> QuerySet[Clock]:
    """The clocks of law of these enquiries that were not stopped, with the minute in which they were met."""
    return Clock.objects.filter(
        record_kind=ENQUIRY, record_id__in=rows.values("pk"), duty__in=LAW, stopped_at__isnull=True
    ).annotate(met_minute=TruncMinute("met_at", tzinfo=UTC))


def _limits(rows: EnquiryQuerySet, at: datetime) -> dict[str, int]:
    counted: dict[str, int] = law_clocks(rows).aggregate(
        due=Count("pk", filter=Q(met_at__isnull=False) | Q(due_at__lt=at)),
        in_time=Count("pk", filter=IN_TIME),
        enquiries_in_time=Count("record_id", filter=IN_TIME, distinct=True),
        enquiries_late=Count("record_id", filter=late(at), distinct=True),
    )
    return counted


def pauses_of(rows: EnquiryQuerySet) -> QuerySet[ClockPause]:
    return ClockPause.objects.filter(clock__record_kind=ENQUIRY, clock__record_id__in=rows.values("pk"))


def _pauses(rows: EnquiryQuerySet, at: datetime) -> tuple[int, float]:
    lasted = ExpressionWrapper(
        Coalesce(F("ends_at"), Value(at)) - F("starts_at"), output_field=DurationField()
    )
    counted = (
        pauses_of(rows)
        .annotate(lasted=lasted)
        .aggregate(enquiries=Count("clock__record_id", distinct=True), total=Sum("lasted"))
    )
    total: timedelta = counted["total"] or timedelta()
    return counted["enquiries"], round(total / DAY, 2)


def counted_by(rows: QuerySet[Any], column: str, *, of: str = "pk") -> dict[str, int]:
    """{value of the column: how many}, by value; `of="enquiry"` counts an enquiry once."""
    counted = rows.order_by().values(column).annotate(number=Count(of, distinct=True)).order_by(column)
    return {row[column]: row["number"] for row in counted}
