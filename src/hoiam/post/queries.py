"""Reading what the post has done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from hoiam.post.models import Arrival, Mailbox, Parcel
from hoiam.post.terms import CHANNELS, ArrivalState, ParcelState


def parcels_of(payload_kind: str, payload_id: int) -> QuerySet[Parcel]:
    """The parcels of one payload, oldest first."""
    return Parcel.objects.filter(payload_kind=payload_kind, payload_id=payload_id)


def oldest_wait(at: datetime) -> timedelta:
    """How long the parcel that has been due longest waits; zero when nothing waits."""
    waiting = [
        Parcel.objects.filter(state=ParcelState.WAITING, channel=channel).order_by(
            "not_before", "position", "id"
        )
        for channel in CHANNELS
    ]
    held = Parcel.objects.filter(state=ParcelState.SENDING).order_by("not_before")
    since = [rows.values_list("not_before", flat=True).first() for rows in (*waiting, held)]
    return max((at - moment for moment in since if moment is not None and moment <= at), default=timedelta())


def unread_mailboxes() -> QuerySet[Mailbox]:
    """Mailboxes that cannot be read just now, the one that fails longest first."""
    return Mailbox.objects.filter(failing_since__isnull=False).order_by("failing_since")


def stuck_arrivals(least: int = 3) -> int:
    """How many fetched messages could not be read `least` times; they are kept and offered again."""
    return Arrival.objects.filter(state=ArrivalState.WAITING, attempts__gte=least).count()


def parcel_by_message_id(message_ids: Iterable[str]) -> Parcel | None:
    """The latest parcel that left under one of these Message-IDs."""
    return Parcel.objects.filter(message_id__in=list(message_ids)).order_by("-id").first()
