"""Whether questions were answered within the limit of the law, for the pages that show it beside each answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hoiam.desks.models import Clock
from hoiam.desks.terms import Duty

LAST_ACTS = ("answer", "stop_processing")


@dataclass(frozen=True)
class Timeliness:
    """One limit of the law that an answer met, in time or late."""

    due_at: datetime
    met_at: datetime
    is_confirmed: bool
    """False: the limit is a reminder only; nobody has confirmed that the law says so."""

    @property
    def late_by(self) -> timedelta:
        """Zero where it was in time; the minute of the limit still counts."""
        return max(self.met_at.replace(second=0, microsecond=0) - self.due_at, timedelta())


def timeliness_of(enquiries: Iterable[int]) -> dict[int, Timeliness]:
    """{enquiry id: its limit for the answer}: what binds before what reminds, the strictest of them.

    An enquiry whose answer met no limit of the law is left out. One query.
    """
    rows = Clock.objects.filter(
        record_kind="enquiries.enquiry",
        record_id__in=list(enquiries),
        duty__in=(Duty.LEGAL, Duty.WARNING),
        act__in=LAST_ACTS,
        met_at__isnull=False,
        due_at__isnull=False,
    ).values_list("record_id", "duty", "due_at", "met_at")
    found: dict[int, Timeliness] = {}
    for record_id, duty, due_at, met_at in sorted(rows, key=lambda row: (row[1] != Duty.LEGAL, row[2])):
        if due_at and met_at:
            found.setdefault(record_id, Timeliness(due_at, met_at, duty == Duty.LEGAL))
    return found
