"""A parcel is given to the post, comes back, is forgotten. How it leaves: `leasing`."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Desk
from hoiam.post import sealing
from hoiam.post.addresses import identity, is_address
from hoiam.post.models import Parcel
from hoiam.post.signals import parcel_bounced, parcel_failed
from hoiam.post.terms import OPEN_STATES, ParcelState

NO_ADDRESS = "The address is none."


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

    Giving the same payload for the same address again returns the parcel that is there. What a practice desk
    gives is cancelled at once: nothing of it leaves, whoever forgot to ask.
    Raises `ReasonsAgainst` for an address that is none.
    """
    insist(
        []
        if is_address(channel, address)
        else [_("The e-mail address is not complete or has a forbidden sign.")]
    )
    is_kept_here = desk is not None and desk.is_practice
    parcel, _made = Parcel.objects.get_or_create(
        channel=channel,
        payload_kind=payload_kind,
        payload_id=payload_id,
        recipient_key=sealing.recipient_key(payload_kind, payload_id, identity(channel, address)),
        defaults={
            "language": language,
            "desk": desk,
            "sealed_address": "" if is_kept_here else sealing.seal(address),
            "state": ParcelState.CANCELLED if is_kept_here else ParcelState.WAITING,
            "message_id": f"<{uuid.uuid4()}@{_host()}>",
            "made_at": at,
            "not_before": not_before or at,
        },
    )
    return parcel


BULK = 500
"""Rows that are written at a time; memory does not grow with the number of recipients."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One payload for one recipient, as `enqueue_many` takes it.

    `address` of a webhook is made by `hoiam.post.addresses.webhook_address`.
    """

    payload_kind: str
    payload_id: int
    address: str
    channel: str = "email"
    language: str = ""
    position: int = 0
    desk: Desk | None = None


def enqueue_many(rows: Iterable[Outgoing], *, at: datetime, not_before: datetime | None = None) -> int:
    """Give many parcels to the post, all or none, in the caller's transaction; how many were not there before.

    As `enqueue`, but nobody's sending waits for one bad address: its parcel has failed at once and
    `parcel_failed` is sent. `rows` may be a generator; it is read in pieces of `BULK`.
    """
    going, made, host = iter(rows), 0, _host()
    with transaction.atomic():
        while piece := list(islice(going, BULK)):
            made += _write([_values(row, host) for row in piece], at, not_before or at)
    return made


def _values(row: Outgoing, host: str) -> dict[str, Any]:
    """What differs between the parcels of one call, by column."""
    is_sound = is_address(row.channel, row.address)
    is_kept_here = row.desk is not None and row.desk.is_practice
    known_by = identity(row.channel, row.address)
    return {
        "channel": row.channel,
        "payload_kind": row.payload_kind,
        "payload_id": row.payload_id,
        "language": row.language,
        "desk_id": row.desk.pk if row.desk else None,
        "sealed_address": sealing.seal(row.address) if is_sound and not is_kept_here else "",
        "recipient_key": sealing.recipient_key(row.payload_kind, row.payload_id, known_by),
        "message_id": f"<{uuid.uuid4()}@{host}>",
        "state": str(_state(is_sound, is_kept_here)),
        "position": row.position,
        "fault": "" if is_sound or is_kept_here else NO_ADDRESS,
    }


def _state(is_sound: bool, is_kept_here: bool) -> ParcelState:
    if is_kept_here:
        return ParcelState.CANCELLED
    return ParcelState.WAITING if is_sound else ParcelState.FAILED


def _write(rows: list[dict[str, Any]], at: datetime, not_before: datetime) -> int:
    """Keep those that are not there yet; how many. One prepared statement: model objects take three times as long."""
    fields = [field for field in Parcel._meta.concrete_fields if not field.primary_key]
    given = {"made_at": at, "not_before": not_before}
    same = {
        field.attname: field.get_db_prep_save(given.get(field.attname, field.get_default()), connection)
        for field in fields
        if field.attname not in rows[0]
    }
    quoted = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table, places = connection.ops.quote_name(Parcel._meta.db_table), ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {table} ({quoted}) VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608  names of columns
    names = [field.attname for field in fields]
    values = [[row[name] if name in row else same[name] for name in names] for row in rows]
    failed = [row["message_id"] for row in rows if row["fault"]]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
        made = int(cursor.rowcount)
        for parcel in Parcel.objects.filter(message_id__in=failed) if failed else ():
            parcel_failed.send(Parcel, parcel=parcel, at=at)
    return made


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


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
