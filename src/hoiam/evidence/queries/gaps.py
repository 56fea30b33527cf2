"""Reading the gaps of a desk."""

from __future__ import annotations

from datetime import date

from django.db.models import F, QuerySet

from hoiam.desks.models import Desk, Person
from hoiam.evidence.models import Gap
from hoiam.evidence.terms import GapState


def open_gaps(desk: Desk, *, owner: Person | None = None) -> QuerySet[Gap]:
    """The open gaps of a desk, the first due first, those without a day last."""
    rows = Gap.objects.filter(desk=desk, state=GapState.OPEN).select_related("owner", "place")
    rows = rows.filter(owner=owner) if owner else rows
    return rows.order_by(F("due_date").asc(nulls_last=True), "pk")


def closed_gaps(desk: Desk) -> QuerySet[Gap]:
    rows = Gap.objects.filter(desk=desk, state=GapState.CLOSED).select_related("owner", "place")
    return rows.prefetch_related("facts").order_by("-closed_at", "-pk")


def late_gaps(desk: Desk, today: date) -> QuerySet[Gap]:
    """Open gaps whose day has passed."""
    return open_gaps(desk).filter(due_date__lt=today)


def get_gap(reference: str, *, desk: Desk) -> Gap:
    """The gap `G12` of a desk; raises `Gap.DoesNotExist` where the desk has none of that name."""
    number = reference.removeprefix("G")
    if not (reference.startswith("G") and number.isascii() and number.isdigit()):
        raise Gap.DoesNotExist(reference)
    return Gap.objects.select_related("desk", "owner", "place").get(desk=desk, pk=int(number))
