"""Series of briefings: as their desk sees them, as everybody may, and what became of the questions asked in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from hoiam.conferences.models import FloorQuestion, Series
from hoiam.conferences.queries.conferences import SEEING
from hoiam.desks.queries.standing import Standing


def series_of(standing: Standing) -> QuerySet[Series]:
    """All series of the desk, open ones first; none for roles that do not see conferences."""
    if not standing.holds(*SEEING):
        return Series.objects.none()
    rows = Series.objects.filter(desk=standing.desk).select_related("desk", "body")
    return rows.order_by("ended_at", "pk")


def get_series(number: int, standing: Standing) -> Series:
    """The series of that number; raises `Series.DoesNotExist` where this person at this desk does not see it."""
    return series_of(standing).get(pk=number)


def public_series() -> QuerySet[Series]:
    """The rhythm of a desk is public since it was opened, also after its end; never that of a practice desk."""
    return Series.objects.filter(desk__is_practice=False).select_related("desk__body", "body")


@dataclass(frozen=True)
class Questions:
    """How many questions were asked in a series, and what became of them."""

    asked: int = 0
    answered: int = 0
    """There, by whoever was asked."""
    promised: int = 0
    kept: int = 0
    """Of the promised ones."""
    open: int = 0
    """Promised, and the answer has not gone out."""
    late: int = 0
    """Of the open ones: the promised day has passed."""
    set_aside: int = 0
    undecided: int = 0


def questions_in(
    at: datetime, *, series: Sequence[Series] = (), conference: int | None = None
) -> dict[int, Questions]:
    """{series or conference: counts}; one query. What has no question is missing."""
    today = timezone.localdate(at)
    by = "conference_id" if conference is not None else "conference__series_id"
    rows = FloorQuestion.objects.filter(
        Q(conference_id=conference) if conference is not None else Q(conference__series__in=list(series))
    )
    counted = (
        rows.order_by()
        .values(by)
        .annotate(
            asked=Count("pk"),
            answered=Count("pk", filter=Q(answered_at__isnull=False)),
            promised=Count("pk", filter=Q(enquiry__isnull=False)),
            kept=Count("pk", filter=Q(kept_at__isnull=False)),
            open=Count("pk", filter=Q(enquiry__isnull=False, kept_at__isnull=True)),
            late=Count("pk", filter=Q(enquiry__isnull=False, kept_at__isnull=True, promised_for__lt=today)),
            set_aside=Count("pk", filter=Q(set_aside_at__isnull=False)),
            undecided=Count(
                "pk",
                filter=Q(answered_at__isnull=True, enquiry__isnull=True, set_aside_at__isnull=True),
            ),
        )
    )
    return {row.pop(by): Questions(**row) for row in counted}
