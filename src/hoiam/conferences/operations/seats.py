"""Every registered outlet is invited, answers by its link, and is forgotten a day after the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.dates import ends
from hoiam.conferences.models import Conference, ConferenceChange, Seat, SeatName
from hoiam.conferences.operations.case import line, lock
from hoiam.conferences.queries.seat_letters import CANCELLED, CHANGED, INVITATION
from hoiam.conferences.queries.seats import counts_of, is_open, seat_by_token, without_seat
from hoiam.conferences.terms import NAMES_KEPT_FOR, ConferenceKind, SeatState
from hoiam.desks import erasing
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Person
from hoiam.outlets.models import Outlet
from hoiam.post import sealing
from hoiam.post.operations import Outgoing, enqueue_many, forget

ERASURE = "conferences.seats"
MOST_HEADS = 12
"""People of one outlet, the same for each."""
LONGEST_NAME = 120
BULK = 500
GONE = _("This link opens nothing any more.")


def invite_outlets(*, conference: Conference, by: Person | str, at: datetime) -> int:
    """Give a seat and one letter to every registered outlet that has none yet, in the caller's transaction; how many.

    Nobody is chosen and nobody can be left out. A practice desk writes to nobody. Only press briefings invite.
    """
    if (
        conference.kind != ConferenceKind.BRIEFING
        or conference.desk.is_practice
        or not is_open(conference, at)
    ):
        return 0
    made = last = 0
    with transaction.atomic():
        while piece := list(without_seat(conference, at).filter(pk__gt=last)[:BULK]):
            made += _seat(conference, piece, at)
            last = piece[-1].pk
        if made:
            line(conference, by=by, at=at, verb="invited outlets", detail={"number": made})
    return made


def invite_new(at: datetime) -> int:
    """Invite outlets that registered since the announcement, until the end; how many. A tick."""
    rows = Conference.objects.filter(
        kind=ConferenceKind.BRIEFING,
        announced_at__lte=at,
        cancelled_at__isnull=True,
        held_at__isnull=True,
        seats_deleted_at__isnull=True,
        is_from_documents=False,
        ends_on__gte=at.date() - timedelta(days=1),
        desk__is_practice=False,
    )
    going = [row for row in rows.select_related("desk") if at < ends(row)]
    return sum(_invite_once(row, at) for row in going)


def answer_seat(
    *, token: str, is_coming: bool, at: datetime, heads: int = 0, names: Sequence[str] = ()
) -> Seat:
    """An outlet says by its link whether it comes, with how many, and their names where the site asks for them.

    What it said before is written over, also when it comes no more: then its names are deleted at once. Raises
    `ReasonsAgainst`, with the fields.
    """
    opened = seat_by_token(token, at)
    if opened is None:
        raise ReasonsAgainst([GONE])
    given = [name.strip() for name in names if name.strip()] if is_coming else []
    against = _against_answer(opened.conference, is_coming, heads, given)
    if against:
        raise ReasonsAgainst(against.values(), fields=against)
    with transaction.atomic():
        kept = lock(opened.conference)
        seat = Seat.objects.select_for_update().get(pk=opened.pk)
        seat.state = SeatState.COMING if is_coming else SeatState.DECLINED
        seat.heads, seat.answered_at = heads if is_coming else 0, at
        seat.save(update_fields=["state", "heads", "answered_at"])
        SeatName.objects.filter(seat=seat).delete()
        SeatName.objects.bulk_create(
            SeatName(seat=seat, sealed_name=sealing.seal(name).encode()) for name in given
        )
        line(kept, by="outlet", at=at, verb="answered invitation")
    return seat


def tell_change(*, conference: Conference, change: ConferenceChange, by: Person | str, at: datetime) -> int:
    """Write to everybody invited that time or place has changed, in the caller's transaction; how many letters."""
    return _write_to_all(conference, CHANGED, change.pk, by, at)


def tell_cancelled(*, conference: Conference, by: Person | str, at: datetime) -> int:
    """Write to everybody invited that it will not take place; a letter that has not left is not sent any more."""
    return _write_to_all(conference, CANCELLED, conference.pk, by, at)


def delete_old_seats(at: datetime) -> int:
    """Delete seats and names 24 hours after the end, or after the cancellation; how many conferences. A tick.

    Three counts stay with the conference. Addresses on the letters are blanked too, so that nothing links an outlet
    and a conference any more.
    """
    rows = Conference.objects.filter(
        seats_deleted_at__isnull=True,
        announced_at__isnull=False,
        kind=ConferenceKind.BRIEFING,
        is_from_documents=False,
    )
    return sum(_delete_seats(row, at) for row in rows if _kept_until(row) <= at)


def erase_again(about: str, record_id: int, at: datetime) -> None:
    """After a backup was put back. Harmless when repeated."""
    for conference in Conference.objects.filter(pk=record_id):
        with transaction.atomic():
            _forget(conference, at)


def _invite_once(conference: Conference, at: datetime) -> int:
    with transaction.atomic():
        kept = lock(conference)
        return invite_outlets(conference=kept, by="worker", at=at)


def _seat(conference: Conference, outlets: Sequence[Outlet], at: datetime) -> int:
    """Seats and letters of a piece of the register."""
    seats = Seat.objects.bulk_create(
        Seat(conference=conference, outlet=outlet, invited_at=at) for outlet in outlets
    )
    enqueue_many(
        (
            Outgoing(
                payload_kind=INVITATION,
                payload_id=seat.pk,
                address=seat.outlet.email,
                language=seat.outlet.language,
                desk=conference.desk,
            )
            for seat in seats
        ),
        at=at,
    )
    return len(seats)


def _write_to_all(
    conference: Conference, payload_kind: str, payload_id: int, by: Person | str, at: datetime
) -> int:
    if conference.desk.is_practice:
        return 0
    seats = Seat.objects.filter(conference=conference, outlet__in=Outlet.objects.registered(at))

    def letters() -> Iterator[Outgoing]:
        for seat in seats.select_related("outlet").order_by("pk").iterator(chunk_size=BULK):
            yield Outgoing(
                payload_kind=payload_kind,
                payload_id=payload_id,
                address=seat.outlet.email,
                language=seat.outlet.language,
                desk=conference.desk,
            )

    with transaction.atomic():
        made = enqueue_many(letters(), at=at)
        if made:
            line(conference, by=by, at=at, verb="wrote to invited outlets", detail={"number": made})
    return made


def _against_answer(
    conference: Conference, is_coming: bool, heads: int, names: Sequence[str]
) -> dict[str, object]:
    """{field: reason}; {} where nothing stands against it."""
    found: dict[str, object] = {}
    if is_coming and not 1 <= heads <= MOST_HEADS:
        found["heads"] = _("Say how many of you come, from 1 to 12.")
    if names and not conference.needs_names:
        found["names"] = _("No names are asked for here.")
    elif len(names) > heads:
        found["names"] = _("There are more names than people who come.")
    for name in names:
        if len(name) > LONGEST_NAME or rules.against_words(name, empty=""):
            found["names"] = _("Write each name on a line of its own, up to 120 characters.")
    return found


def _kept_until(conference: Conference) -> datetime:
    return (conference.cancelled_at or ends(conference)) + NAMES_KEPT_FOR


def _delete_seats(conference: Conference, at: datetime) -> int:
    with transaction.atomic():
        kept = lock(conference)
        if kept.seats_deleted_at or _kept_until(kept) > at:
            return 0
        counts = counts_of(kept)
        kept.outlets_invited, kept.outlets_coming = counts.invited, counts.coming
        kept.press_heads, kept.seats_deleted_at = counts.heads, at
        kept.save(update_fields=["outlets_invited", "outlets_coming", "press_heads", "seats_deleted_at"])
        _forget(kept, at)
        erasing.note(kind=ERASURE, record_id=kept.pk, at=at)
        detail = {"invited": counts.invited, "coming": counts.coming, "heads": counts.heads}
        line(kept, by="worker", at=at, verb="deleted seats", detail=detail)
    return 1


def _forget(conference: Conference, at: datetime) -> None:
    seats = Seat.objects.filter(conference=conference)
    numbers = list(seats.values_list("pk", flat=True))
    changes = list(conference.changes.values_list("pk", flat=True))
    for payload_kind, payload_ids in (
        (INVITATION, numbers),
        (CHANGED, changes),
        (CANCELLED, [conference.pk]),
    ):
        for first in range(0, len(payload_ids), BULK):
            forget(payload_kind=payload_kind, payload_ids=payload_ids[first : first + BULK], at=at)
    seats.delete()
