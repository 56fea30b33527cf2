"""Changing when and where a conference is: free before its announcement, with a reason said in public after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.dates import When, begins, ends, said
from hoiam.conferences.models import Conference, ConferenceChange, Session, SessionChange
from hoiam.conferences.operations.agenda import against_hours, as_it_stands
from hoiam.conferences.operations.case import KIND, line, lock, organisers, tell
from hoiam.conferences.operations.planning import against_said, against_seats, as_fields, period_of, worded
from hoiam.conferences.operations.time_and_place import (
    against_bodies,
    against_places,
    against_time,
    against_where,
)
from hoiam.conferences.queries.seat_book import SeatBook
from hoiam.conferences.signals import conference_changed
from hoiam.conferences.terms import ConferenceKind, NoticeWhat, Precision
from hoiam.desks.against import insist
from hoiam.desks.models import Person, Place
from hoiam.search.operations import note_change

TIME = ("precision", "starts_on", "ends_on", "starts_at", "ends_at")
WHERE = ("mode", "place", "venue", "seats")


def refine_or_move(
    *,
    conference: Conference,
    when: When,
    mode: str,
    place: Place | None,
    venue: Mapping[str, str],
    seats: int | None,
    by: Person,
    at: datetime,
    why: Mapping[str, str] | None = None,
    is_moved: bool = False,
) -> ConferenceChange | None:
    """Set time, place, mode and seats as they shall be.

    Before the announcement nothing more is asked. After it the reason is needed and said in public, SEQUENCE rises,
    and everybody invited is told; a time outside the one that was announced must be said to be moved (`is_moved`).
    The agenda moves along. Returns the change that is shown, None before the announcement. Raises `MayNot`,
    `ReasonsAgainst`, also where a place, a site or a body does not exist on the new day.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        before = When.of(kept)
        wanted = {**as_fields(when), "mode": mode, "place": place, "venue": worded(venue), "seats": seats}
        changed = [name for name in (*TIME, *WHERE) if getattr(kept, name) != wanted[name]]
        insist(
            [
                *rules.against_cancelled(kept),
                *rules.against_held(kept),
                *against_time(when),
                *against_said(kept.title, venue, None, None),
                *against_seats(seats),
                *_against_taken(kept, seats),
                None if changed else _("Nothing would change."),
            ]
        )
        is_timed = any(name in TIME for name in changed)
        sessions = _moved_along(kept, before, when) if is_timed else []
        insist(
            [
                *against_where(mode, place, when),
                *_against_sites_and_bodies(kept, when),
                *(
                    [
                        *_against_public(when, before, is_timed, is_moved, why or {}, at),
                        _against_over(kept, when, at),
                    ]
                    if kept.announced_at
                    else []
                ),
                *(reason for row in sessions for reason in against_hours(row, when)),
            ]
        )
        return _carry_out(kept, {name: wanted[name] for name in changed}, sessions, why, by, at)


def _against_taken(conference: Conference, seats: int | None) -> list[object]:
    """Whoever is registered keeps the seat."""
    taken = SeatBook.of(conference).total
    if seats is None or seats >= taken:
        return []
    return [format_lazy(_("{number} delegates are registered; there cannot be fewer seats."), number=taken)]


def _carry_out(
    kept: Conference,
    wanted: Mapping[str, Any],
    sessions: list[Session],
    why: Mapping[str, str] | None,
    by: Person,
    at: datetime,
) -> ConferenceChange | None:
    """Keep what changes, the agenda that moves along, and after the announcement the change that is shown."""
    told = {name: [_plain(getattr(kept, name)), _plain(value)] for name, value in wanted.items()}
    for name, value in wanted.items():
        setattr(kept, name, value)
    if any(name in TIME for name in wanted):
        kept.period = kept.period if _still_in_period(kept) else period_of(kept.series, When.of(kept))
        if kept.registration_closes_at and kept.registration_closes_at >= ends(kept):
            kept.registration_closes_at = begins(kept)
    kept.sequence += 1 if kept.announced_at else 0
    kept.save()
    change = None
    if kept.announced_at:
        change = ConferenceChange.objects.create(
            conference=kept, sequence=kept.sequence, what=told, why=worded(why), at=at, by=by
        )
    _keep_sessions(sessions, change, at, by)
    note_change(kind=KIND, refs=[kept.reference])
    if change is not None:
        _tell(kept, by, at)
        conference_changed.send(sender=Conference, conference=kept, change=change, by=by, at=at)
    detail = {"sequence": kept.sequence, "what": sorted(told)}
    line(kept, by=by, at=at, verb="changed conference", detail=detail)
    return change


def _against_public(
    when: When, before: When, is_timed: bool, is_moved: bool, why: Mapping[str, str], at: datetime
) -> list[object]:
    """After the announcement: readers relied on what was said."""
    return [
        *rules.against_wording(why, empty=_("Say why; the reason is read in public.")),
        _("That time is past.") if is_timed and ends(when) <= at and not when.lies_in(before) else None,
        format_lazy(
            _("{time} was announced, and this time is not inside it. Say that the conference is moved."),
            time=said(before),
        )
        if is_timed and not is_moved and not when.lies_in(before)
        else None,
    ]


def _against_over(kept: Conference, when: When, at: datetime) -> object | None:
    """A briefing that is over stays over: else who came would be kept as long as it is moved on."""
    is_over = kept.kind == ConferenceKind.BRIEFING and ends(kept) <= at
    return _("This briefing is over. Plan another one.") if is_over and ends(when) > ends(kept) else None


def _against_sites_and_bodies(kept: Conference, when: When) -> list[object]:
    sites = kept.sites.filter(place__isnull=False).select_related("place")
    parties = kept.parties.filter(body__isnull=False).select_related("body")
    return [
        *against_places({row.place_id: row.place for row in sites if row.place}.values(), when),
        *against_bodies([row.body for row in parties if row.body], when),
    ]


def _moved_along(kept: Conference, before: When, when: When) -> list[Session]:
    """The sessions with hours, as they lie after the change: they keep their distance from the beginning.

    Where the new time knows no day they lose their hours. Unsaved.
    """
    rows = list(kept.sessions.filter(removed_at__isnull=True, starts_at__isnull=False))
    if when.precision not in (Precision.DAY, Precision.HOUR):
        for row in rows:
            row.starts_at = row.ends_at = None
        return rows
    shift = timedelta(days=(when.starts_on - before.starts_on).days)
    if when.starts_at and before.starts_at:
        shift = when.starts_at - before.starts_at
    if not shift:
        return rows
    for row in rows:
        assert row.starts_at is not None and row.ends_at is not None
        row.starts_at, row.ends_at = row.starts_at + shift, row.ends_at + shift
    return rows


def _keep_sessions(rows: list[Session], change: ConferenceChange | None, at: datetime, by: Person) -> None:
    """Save moved sessions; after the announcement each as its next version, with the reason of the move."""
    before = {row.pk: row for row in Session.objects.filter(pk__in=[row.pk for row in rows])}
    for row in rows:
        earlier = before[row.pk]
        if (row.starts_at, row.ends_at) == (earlier.starts_at, earlier.ends_at):
            continue
        if change is not None:
            row.version += 1
            SessionChange.objects.create(
                session=row, version=row.version, before=as_it_stands(earlier), why=change.why, at=at, by=by
            )
        row.save(update_fields=["starts_at", "ends_at", "version"])


def _still_in_period(kept: Conference) -> bool:
    """A conference stays the one of its period while it begins in it."""
    period = kept.period
    return period is not None and period.starts_on <= kept.starts_on <= period.ends_on


def _tell(kept: Conference, by: Person, at: datetime) -> None:
    people = [person for person in organisers(kept, at) if person.pk != by.pk]
    tell(people, desk=kept.desk, what=NoticeWhat.MOVED, conference=kept, at=at)


def _plain(value: Any) -> Any:
    """As JSON keeps it: days and instants in ISO 8601, a place by its code."""
    if isinstance(value, Place):
        return value.code
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return dict(value) if isinstance(value, dict) else value
