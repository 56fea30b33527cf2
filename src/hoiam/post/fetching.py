"""The worker's round for incoming mail: read the mailbox, keep what is new, hand it on, tidy the server."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings

from hoiam.post import arriving, mailboxes
from hoiam.post.mailboxes import CannotRead, OpenMailbox, Place
from hoiam.post.models import Arrival, Mailbox
from hoiam.post.terms import ArrivalState, PollFault

log = logging.getLogger("hoiam.post")
BATCH = 50
"""Messages of one round; the next round goes on."""
EVERY = timedelta(minutes=1)


def fetch(at: datetime, url: str | None = None) -> int:
    """Read what is new in the mailbox of `HOIAM_INTAKE_URL`; how many messages were kept.

    A message is kept before the server is told that it was read: a process killed in between reads it again
    and knows it. Whatever was kept before and not handed on is offered too, mailbox or no mailbox.
    """
    kept = 0
    url = settings.MAILBOX_URL if url is None else url
    if url:
        try:
            kept = _read(mailboxes.read_place(url), at)
        except ValueError:
            log.warning("HOIAM_INTAKE_URL cannot be understood; see `hoiam check`.")
    while arriving.hand_over(at=at):
        pass
    return kept


def _read(place: Place, at: datetime) -> int:
    box = arriving.lease_mailbox(name=place.name, at=at)
    if box is None:
        return 0
    try:
        with mailboxes.opened(place) as folder:
            kept = _read_new(box, folder, at)
            if place.keep is not None:
                _tidy(box, folder, at - place.keep, at)
    except CannotRead as cannot:
        log.warning("The mailbox cannot be read: %s", cannot.fault.value)
        arriving.note_unread(box=box, fault=cannot.fault, at=at)
        return 0
    except Exception:
        arriving.note_unread(box=box, fault=PollFault.BROKE_OFF, at=at)
        raise
    arriving.note_read(box=box, at=at)
    return kept


def _read_new(box: Mailbox, folder: OpenMailbox, at: datetime) -> int:
    if box.uidvalidity != folder.uidvalidity:
        arriving.begin_anew(box=box, uidvalidity=folder.uidvalidity)
    is_numbered = folder.uidvalidity != "maildir"
    on_server = Arrival.objects.filter(mailbox=box, removed_at__isnull=True)
    known = set() if is_numbered else set(on_server.values_list("place", flat=True))
    kept = 0
    for place in folder.new_ones(box.last_uid, known, BATCH):
        fetched = folder.fetch(place)
        if fetched is None:
            arriving.skip(box=box, uid=int(place.rpartition(":")[2]) if is_numbered else 0)
            continue
        kept += arriving.keep(box=box, fetched=fetched, at=at) is not None
        folder.mark_read(place)
    return kept


def _tidy(box: Mailbox, folder: OpenMailbox, until: datetime, at: datetime) -> None:
    """Take off the server what was handed on long enough ago: who asked shall not stay there for good."""
    rows = Arrival.objects.filter(
        mailbox=box, removed_at__isnull=True, state=ArrivalState.HANDED_OVER, fetched_at__lte=until
    )
    places = list(rows.values_list("place", flat=True)[: BATCH * 4])
    if places:
        gone = folder.remove(places)
        rows.filter(place__in=gone).update(removed_at=at)
