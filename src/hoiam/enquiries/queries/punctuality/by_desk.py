"""The few figures that stand in one line for each desk, counted for all desks at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.timezone import localtime

from hoiam.desks.board_columns import Shown
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.queries.punctuality.figures import IN_TIME, law_clocks
from hoiam.enquiries.queries.punctuality.period import Period, received_in, year_of
from hoiam.enquiries.terms import OPEN


@dataclass(frozen=True)
class DeskLine:
    """What one desk did with what came in during a period; the words are those of `Punctuality`."""

    received: int = 0
    closed: int = 0
    overdue: int = 0
    due: int = 0
    in_time: int = 0


def lines_by_desk(period: Period, at: datetime) -> dict[int, DeskLine]:
    """{desk id: its line}; desks that received nothing are left out. Two queries."""
    rows = received_in(period, None)
    counted = rows.values("desk").annotate(
        received=Count("pk"),
        closed=Count("pk", filter=Q(closed_at__isnull=False)),
        overdue=Count("pk", filter=Q(state__in=OPEN, next_due_at__lt=at)),
    )
    # The desk of the enquiry counts, as it does on the desk's own page, not the desk of the clock.
    desk = Enquiry.objects.filter(pk=OuterRef("record_id")).values("desk")[:1]
    clocks = law_clocks(rows).order_by().annotate(by_desk=Subquery(desk)).values("by_desk")
    limits = {
        row["by_desk"]: row
        for row in clocks.annotate(
            due=Count("pk", filter=Q(met_at__isnull=False) | Q(due_at__lt=at)),
            in_time=Count("pk", filter=IN_TIME),
        )
    }
    none = {"due": 0, "in_time": 0}
    return {
        row["desk"]: DeskLine(
            received=row["received"],
            closed=row["closed"],
            overdue=row["overdue"],
            due=limits.get(row["desk"], none)["due"],
            in_time=limits.get(row["desk"], none)["in_time"],
        )
        for row in counted
    }


def shares_in_time(desk_ids: Collection[int], at: datetime) -> dict[int, Shown]:
    """“limits kept / limits that came” of this year, for the adoption board; desks without any are left out."""
    lines = lines_by_desk(year_of(localtime(at).date()), at)
    return {
        desk: Shown(f"{line.in_time} / {line.due}")
        for desk, line in lines.items()
        if desk in desk_ids and line.due
    }
