"""Seats by place and kind of agency; they follow the places when a conference moves across a merger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import agencies, rules
from hoiam.conferences.models import Allocation, Conference, Delegate, Invitation, TargetGroup
from hoiam.conferences.operations.case import line, lock
from hoiam.conferences.operations.registering import fill_seats
from hoiam.conferences.queries.seat_book import SeatBook
from hoiam.conferences.terms import DelegateState
from hoiam.desks.against import insist
from hoiam.desks.models import Person, Place

MOST_SEATS = 9_999


def allocate(
    *,
    conference: Conference,
    seats: Mapping[tuple[str, str], int],
    by: Person,
    at: datetime,
    groups: Mapping[str, TargetGroup | None] | None = None,
) -> int:
    """Set the whole allocation: {(code of the place, kind of agency): seats}; zero takes one away. The total.

    `groups`: which target group the delegates of a kind of agency belong to. Whoever waits and fits now gets a
    seat. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        places = {place.code: place for place in agencies.places_on(kept.starts_on)}
        wanted = {key: number for key, number in seats.items() if number}
        total = sum(wanted.values())
        insist(
            [
                *rules.against_cancelled(kept),
                *rules.against_held(kept),
                *_against_keys(wanted, places),
                *_against_total(kept, total),
                *_against_groups(kept, groups or {}),
            ]
        )
        by_row = {(places[code].pk, kind): number for (code, kind), number in wanted.items()}
        insist(_against_taken(kept, by_row))
        _write(kept, by_row, groups)
        line(kept, by=by, at=at, verb="allocated seats", detail={"seats": total, "rows": len(by_row)})
        fill_seats(kept, by=by, at=at)
    return total


def follow_places(conference: Conference) -> int:
    """Put allocations, invitations and delegates of a place that is no more on the day of the conference under the
    one that followed it, in the caller's transaction; how many rows. What has two heirs, or none, stays where it
    was: the page of the allocation says so."""
    heirs = _heirs(conference)
    moved = 0
    for former, heir in heirs.items():
        for row in Allocation.objects.filter(conference=conference, place=former):
            into = Allocation.objects.filter(
                conference=conference, place=heir, agency_kind=row.agency_kind
            ).first()
            if into is None:
                Allocation.objects.filter(pk=row.pk).update(place=heir)
            else:
                Allocation.objects.filter(pk=into.pk).update(seats=into.seats + row.seats)
                row.delete()
            moved += 1
        moved += Invitation.objects.filter(conference=conference, place=former).update(place=heir)
        moved += _move_delegates(conference, former, heir)
    return moved


def places_gone(conference: Conference) -> list[Place]:
    """Places with seats that do not exist on the day of the conference."""
    here = agencies.places_on(conference.starts_on)
    used = Allocation.objects.filter(conference=conference).values("place")
    return list(Place.objects.filter(pk__in=used).exclude(pk__in=here.values("pk")))


def _heirs(conference: Conference) -> dict[Place, Place]:
    here = {place.pk: place for place in agencies.places_on(conference.starts_on)}
    used = {
        *Allocation.objects.filter(conference=conference).order_by().values_list("place", flat=True),
        *Invitation.objects.filter(conference=conference).order_by().values_list("place", flat=True),
        *Delegate.objects.filter(conference=conference).order_by().values_list("place", flat=True),
    }
    gone = Place.objects.filter(pk__in=used - here.keys()).prefetch_related("successors", "predecessors")
    found = {}
    for place in gone:
        near = [*place.successors.all(), *place.predecessors.all()]
        living = [here[one.pk] for one in near if one.pk in here]
        if len(living) == 1:
            found[place] = living[0]
    return found


def _move_delegates(conference: Conference, former: Place, heir: Place) -> int:
    """Somebody who stands under the heir already stays where they are: two rows of one person are a question."""
    rows = Delegate.objects.filter(conference=conference, place=former)
    there = set(
        Delegate.objects.filter(conference=conference, place=heir)
        .exclude(state=DelegateState.CANCELLED)
        .order_by()
        .values_list("name_folded", "agency")
    )
    going = [row.pk for row in rows if (row.name_folded, row.agency) not in there]
    return Delegate.objects.filter(pk__in=going).update(place=heir)


def _write(
    conference: Conference,
    wanted: Mapping[tuple[int, str], int],
    groups: Mapping[str, TargetGroup | None] | None,
) -> None:
    known = {(row.place_id, row.agency_kind): row for row in Allocation.objects.filter(conference=conference)}
    by_kind = {kind: row.group for (_place, kind), row in known.items()} | dict(groups or {})
    gone = [row.pk for key, row in known.items() if key not in wanted]
    Allocation.objects.filter(pk__in=gone).delete()
    Allocation.objects.bulk_create(
        [
            Allocation(
                conference=conference,
                place_id=place,
                agency_kind=kind,
                seats=number,
                group=by_kind.get(kind),
            )
            for (place, kind), number in wanted.items()
        ],
        update_conflicts=True,
        unique_fields=["conference", "place", "agency_kind"],
        update_fields=["seats", "group"],
    )
    for kind, group in (groups or {}).items():
        Delegate.objects.filter(conference=conference, agency_kind=kind).update(group=group)


def _against_keys(wanted: Mapping[tuple[str, str], int], places: Mapping[str, Place]) -> list[object]:
    delegating = {kind.code for kind in agencies.kinds_of_delegates()}
    unknown = sorted({code for code, _kind in wanted if code not in places})
    return [
        format_lazy(
            _("These places do not exist on the day of the conference: {codes}."), codes=", ".join(unknown)
        )
        if unknown
        else None,
        None if all(kind in delegating for _code, kind in wanted) else _("This kind of agency is not known."),
        None
        if all(0 < number <= MOST_SEATS for number in wanted.values())
        else _("Seats are whole numbers from 0 to 9,999."),
    ]


def _against_total(conference: Conference, total: int) -> list[object]:
    if conference.seats is None or total <= conference.seats:
        return []
    return [
        format_lazy(
            _("{total} seats would be allocated; the conference has {seats}."),
            total=total,
            seats=conference.seats,
        )
    ]


def _against_groups(conference: Conference, groups: Mapping[str, TargetGroup | None]) -> list[object]:
    programme = conference.round.programme_id if conference.round else None
    chosen = [group for group in groups.values() if group]
    return [
        _("A target group belongs to the programme of this conference.")
        if any(group.programme_id != programme for group in chosen)
        else None,
        _("People of the press are counted, not named: choose another group.")
        if any(group.is_press for group in chosen)
        else None,
    ]


def _against_taken(conference: Conference, wanted: Mapping[tuple[int, str], int]) -> list[object]:
    """No place gets fewer seats than it has delegates; what it took beyond them before stays its own."""
    book = SeatBook.of(conference)
    if not wanted:
        return []
    given: Counter[int] = Counter()
    for (place, _kind), number in wanted.items():
        given[place] += number
    before: Counter[int] = Counter()
    for (place, _kind), number in book.given.items():
        before[place] += number
    short = [
        place
        for place in {place for place, _kind in book.taken}
        if given[place] < book.taken_at(place) and given[place] < before[place]
    ]
    names = Place.objects.in_bulk(short)
    return [
        format_lazy(
            _("{place} has {number} registered delegates; it cannot have fewer seats."),
            place=str(names[place]),
            number=book.taken_at(place),
        )
        for place in short
    ]
