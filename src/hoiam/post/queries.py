"""Reading what the post has done."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from hoiam.post.models import Parcel
from hoiam.post.terms import OPEN_STATES


def parcels_of(payload_kind: str, payload_id: int) -> QuerySet[Parcel]:
    """The parcels of one payload, oldest first."""
    return Parcel.objects.filter(payload_kind=payload_kind, payload_id=payload_id)


def oldest_wait(at: datetime) -> timedelta:
    """How long the parcel that has been due longest waits; zero when nothing waits."""
    due = Parcel.objects.filter(state__in=OPEN_STATES, not_before__lte=at).order_by("not_before").first()
    return at - due.not_before if due else timedelta()
