"""What a worker would have made of parcels, written by the post's own hand."""

from __future__ import annotations

from datetime import datetime

from hoiam.post.leasing import End, Outcome, claim, own_lease, record
from hoiam.post.models import Parcel


def hand_over(
    number: int, *, at: datetime, channel: str = "email", end: End = End.HANDED_OVER, fault: str = ""
) -> list[Parcel]:
    """Lease the next parcels of a channel and let them come to this end."""
    parcels = claim(lease=own_lease(), at=at, limit=number, channel=channel)
    record([Outcome(parcel, end, fault) for parcel in parcels], at=at)
    return parcels
