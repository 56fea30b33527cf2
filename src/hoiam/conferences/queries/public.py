"""Conferences as everybody reads them. Public is what `Conference.objects.public` says, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from hoiam.conferences.models import Conference, ConferenceChange
from hoiam.conferences.models.conferences import ConferenceQuerySet
from hoiam.desks.models import Desk

MOST_IN_CALENDAR = 300


def public_conference(reference: str, at: datetime) -> Conference:
    """With desk, body, place, series and round. Raises `Conference.DoesNotExist`."""
    rows = Conference.objects.public(at).select_related("desk__body", "place", "series", "round__programme")
    return rows.get(reference=reference)


def public_conferences(at: datetime, *, is_ahead: bool | None = None) -> ConferenceQuerySet:
    """`is_ahead`: those whose last day has not passed and that were not held; False: all others; None: both."""
    rows = Conference.objects.public(at).select_related("desk", "place", "series")
    if is_ahead is None:
        return rows
    ahead = Q(ends_on__gte=timezone.localdate(at), held_at__isnull=True)
    return rows.filter(ahead if is_ahead else ~ahead)


def in_calendar(at: datetime, desk: Desk | None = None) -> list[Conference]:
    """The latest of one desk or of all, by their first day, cancelled ones among them: programs must learn of it."""
    rows = public_conferences(at).filter(is_from_documents=False)
    rows = rows.filter(desk=desk) if desk else rows
    return sorted(
        rows.order_by("-starts_on", "-pk")[:MOST_IN_CALENDAR], key=lambda row: (row.starts_on, row.pk)
    )


def last_changes(conferences: Iterable[Conference]) -> dict[int, ConferenceChange]:
    """{conference: its last public change}, in one query."""
    numbers = [row.pk for row in conferences]
    last = ConferenceChange.objects.filter(conference=OuterRef("conference")).order_by("-sequence")
    rows = ConferenceChange.objects.filter(
        conference__in=numbers, sequence=Subquery(last.values("sequence")[:1])
    )
    return {row.conference_id: row for row in rows}
