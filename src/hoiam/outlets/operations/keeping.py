"""What is looked at every hour: registrations that end soon, addresses that are no longer needed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from hoiam.outlets.models import Channel, Outlet
from hoiam.outlets.operations.registering import erase_old_applications
from hoiam.outlets.operations.writing import write_to
from hoiam.outlets.terms import (
    APPEAL_WITHIN,
    CONFIRM_WITHIN,
    CONTACT_KEPT,
    REMINDED_BEFORE,
    ChannelEnd,
    LetterKind,
    OutletEnd,
)

BATCH = 500


def keep(at: datetime) -> None:
    """Remind, and erase what is no longer needed. Idempotent."""
    remind(at=at)
    erase_old_applications(at, CONFIRM_WITHIN, APPEAL_WITHIN)
    erase_unconfirmed(at=at)
    erase_contacts(at=at)


def remind(*, at: datetime) -> int:
    """Write once to every outlet whose registration ends within 30 days; how many."""
    soon = Outlet.objects.registered(at).filter(
        expires_at__lte=at + REMINDED_BEFORE, reminded_at__isnull=True
    )
    with transaction.atomic():
        found = list(soon.select_for_update(of=("self",)).select_related("desk")[:BATCH])
        for outlet in found:
            write_to(kind=LetterKind.EXPIRES, outlet=outlet, at=at)
        Outlet.objects.filter(pk__in=[outlet.pk for outlet in found]).update(reminded_at=at)
    return len(found)


def erase_unconfirmed(*, at: datetime) -> int:
    """Delete addresses that nobody confirmed within three days; how many."""
    rows = Channel.objects.filter(confirmed_at__isnull=True, made_at__lte=at - CONFIRM_WITHIN)
    return rows.filter(consignments__isnull=True).delete()[0]


def erase_contacts(*, at: datetime) -> int:
    """Blank every address a year after the registration ended or ran out; counts and codes stay."""
    before = at - CONTACT_KEPT
    old = Outlet.objects.filter(Q(ended_at__lte=before) | Q(expires_at__lte=before)).exclude(name="")
    with transaction.atomic():
        ids = list(old.select_for_update().values_list("pk", flat=True)[:BATCH])
        channels = Channel.objects.filter(outlet__in=ids)
        channels.filter(ended_at__isnull=True).update(ended_at=at, ended_why=ChannelEnd.LEFT)
        channels.update(address="", sealed_secret="")
        going = Outlet.objects.filter(pk__in=ids, ended_at__isnull=True)
        going.update(ended_at=at, ended_why=OutletEnd.EXPIRED)
        return Outlet.objects.filter(pk__in=ids).update(name="", email="", website="")
