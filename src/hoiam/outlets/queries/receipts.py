"""What became of a dispatch, after T: for everybody in sums, for an outlet its own rows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, QuerySet, Subquery

from hoiam.outlets import order
from hoiam.outlets.models import Access, Consignment, Dispatch, Loan, Outlet
from hoiam.outlets.queries.letters import CONSIGNMENT
from hoiam.outlets.terms import ChannelKind, Purpose
from hoiam.post.models import Parcel
from hoiam.post.terms import OPEN_STATES, ParcelState

PIECE = 1_000


@dataclass(frozen=True)
class ChannelReceipt:
    """One way of delivery: how many outlets and channels, and when it was handed over."""

    kind: str
    label: str
    outlets: int
    channels: int
    handed_over: int
    first_at: datetime | None
    median_at: datetime | None
    most_at: datetime | None
    """When 95 of 100 were handed over (nearest rank)."""
    last_at: datetime | None
    waiting: int
    failed: int
    came_back: int
    cancelled: int
    """Ended by the outlet while it was on its way."""


@dataclass(frozen=True)
class Receipt:
    """One dispatch, as its page shows it."""

    dispatch: Dispatch
    ways: tuple[ChannelReceipt, ...]
    tasks: int
    """Outlets that must be reached otherwise, and were not yet."""
    reached: int
    """Outlets that were reached otherwise."""

    @property
    def is_complete(self) -> bool:
        return not any(way.waiting for way in self.ways) and not self.tasks


@dataclass(frozen=True)
class OwnRow:
    """One line of an outlet's own page."""

    consignment: Consignment
    state: str
    state_label: str
    handed_over_at: datetime | None
    line: str
    """Its line in the sealed list; "" before it was sent."""


def receipts_of(record_kind: str, record_id: int) -> list[Receipt]:
    """The receipts of a record, the earliest dispatch first; [] before anything was sent.

    The caller has asked whether the record is public: this query does not know.
    """
    rows = Dispatch.objects.filter(record_kind=record_kind, record_id=record_id, sent_at__isnull=False)
    return [_counted(row) for row in rows.exclude(purpose=Purpose.EMBARGO).order_by("sent_at", "pk")]


DEAR = 0.05
"""Seconds from which on a receipt is not counted afresh for every reader."""
KEPT_FOR = 20
"""A dear receipt serves for so many times the seconds that it took: readers cost a twentieth of a core at most."""
_known: dict[tuple[int, str], tuple[float, Receipt]] = {}


def _counted(dispatch: Dispatch) -> Receipt:
    key, now = (dispatch.pk, dispatch.seed), time.monotonic()
    if key in _known and now < _known[key][0]:
        return _known[key][1]
    receipt = _receipt(dispatch)
    took = time.monotonic() - now
    if took > DEAR:
        if len(_known) > 200:
            _known.clear()
        _known[key] = (now + took * (KEPT_FOR + 1), receipt)
    return receipt


def _receipt(dispatch: Dispatch) -> Receipt:
    sent = Consignment.objects.filter(dispatch=dispatch, position__isnull=False)
    tasks = sent.filter(reach_task__isnull=False)
    return Receipt(
        dispatch=dispatch,
        ways=tuple(_way(sent, kind) for kind in ChannelKind if sent.filter(channel__kind=kind).exists()),
        tasks=tasks.filter(reach_task__settled_at__isnull=True).count(),
        reached=tasks.filter(reach_task__settled_at__isnull=False).count(),
    )


def _way(sent: QuerySet[Consignment], kind: ChannelKind) -> ChannelReceipt:
    rows = sent.filter(channel__kind=kind)
    counted = rows.aggregate(channels=Count("pk"), outlets=Count("channel__outlet", distinct=True))
    parcels = Parcel.objects.filter(
        payload_kind=CONSIGNMENT, payload_id__in=Subquery(rows.order_by().values("pk"))
    )
    states = dict(parcels.order_by().values_list("state").annotate(number=Count("pk")))
    handed = parcels.filter(handed_over_at__isnull=False)
    ends = handed.aggregate(first=Min("handed_over_at"), last=Max("handed_over_at"), number=Count("pk"))
    return ChannelReceipt(
        kind=kind.value,
        label=str(kind.label),
        outlets=counted["outlets"],
        channels=counted["channels"],
        handed_over=ends["number"],
        first_at=ends["first"],
        median_at=_ranked(handed, ends["number"], 50),
        most_at=_ranked(handed, ends["number"], 95),
        last_at=ends["last"],
        waiting=sum(states.get(state, 0) for state in OPEN_STATES),
        failed=states.get(ParcelState.FAILED, 0),
        came_back=states.get(ParcelState.BOUNCED, 0),
        cancelled=states.get(ParcelState.CANCELLED, 0),
    )


def _ranked(handed: QuerySet[Parcel], number: int, per_cent: int) -> datetime | None:
    """The hand-over by which `per_cent` of all handed over had left (nearest rank)."""
    if not number:
        return None
    rank = -(-number * per_cent // 100)
    return handed.order_by("handed_over_at").values_list("handed_over_at", flat=True)[rank - 1]


def list_of(dispatch: Dispatch) -> Iterator[str]:
    """The sealed list as it is published after T, line by line: `position order-key line`, `-` where left out.

    The third column, each ended by a line feed, gives the list hash; lines of channels that joined after the
    sealing are marked `+` and are not part of it. Read in pieces. Yields nothing before the seed is public.
    """
    rows = Consignment.objects.filter(dispatch=dispatch).select_related("channel").order_by("order_key")
    before = ""
    while dispatch.seed and (piece := list(rows.filter(order_key__gt=before)[:PIECE])):
        for row in piece:
            line = order.list_line(dispatch.seed, row.channel.key)
            yield f"{row.position or '-'} {row.order_key} {line}{' +' if row.is_added else ''}\n"
        before = piece[-1].order_key


def sealed_before(at: datetime) -> list[tuple[str, str]]:
    """(list hash, seed hash) of everything sealed and not sent, sorted by hash: neither record, desk nor time."""
    rows = Dispatch.objects.filter(sent_at__isnull=True, sealed_at__lte=at, desk__is_practice=False)
    return sorted(rows.values_list("list_hash", "seed_hash"))


def own_rows(outlet: Outlet, most: int = 50) -> list[OwnRow]:
    """What was sent to an outlet, the latest first: its own rows and nobody else's."""
    rows = Consignment.objects.filter(channel__outlet=outlet, position__isnull=False)
    found = list(
        rows.select_related("dispatch__desk", "channel").order_by("-dispatch__sent_at", "-pk")[:most]
    )
    parcels = {
        parcel.payload_id: parcel
        for parcel in Parcel.objects.filter(
            payload_kind=CONSIGNMENT, payload_id__in=[row.pk for row in found]
        )
    }
    return [_own_row(row, parcels.get(row.pk)) for row in found]


def _own_row(row: Consignment, parcel: Parcel | None) -> OwnRow:
    state = ParcelState(parcel.state) if parcel else ParcelState.CANCELLED
    seed = row.dispatch.seed
    return OwnRow(
        consignment=row,
        state=state.value,
        state_label=str(state.label),
        handed_over_at=parcel.handed_over_at if parcel else None,
        line=order.list_line(seed, row.channel.key) if seed else "",
    )


def outlets_that_opened(record_kind: str, record_id: int) -> int | None:
    """How many outlets opened a lent text before T; None where it was not lent."""
    loan = Loan.objects.filter(record_kind=record_kind, record_id=record_id).first()
    if loan is None:
        return None
    if loan.opened_by is not None:
        return loan.opened_by
    return Access.objects.filter(loan=loan).values("outlet").distinct().count()
