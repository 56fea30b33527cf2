"""Parcels are leased to a worker, and what came of them is written down."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache
from pathlib import Path

from django.db import DatabaseError, transaction
from django.db.models import F, QuerySet

from hoiam.post.models import Parcel
from hoiam.post.signals import parcel_failed, parcel_handed_over, parcels_handed_over, recipient_gone
from hoiam.post.terms import LEASE, RETRIES, ParcelState

log = logging.getLogger("hoiam.post")


class End(Enum):
    """What came of one attempt."""

    HANDED_OVER = "handed over"
    LATER = "later"
    REFUSED = "refused"
    GONE = "gone"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one leased parcel, and why in a sentence without addresses."""

    parcel: Parcel
    end: End
    fault: str = ""


# Who holds a lease


@lru_cache(maxsize=1)
def _machine() -> str:
    """Tells this machine, since it was started, from every other, and a container from its neighbour."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        here = f"{boot} {os.stat('/proc/self/ns/pid').st_ino}"
    except OSError:
        return ""
    return hashlib.sha256(here.encode()).hexdigest()[:10]


def _started(process: int) -> str:
    """When a process of this machine began, in ticks; "" for one that is not there or has ended."""
    try:
        said = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if said[0] in "ZX" else said[19]


def own_lease() -> str:
    """The name under which this thread leases: machine, process, when that began, thread."""
    process = os.getpid()
    machine = _machine() or f"@{os.uname().nodename[:9]}"
    return f"{machine}:{process}:{_started(process)}:{threading.get_ident() % 100_000}"


def is_dead(lease: str) -> bool:
    """Whether the process that held a lease has certainly ended: it ran on this machine and is not there."""
    machine, _, rest = lease.partition(":")
    process, _, rest = rest.partition(":")
    if not _machine() or machine != _machine() or not process.isdigit():
        return False
    return _started(int(process)) != rest.partition(":")[0]


def take_back(*, at: datetime) -> int:
    """Give back what a worker held that died or whose time is over; how many."""
    held = Parcel.objects.filter(state=ParcelState.SENDING)
    over = held.filter(leased_until__lt=at)
    count = over.update(state=ParcelState.WAITING, leased_until=None) if over.exists() else 0
    dead = [lease for lease in held.order_by().values_list("lease", flat=True).distinct() if is_dead(lease)]
    if dead:
        log.warning("A worker that ended left parcels behind; they are taken up again.")
        count += _given_back(held.filter(lease__in=dead))
    return count


def is_due(*, channel: str, at: datetime) -> bool:
    """Whether a parcel of this channel may leave; an idle worker keeps no writer waiting."""
    return _due(channel, at).exists()


def _due(channel: str, at: datetime) -> QuerySet[Parcel]:
    return Parcel.objects.filter(state=ParcelState.WAITING, channel=channel, not_before__lte=at)


def claim(*, lease: str, at: datetime, limit: int, channel: str) -> list[Parcel]:
    """Lease the next parcels of a channel that are due, in the order in which they are to leave."""
    if not is_due(channel=channel, at=at):
        return []
    with transaction.atomic():
        skip = transaction.get_connection().features.has_select_for_update_skip_locked
        rows = list(
            _due(channel, at)
            .select_for_update(skip_locked=skip)
            .order_by("not_before", "position", "id")[:limit]
        )
        for parcel in rows:
            parcel.state, parcel.lease, parcel.leased_until = ParcelState.SENDING, lease, at + LEASE
            parcel.attempts += 1
        Parcel.objects.filter(pk__in=[parcel.pk for parcel in rows]).update(
            state=ParcelState.SENDING, lease=lease, leased_until=at + LEASE, attempts=F("attempts") + 1
        )
    return rows


def put_back(parcels: Sequence[Parcel], *, not_before: datetime | None = None) -> None:
    """Give leased parcels back that were not tried; until a later moment, or at once."""
    if parcels:
        rows = _still_held(parcels)
        later = {} if not_before is None else {"not_before": not_before}
        _given_back(rows, **later)


def _given_back(rows: QuerySet[Parcel], **changed: datetime) -> int:
    return rows.update(state=ParcelState.WAITING, leased_until=None, attempts=F("attempts") - 1, **changed)


def _still_held(parcels: Iterable[Parcel]) -> QuerySet[Parcel]:
    """Those that nobody cancelled, forgot or took up meanwhile."""
    rows = list(parcels)
    return Parcel.objects.filter(
        pk__in=[row.pk for row in rows], state=ParcelState.SENDING, lease__in={row.lease for row in rows}
    )


# What came of it


def record(outcomes: Sequence[Outcome], *, at: datetime) -> None:
    """Write down what came of these parcels; what was handed over first, in a transaction of its own.

    News that a room cannot take is logged and does not undo what has happened outside.
    """
    left = [outcome.parcel for outcome in outcomes if outcome.end is End.HANDED_OVER]
    if left:
        try:
            mark_handed_over(left, at=at)
        except DatabaseError:
            raise
        except Exception:
            log.exception("Somebody could not take the news that parcels left.")
            mark_handed_over(left, at=at, tell=False)
    for outcome in outcomes:
        if outcome.end is not End.HANDED_OVER:
            _mark(outcome, at)


def mark_handed_over(parcels: Sequence[Parcel], *, at: datetime, tell: bool = True) -> None:
    """The other side took them: their addresses are blanked, whoever waits for them is told."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    with transaction.atomic():
        Parcel.objects.filter(pk__in=[parcel.pk for parcel in parcels]).update(
            state=ParcelState.HANDED_OVER, handed_over_at=at, sealed_address="", fault="", leased_until=None
        )
        for parcel in parcels:
            parcel.state, parcel.handed_over_at, parcel.leased_until = ParcelState.HANDED_OVER, at, None
            parcel.sealed_address = parcel.fault = ""
            by_kind[parcel.payload_kind].append(parcel.payload_id)
            if tell:
                parcel_handed_over.send(Parcel, parcel=parcel, at=at)
        for kind, numbers in by_kind.items() if tell else ():
            parcels_handed_over.send(Parcel, payload_kind=kind, payload_ids=numbers, at=at)


def _mark(outcome: Outcome, at: datetime) -> None:
    parcel = outcome.parcel
    if outcome.end is End.WITHDRAWN:
        _still_held([parcel]).update(state=ParcelState.CANCELLED, sealed_address="", leased_until=None)
        return
    mark_fault(parcel, fault=outcome.fault, at=at, end=outcome.end)


def mark_fault(parcel: Parcel, *, fault: str, at: datetime, end: End = End.LATER) -> None:
    """It did not leave: wait 1, 2, 4 … 64 minutes; after that, or where the refusal is final, it has failed."""
    with transaction.atomic():
        parcel.fault, parcel.leased_until = fault[:200], None
        if end is not End.LATER or parcel.attempts > len(RETRIES):
            parcel.state, parcel.sealed_address = ParcelState.FAILED, ""
        else:
            parcel.state, parcel.not_before = ParcelState.WAITING, at + RETRIES[parcel.attempts - 1]
        written = _still_held([parcel]).update(
            fault=parcel.fault,
            leased_until=None,
            state=parcel.state,
            sealed_address=parcel.sealed_address,
            not_before=parcel.not_before,
        )
        if written and parcel.state == ParcelState.FAILED:
            news = recipient_gone if end is End.GONE else parcel_failed
            news.send(Parcel, parcel=parcel, at=at)


def mark_unreachable(parcels: Sequence[Parcel], *, fault: str, at: datetime) -> None:
    """Nothing goes through at all: one attempt less for each of them. One statement for all that may still wait."""
    by_attempts: dict[int, list[Parcel]] = defaultdict(list)
    for parcel in parcels:
        by_attempts[parcel.attempts].append(parcel)
    for attempts, same in by_attempts.items():
        if attempts > len(RETRIES):
            for parcel in same:
                mark_fault(parcel, fault=fault, at=at)
            continue
        _still_held(same).update(
            state=ParcelState.WAITING,
            leased_until=None,
            fault=fault[:200],
            not_before=at + RETRIES[attempts - 1],
        )
