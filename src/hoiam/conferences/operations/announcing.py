"""Announcing, cancelling, and saying that a conference was held: its moments, by which its stage is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.dates import begins, said
from hoiam.conferences.models import Conference
from hoiam.conferences.operations.case import KIND, line, lock, organisers, tell
from hoiam.conferences.operations.planning import worded
from hoiam.conferences.signals import conference_announced, conference_cancelled, conference_held
from hoiam.conferences.terms import Mode, NoticeWhat, Precision
from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.search.operations import note_change


def announce(
    *, conference: Conference, by: Person, at: datetime, registration_closes_at: datetime | None = None
) -> Conference:
    """Let everybody read of it from now on. A change of time, place, mode or seats then needs a reason.

    Its time may be known to the month only. One that was held without being announced may still be. Raises
    `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.DECIDING)
        insist(
            [
                *rules.against_cancelled(kept),
                _("This conference was announced already.") if kept.announced_at else None,
                _("Name the place or the venue first.")
                if kept.mode != Mode.ONLINE and not kept.place_id and not str(kept.venue)
                else None,
                _("Registration closes after the announcement.")
                if registration_closes_at and registration_closes_at <= at
                else None,
            ]
        )
        kept.announced_at = at
        kept.registration_closes_at = registration_closes_at or kept.registration_closes_at
        kept.save(update_fields=["announced_at", "registration_closes_at"])
        note_change(kind=KIND, refs=[kept.reference])
        conference_announced.send(sender=Conference, conference=kept, by=by, at=at)
        line(kept, by=by, at=at, verb="announced conference")
    return kept


def cancel(*, conference: Conference, why: Mapping[str, str], by: Person, at: datetime) -> Conference:
    """It will not take place. An announced one stays in public with the reason; whoever was invited is told.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.DECIDING)
        insist(
            [
                *rules.against_cancelled(kept),
                *rules.against_held(kept),
                *rules.against_wording(why, empty=_("Say why it is cancelled; it is said in public.")),
            ]
        )
        kept.cancelled_at, kept.cancelled_why = at, worded(why)
        kept.sequence += 1
        kept.save(update_fields=["cancelled_at", "cancelled_why", "sequence"])
        note_change(kind=KIND, refs=[kept.reference])
        tell(
            [person for person in organisers(kept, at) if person.pk != by.pk],
            desk=kept.desk,
            what=NoticeWhat.CANCELLED,
            conference=kept,
            at=at,
        )
        conference_cancelled.send(sender=Conference, conference=kept, by=by, at=at)
        line(kept, by=by, at=at, verb="cancelled conference", detail={"sequence": kept.sequence})
    return kept


def mark_held(*, conference: Conference, by: Person, at: datetime) -> Conference:
    """It took place. Raises `MayNot`, `ReasonsAgainst`: before its start, where its day is not known, or where
    nobody was told of it."""
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        is_exact = kept.precision in (Precision.DAY, Precision.HOUR)
        insist(
            [
                *rules.against_cancelled(kept),
                *rules.against_held(kept),
                None if kept.announced_at else _("Nobody was told of this conference. Announce it first."),
                None if is_exact else _("Say first on which day it was held."),
                format_lazy(_("It has not begun: its time is {time}."), time=said(kept))
                if is_exact and at < begins(kept)
                else None,
            ]
        )
        kept.held_at = at
        kept.save(update_fields=["held_at"])
        note_change(kind=KIND, refs=[kept.reference])
        conference_held.send(sender=Conference, conference=kept, by=by, at=at)
        line(kept, by=by, at=at, verb="held conference")
    return kept
