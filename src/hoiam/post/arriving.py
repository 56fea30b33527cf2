"""A message is kept, is handed to the room that reads it; the mailbox is read or cannot be."""

from __future__ import annotations

import hashlib
import logging
import re
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from hoiam.post import sealing
from hoiam.post.mailboxes import Fetched
from hoiam.post.models import Arrival, ArrivalKey, Mailbox
from hoiam.post.signals import mail_arrived
from hoiam.post.terms import POLL_LEASE, POLL_WAITS, ArrivalState, PollFault

log = logging.getLogger("hoiam.post")
BATCH = 25
TOLD_APART = (b"message-id", b"date", b"from", b"subject", b"delivered-to", b"x-original-to")
"""Headers that stay the same when one message is read again, and differ between two; lines of transport do not."""


def lease_mailbox(*, name: str, at: datetime) -> Mailbox | None:
    """The mailbox for this worker alone; None where another reads it or it is to be left in peace."""
    digest = sealing.message_digest(name.encode())
    Mailbox.objects.get_or_create(name=digest)
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=at)
    ready = Q(not_before__isnull=True) | Q(not_before__lte=at)
    with transaction.atomic():
        box = Mailbox.objects.select_for_update().filter(free, ready, name=digest).first()
        if box is None:
            return None
        box.leased_until = at + POLL_LEASE
        box.save(update_fields=["leased_until"])
    return box


def note_read(*, box: Mailbox, at: datetime) -> None:
    """The mailbox was read to its end or to the end of a batch."""
    box.read_at, box.failing_since, box.failures, box.fault = at, None, 0, ""
    box.not_before = box.leased_until = None
    box.save()


def note_unread(*, box: Mailbox, fault: PollFault, at: datetime) -> None:
    """It could not be read: wait 1, 2, 4 … 30 minutes, however long it lasts."""
    wait = POLL_WAITS[min(box.failures, len(POLL_WAITS) - 1)]
    box.failures, box.fault = box.failures + 1, fault
    box.failing_since = box.failing_since or at
    box.not_before, box.leased_until = at + wait, None
    box.save()


def begin_anew(*, box: Mailbox, uidvalidity: str) -> None:
    """The server has numbered its messages afresh: all are read again, and known ones told by their digest."""
    box.uidvalidity, box.last_uid = uidvalidity, 0
    box.save(update_fields=["uidvalidity", "last_uid"])


def keep(*, box: Mailbox, fetched: Fetched, at: datetime) -> Arrival | None:
    """Keep a fetched message and how far the mailbox is read, together; None for one that is known."""
    digest = sealing.message_digest(_told_apart(fetched))
    with transaction.atomic():
        box.last_uid = max(box.last_uid, fetched.uid)
        box.save(update_fields=["last_uid"])
        known = Arrival.objects.filter(digest=digest).first()
        if known is not None:
            Arrival.objects.filter(pk=known.pk).update(place=fetched.place, removed_at=None)
            return None
        sealed, wrapped = sealing.close_message(fetched.raw)
        arrival = Arrival.objects.create(
            mailbox=box,
            place=fetched.place,
            digest=digest,
            received_at=min(fetched.received_at or at, at),
            fetched_at=at,
            size=fetched.size,
            is_whole=fetched.is_whole,
            sealed=sealed,
            not_before=at,
        )
        ArrivalKey.objects.create(arrival=arrival, wrapped=wrapped)
    return arrival


def skip(*, box: Mailbox, uid: int) -> None:
    """A message was gone before it could be fetched."""
    box.last_uid = max(box.last_uid, uid)
    box.save(update_fields=["last_uid"])


def _told_apart(fetched: Fetched) -> bytes:
    """The headers that stay and a digest of the body; of a message without its body, its size."""
    head, _gap, body = fetched.raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    lines = re.sub(rb"\n[ \t]+", b" ", head).split(b"\n")
    said = sorted(line.strip() for line in lines if line.partition(b":")[0].strip().lower() in TOLD_APART)
    rest = hashlib.sha256(body).digest() if fetched.is_whole else str(fetched.size).encode()
    return b"\n".join([*said, rest])


def hand_over(*, at: datetime, limit: int = BATCH) -> int:
    """Offer waiting messages to whoever reads them; how many were taken.

    Each has its own transaction: one that cannot be read waits, and holds up no other.
    """
    waiting = Arrival.objects.filter(state=ArrivalState.WAITING, not_before__lte=at)
    return sum(_hand_over_one(number, at) for number in list(waiting.values_list("pk", flat=True)[:limit]))


def _hand_over_one(number: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            skip_locked = transaction.get_connection().features.has_select_for_update_skip_locked
            arrival = (
                Arrival.objects.select_for_update(skip_locked=skip_locked, of=("self",))
                .filter(pk=number, state=ArrivalState.WAITING)
                .first()
            )
            if arrival is None:
                return False
            key = ArrivalKey.objects.filter(arrival=arrival).first()
            if key is not None:
                raw = sealing.open_message(arrival.sealed, key.wrapped)
                mail_arrived.send(Arrival, arrival=arrival, raw=raw, at=at)
                key.delete()
            arrival.state, arrival.sealed = ArrivalState.HANDED_OVER, b""
            arrival.save(update_fields=["state", "sealed"])
        return True
    except Exception as fault:
        log.error("Message %s could not be read: %s", number, fault.__class__.__name__)
        _put_off(number, at)
        return False


def _put_off(number: int, at: datetime) -> None:
    arrival = Arrival.objects.get(pk=number)
    arrival.not_before = at + POLL_WAITS[min(arrival.attempts, len(POLL_WAITS) - 1)]
    arrival.attempts += 1
    arrival.save(update_fields=["attempts", "not_before"])
