"""News from the post, each turned into one call."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from hoiam.outlets.operations.reaching import note_trouble
from hoiam.outlets.terms import Trouble
from hoiam.post.models import Parcel
from hoiam.post.signals import parcel_bounced, parcel_failed, recipient_gone


@receiver(parcel_failed, sender=Parcel)
def on_parcel_failed(parcel: Parcel, at: datetime, **_: Any) -> None:
    note_trouble(parcel=parcel, trouble=Trouble.FAILED, at=at)


@receiver(recipient_gone, sender=Parcel)
def on_recipient_gone(parcel: Parcel, at: datetime, **_: Any) -> None:
    note_trouble(parcel=parcel, trouble=Trouble.GONE, at=at)


@receiver(parcel_bounced, sender=Parcel)
def on_parcel_bounced(parcel: Parcel, at: datetime, **_: Any) -> None:
    note_trouble(parcel=parcel, trouble=Trouble.BOUNCED, at=at)
