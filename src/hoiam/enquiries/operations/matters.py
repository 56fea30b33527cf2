"""Matters: a happening starts the clocks of the law without any enquiry."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.clocks import start_clocks, stop_clocks
from hoiam.desks.operations.journal import write_line
from hoiam.enquiries import rules
from hoiam.enquiries.models import Matter, MatterEvent
from hoiam.enquiries.operations.calling import call_on_duty
from hoiam.enquiries.queries.bulletins import last_issued
from hoiam.enquiries.queries.matters import events_for
from hoiam.enquiries.terms import NoticeWhat

KIND = "matter"


def open_matter(
    *,
    desk: Desk,
    title: str,
    event: str,
    happened_at: datetime,
    by: Person,
    at: datetime,
    theme: str = "",
    is_public_emergency: bool = False,
) -> Matter:
    """Open a matter with its first event; every rule of law that begins with that event starts its clock.

    A public emergency calls whoever is on duty.

    `event`: one of `events_for(at)`, e.g. `event_handled`. Raises `MayNot`, `ReasonsAgainst`.
    """
    rules.may(by, desk, at, rules.WORKING)
    insist(
        [
            *rules.against_words(title, empty=_("Give the matter a short name."), longest=200),
            *_against_event(event, happened_at, at),
            *(rules.against_theme(theme) if theme else []),
        ]
    )
    with transaction.atomic():
        matter = Matter.objects.create(
            desk=desk,
            title=title.strip(),
            theme=theme,
            is_public_emergency=is_public_emergency,
            opened_at=at,
            opened_by=by,
        )
        _begin_event(matter, event, happened_at, by, at)
        if is_public_emergency:
            call_on_duty(what=NoticeWhat.EMERGENCY, matter=matter, at=at)
        write_line(desk=desk, by=by, at=at, verb="opened matter", record=matter, detail={"event": event})
    return matter


def note_event(*, matter: Matter, event: str, happened_at: datetime, by: Person, at: datetime) -> MatterEvent:
    """Note a further event of a matter, once; it starts the clocks that begin with it."""
    with transaction.atomic():
        kept = lock_matter(matter, by, at)
        known = kept.events.filter(event=event).exists()
        insist(
            [
                *_against_event(event, happened_at, at),
                _("This event was noted already.") if known else None,
            ]
        )
        noted = _begin_event(kept, event, happened_at, by, at)
        write_line(desk=kept.desk, by=by, at=at, verb="noted event", record=kept, detail={"event": event})
    return noted


def declare_emergency(*, matter: Matter, is_emergency: bool, by: Person, at: datetime) -> Matter:
    """Say that a matter is a public emergency, or no longer.

    During it answers on it enter the log at once, whoever is on duty clears its bulletins; they are called.
    """
    with transaction.atomic():
        kept = lock_matter(matter, by, at, roles=rules.DECIDING)
        kept.is_public_emergency = is_emergency
        kept.save(update_fields=["is_public_emergency"])
        if is_emergency:
            call_on_duty(what=NoticeWhat.EMERGENCY, matter=kept, at=at)
        verb = "declared emergency" if is_emergency else "ended emergency"
        write_line(desk=kept.desk, by=by, at=at, verb=verb, record=kept)
    return kept


def close_matter(*, matter: Matter, by: Person, at: datetime) -> Matter:
    """Close a matter on which nothing more is owed. A promise that was missed is first made good by a bulletin:
    closing would take away that it is said in public."""
    with transaction.atomic():
        kept = lock_matter(matter, by, at, roles=rules.DECIDING)
        last = last_issued(kept)
        insist(
            [
                None if last else _("Nobody was informed on this matter yet."),
                _("The update that was promised has not come. Issue a bulletin first.")
                if last and last.is_update_missed(at)
                else None,
            ]
        )
        stop_clocks(record=kept, by=by, at=at, why="matter closed")
        kept.closed_at = at
        kept.save(update_fields=["closed_at"])
        write_line(desk=kept.desk, by=by, at=at, verb="closed matter", record=kept)
    return kept


def lock_matter(matter: Matter, by: Person, at: datetime, roles: tuple[str, ...] = rules.WORKING) -> Matter:
    """The open matter as it stands, locked; raises `MayNot`, or `ReasonsAgainst` for a closed one."""
    kept = Matter.objects.select_for_update(of=("self",)).select_related("desk").get(pk=matter.pk)
    rules.may(by, kept.desk, at, roles)
    insist([_("The matter is closed.")] if kept.closed_at else [])
    return kept


def _begin_event(matter: Matter, event: str, happened_at: datetime, by: Person, at: datetime) -> MatterEvent:
    noted = MatterEvent.objects.create(
        matter=matter, event=event, happened_at=happened_at, noted_at=at, noted_by=by
    )
    start_clocks(
        desk=matter.desk, record=matter, kind=KIND, event=event, started_at=happened_at, by=by, at=at
    )
    return noted


def _against_event(event: str, happened_at: datetime, at: datetime) -> list[object]:
    reasons = rules.against_receipt_time(happened_at, at)
    if not reasons and event not in {row.code for row in events_for(happened_at)}:
        reasons.append(_("The law of that day knows no such event."))
    return reasons
