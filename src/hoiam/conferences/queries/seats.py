"""Seats of outlets at a briefing: what a link opens, counts for the desk, the list at the gate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from hoiam.conferences import links
from hoiam.conferences.dates import ends
from hoiam.conferences.models import Conference, Seat, SeatName
from hoiam.conferences.terms import Precision, SeatState
from hoiam.outlets.models import Outlet
from hoiam.post import sealing


def seat_by_token(token: str, at: datetime) -> Seat | None:
    """The seat whose present link this is; None for any other, for an outlet that is not registered any more, and
    from the end of the conference or its cancellation on."""
    opened = links.read_token(token, links.SEAT)
    if opened is None:
        return None
    rows = Seat.objects.select_related("outlet", "conference__desk__body", "conference__place")
    seat = rows.filter(pk=opened.number, outlet__link_number=opened.count).first()
    if seat is None or not seat.outlet.is_registered(at):
        return None
    return seat if is_open(seat.conference, at) else None


def is_open(conference: Conference, at: datetime) -> bool:
    """Whether outlets may say that they come: from the announcement until the end."""
    if conference.announced_at is None or conference.cancelled_at or conference.seats_deleted_at:
        return False
    return conference.announced_at <= at < ends(conference)


def token_of(seat: Seat) -> str:
    """The link of a seat; a new link of the outlet makes it void. Reads the outlet of the seat."""
    return links.token_of(links.SEAT, seat.pk, seat.outlet.link_number)


def names_of(seat: Seat) -> list[str]:
    """The names that the outlet entered, in its order."""
    return [_unsealed(row) for row in seat.names.order_by("pk")]


@dataclass(frozen=True)
class SeatCounts:
    """Of one conference: never of an outlet."""

    invited: int = 0
    coming: int = 0
    declined: int = 0
    heads: int = 0
    names: int = 0
    """Entered so far, where the site asks for them."""

    @property
    def silent(self) -> int:
        return self.invited - self.coming - self.declined


def counts_of(conference: Conference) -> SeatCounts:
    """While there are seats, their counts; afterwards the three that are kept. One query, two at most."""
    if conference.seats_deleted_at:
        return SeatCounts(
            invited=conference.outlets_invited, coming=conference.outlets_coming, heads=conference.press_heads
        )
    rows = Seat.objects.filter(conference=conference)
    counted = rows.aggregate(
        invited=Count("pk"),
        coming=Count("pk", filter=Q(state=SeatState.COMING)),
        declined=Count("pk", filter=Q(state=SeatState.DECLINED)),
        heads=Sum("heads", default=0),
    )
    names = SeatName.objects.filter(seat__conference=conference).count() if conference.needs_names else 0
    return SeatCounts(names=names, **counted)


@dataclass(frozen=True)
class AtGate:
    """One outlet as the gate lets it in."""

    outlet: str
    heads: int
    names: tuple[str, ...]


def is_gate_day(conference: Conference, at: datetime) -> bool:
    """Whether the list at the gate is open: only on the days of the conference themselves."""
    if conference.precision not in (Precision.DAY, Precision.HOUR) or conference.cancelled_at:
        return False
    return conference.starts_on <= timezone.localdate(at) <= conference.ends_on


def at_gate(conference: Conference, at: datetime, *, first: int = 0, most: int = 100) -> list[AtGate]:
    """Outlets that come, by name; [] on any other day, and once the seats are deleted. Two queries."""
    if not is_gate_day(conference, at):
        return []
    rows = coming(conference).order_by("outlet__name", "pk")[first : first + most]
    return [
        AtGate(
            outlet=seat.outlet.name,
            heads=seat.heads,
            names=tuple(_unsealed(row) for row in _in_order(seat.names.all())),
        )
        for seat in rows.select_related("outlet").prefetch_related("names")
    ]


def coming(conference: Conference) -> QuerySet[Seat]:
    return Seat.objects.filter(conference=conference, state=SeatState.COMING)


def without_seat(conference: Conference, at: datetime) -> QuerySet[Outlet]:
    """Registered outlets that have no seat at a conference yet, by number."""
    seated = Seat.objects.filter(conference=conference).values("outlet")
    return Outlet.objects.registered(at).exclude(pk__in=seated).order_by("pk")


def _in_order(rows: Iterable[SeatName]) -> list[SeatName]:
    return sorted(rows, key=lambda row: row.pk)


def _unsealed(row: SeatName) -> str:
    return sealing.unseal(bytes(row.sealed_name).decode())
