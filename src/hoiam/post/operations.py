"""A parcel is given to the post, leaves, is forgotten."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Desk
from hoiam.post import sealing
from hoiam.post.models import Parcel
from hoiam.post.signals import parcel_bounced, parcel_failed, parcel_handed_over
from hoiam.post.terms import LEASE, OPEN_STATES, RETRIES, ParcelState


def enqueue(
    *,
    payload_kind: str,
    payload_id: int,
    address: str,
    at: datetime,
    channel: str = "email",
    not_before: datetime | None = None,
    desk: Desk | None = None,
    language: str = "",
) -> Parcel:
    """Give one payload for one recipient to the post, in the caller's transaction.

    Giving the same payload for the same address again returns the parcel that is there.
    Raises `ReasonsAgainst` for an address that is none.
    """
    insist([] if _is_address(address) else [_("The e-mail address is not complete or has a forbidden sign.")])
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    parcel, _made = Parcel.objects.get_or_create(
        channel=channel,
        payload_kind=payload_kind,
        payload_id=payload_id,
        recipient_key=sealing.recipient_key(payload_kind, payload_id, address),
        defaults={
            "language": language,
            "desk": desk,
            "sealed_address": sealing.seal(address),
            "message_id": f"<{uuid.uuid4()}@{host}>",
            "made_at": at,
            "not_before": not_before or at,
        },
    )
    return parcel


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def claim(*, lease: str, at: datetime, limit: int) -> list[Parcel]:
    """Lease the next parcels that are due to this worker; those of a worker that died come back after a time."""
    due = Q(state=ParcelState.WAITING, not_before__lte=at) | Q(state=ParcelState.SENDING, leased_until__lt=at)
    with transaction.atomic():
        skip = transaction.get_connection().features.has_select_for_update_skip_locked
        rows = list(
            Parcel.objects.select_for_update(skip_locked=skip)
            .filter(due, not_before__lte=at)
            .order_by("not_before", "id")[:limit]
        )
        for parcel in rows:
            parcel.state, parcel.lease = ParcelState.SENDING, lease
            parcel.leased_until = at + LEASE
            parcel.attempts += 1
        Parcel.objects.bulk_update(rows, ["state", "lease", "leased_until", "attempts"])
    return rows


def mark_handed_over(*, parcel: Parcel, at: datetime) -> None:
    """The other side took it: the address is blanked, whoever waits for it is told."""
    with transaction.atomic():
        parcel.state, parcel.handed_over_at = ParcelState.HANDED_OVER, at
        parcel.sealed_address, parcel.fault, parcel.leased_until = "", "", None
        parcel.save(update_fields=["state", "handed_over_at", "sealed_address", "fault", "leased_until"])
        parcel_handed_over.send(Parcel, parcel=parcel, at=at)


def mark_fault(*, parcel: Parcel, fault: str, at: datetime, is_final: bool) -> None:
    """It did not leave: wait 1, 2, 4 … 64 minutes; after that, or where the refusal is final, it has failed."""
    with transaction.atomic():
        parcel.fault, parcel.leased_until = fault[:200], None
        if is_final or parcel.attempts > len(RETRIES):
            parcel.state, parcel.sealed_address = ParcelState.FAILED, ""
        else:
            parcel.state, parcel.not_before = ParcelState.WAITING, at + RETRIES[parcel.attempts - 1]
        parcel.save(update_fields=["fault", "leased_until", "state", "sealed_address", "not_before"])
        if parcel.state == ParcelState.FAILED:
            parcel_failed.send(Parcel, parcel=parcel, at=at)


def mark_bounced(*, parcel: Parcel, at: datetime) -> bool:
    """A parcel that had left came back for good; whether that is news."""
    with transaction.atomic():
        kept = Parcel.objects.select_for_update().get(pk=parcel.pk)
        if kept.state != ParcelState.HANDED_OVER:
            return False
        kept.state = ParcelState.BOUNCED
        kept.save(update_fields=["state"])
        parcel_bounced.send(Parcel, parcel=kept, at=at)
    return True


def cancel(*, parcel: Parcel) -> None:
    """Take a parcel back that has not left."""
    Parcel.objects.filter(pk=parcel.pk, state__in=OPEN_STATES).update(
        state=ParcelState.CANCELLED, sealed_address="", leased_until=None
    )


def forget(*, payload_kind: str, payload_ids: Collection[int], at: datetime) -> int:
    """Blank every address kept for these payloads and cancel what has not left; returns how many rows."""
    rows = Parcel.objects.filter(payload_kind=payload_kind, payload_id__in=list(payload_ids))
    rows.filter(state__in=OPEN_STATES).update(state=ParcelState.CANCELLED, leased_until=None)
    return rows.update(sealed_address="", recipient_key="")


def move_desk(*, former: Desk, present: Desk, by: object, at: datetime) -> int:
    """What a merging desk had on its way belongs to the desk that follows."""
    return Parcel.objects.filter(desk=former).update(desk=present)
