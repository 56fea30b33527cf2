"""When a conference changes, its invitations, seats and delegates follow, and whoever was invited is told."""

from __future__ import annotations

from datetime import datetime

from hoiam.conferences.dates import ends
from hoiam.conferences.models import Conference, ConferenceChange, Invitation
from hoiam.conferences.operations.allocating import follow_places
from hoiam.conferences.operations.delegation_letters import tell_invited
from hoiam.conferences.operations.registering import fill_seats
from hoiam.conferences.terms import DelegationLetterKind
from hoiam.desks.models import Person

DAYS = {"precision", "starts_on", "ends_on", "starts_at", "ends_at"}
TOLD = DAYS | {"mode", "place", "venue"}


def follow_change(
    *, conference: Conference, change: ConferenceChange, by: Person | str, at: datetime
) -> None:
    """Links end with the new time, places are those of the new day, new seats go to whoever waits. In the caller's
    transaction, behind its lock."""
    changed = set(change.what)
    if changed & DAYS:
        Invitation.objects.filter(conference=conference).update(link_ends_at=ends(conference))
        follow_places(conference)
    if changed & (DAYS | {"seats"}):
        fill_seats(conference, by=by, at=at)
    if changed & TOLD:
        tell_invited(conference, DelegationLetterKind.MOVED, at=at)


def follow_cancellation(*, conference: Conference, at: datetime) -> None:
    """Whoever was invited is told; the links still open and say so."""
    tell_invited(conference, DelegationLetterKind.CANCELLED, at=at)
