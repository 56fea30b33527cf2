"""Delegates get their seats: never more than there are, the rest wait, and whoever waits longest in the same place
comes first when a seat is free again."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import agencies, rules
from hoiam.conferences.models import Conference, Delegate, Invitation
from hoiam.conferences.operations.case import line, lock
from hoiam.conferences.operations.delegation_letters import write_letter
from hoiam.conferences.operations.inviting import BY_LINK, accept_silently, lock_by_link
from hoiam.conferences.queries.registrations import Outcome, Registered
from hoiam.conferences.queries.seat_book import SeatBook
from hoiam.conferences.rosters.entries import Entry, Refused
from hoiam.conferences.terms import DelegateState, DelegationLetterKind
from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.evidence.vocabulary import fold
from hoiam.texts.secret_marks import reason_if_secret
from hoiam.ui.writing import tidy

MOST_BY_LINK = 300
MOST_AT_ONCE = 5_000
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of a code for the door: none that is read as another."""
LONGEST = {"name": 120, "post": 160, "agency": 300, "email": 254, "phone": 40}


def register_by_link(
    *, token: str, entries: Sequence[Entry], at: datetime, keep_good: bool = False, dry_run: bool = False
) -> Registered:
    """An invited body names its delegates. Naming them accepts the invitation.

    All are kept or none, unless `keep_good`; a double or refused entry stands in the result, with its column.
    Raises `ReasonsAgainst` for a link that opens nothing and a registration that is closed.
    """
    with transaction.atomic():
        invitation, conference = lock_by_link(token, at)
        insist([*against_late(conference, at), *_against_many(entries, MOST_BY_LINK)])
        insist(_against_all_of(invitation, entries))
        found = _sorted(conference, entries, invitation)
        if dry_run or not (found.outcomes and (found.is_clean or keep_good)):
            return found
        accept_silently(invitation, at)
        return _keep(conference, found, invitation, by=BY_LINK, at=at)


def register_delegates(
    *,
    conference: Conference,
    entries: Sequence[Entry],
    by: Person,
    at: datetime,
    invitation: Invitation | None = None,
    keep_good: bool = False,
    dry_run: bool = False,
) -> Registered:
    """The organiser enters delegates, as of a roster or of somebody who comes without a letter.

    Raises `MayNot`, and `ReasonsAgainst` where the conference is over.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        insist(
            [
                *rules.against_cancelled(kept),
                *rules.against_held(kept),
                *_against_many(entries, MOST_AT_ONCE),
                _("This invitation is to another conference.")
                if invitation and invitation.conference_id != kept.pk
                else None,
            ]
        )
        found = _sorted(kept, entries, invitation)
        if dry_run or not (found.outcomes and (found.is_clean or keep_good)):
            return found
        return _keep(kept, found, invitation, by=by, at=at)


def cancel_by_link(*, token: str, delegate_id: int, at: datetime) -> Delegate:
    """An invited body takes somebody off its delegation. Raises `ReasonsAgainst`."""
    with transaction.atomic():
        invitation, conference = lock_by_link(token, at)
        delegate = Delegate.objects.filter(invitation=invitation, pk=delegate_id).first()
        insist([None if delegate else _("This delegate is not on your list. Load the page again.")])
        assert delegate is not None
        return _cancel(conference, delegate, by=BY_LINK, at=at)


def cancel_delegate(*, delegate: Delegate, by: Person, at: datetime) -> Delegate:
    """The organiser takes somebody off the roster. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        conference = lock(delegate.conference)
        rules.may(by, conference.desk, at, rules.ORGANISING)
        return _cancel(conference, Delegate.objects.get(pk=delegate.pk), by=by, at=at)


def fill_seats(conference: Conference, *, by: Person | str, at: datetime) -> list[Delegate]:
    """Give seats that have become free to whoever waits and fits, in the caller's transaction, behind its lock."""
    book = SeatBook.of(conference)
    promoted = []
    for waiting in _waiting(conference):
        if book.is_free(waiting.place_id, waiting.agency_kind, any_kind=_is_wide(waiting.invitation)):
            book.take(waiting.place_id, waiting.agency_kind)
            promoted.append(_promote(waiting, at))
    if promoted:
        line(conference, by=by, at=at, verb="gave seats from waiting list", detail={"number": len(promoted)})
    return promoted


def new_code() -> str:
    """Eight signs for the door, drawn at random: forty bits, of which the clerk of a hall tries few."""
    return "".join(secrets.choice(SIGNS) for _sign in range(8))


def against_late(conference: Conference, at: datetime) -> list[object]:
    """Whether invited bodies may still change their list."""
    closes = conference.registration_closes_at
    return [
        *rules.against_cancelled(conference),
        *rules.against_held(conference),
        _("The registration is closed. Call the desk that invited you.") if closes and at >= closes else None,
    ]


def _sorted(conference: Conference, entries: Iterable[Entry], invitation: Invitation | None) -> Registered:
    """What would become of every entry, in order, by the seats that are left. Nothing is written."""
    book, known = SeatBook.of(conference), _known(conference)
    outcomes = []
    for entry in entries:
        refused = (*entry.refused, *_against(entry, invitation))
        if refused:
            outcomes.append(Outcome(entry, "refused", refused))
            continue
        delegate = _delegate(conference, entry, invitation, book)
        key = (delegate.place_id, delegate.name_folded, fold(delegate.agency))
        if key in known:
            outcomes.append(Outcome(entry, "double", (Refused("name", _double(known[key])),)))
            continue
        known[key] = entry.line
        if book.is_free(delegate.place_id, delegate.agency_kind, any_kind=_is_wide(invitation)):
            delegate.state = DelegateState.REGISTERED
            book.take(delegate.place_id, delegate.agency_kind)
        outcomes.append(Outcome(entry, str(delegate.state), (), delegate))
    return Registered(outcomes)


def _delegate(
    conference: Conference, entry: Entry, invitation: Invitation | None, book: SeatBook
) -> Delegate:
    """Unsaved, on the waiting list."""
    place = entry.place or (invitation.place if invitation else None)
    assert place is not None
    kind = _kind(entry, invitation)
    return Delegate(
        conference=conference,
        invitation=invitation,
        place=place,
        agency_kind=kind,
        agency=_squeezed(entry.agency),
        group_id=book.group_for(place.pk, kind),
        name=_squeezed(entry.name),
        name_folded=fold(entry.name),
        post=_squeezed(entry.post),
        email=_squeezed(entry.email),
        phone=_squeezed(entry.phone),
        language=entry.language,
        code=new_code(),
        state=DelegateState.WAITING,
    )


def _kind(entry: Entry, invitation: Invitation | None) -> str:
    """The kind of the letter, else as said, else as the name of the agency tells, else the first for others."""
    if invitation and invitation.agency_kind:
        return invitation.agency_kind
    said = entry.agency_kind or agencies.kind_of(entry.agency)
    return said or next((kind.code for kind in agencies.kinds().values() if kind.level == agencies.OTHER), "")


def _keep(
    conference: Conference,
    found: Registered,
    invitation: Invitation | None,
    *,
    by: Person | str,
    at: datetime,
) -> Registered:
    made = [outcome.delegate for outcome in found.outcomes if outcome.delegate]
    for delegate in made:
        delegate.registered_at = at
    Delegate.objects.bulk_create(made, batch_size=500)
    detail = {
        "registered": found.count("registered"),
        "waiting": found.count("waiting"),
        "invitation": invitation.pk if invitation else None,
    }
    line(conference, by=by, at=at, verb="registered delegates", detail=detail)
    return Registered(found.outcomes, is_kept=True)


def _cancel(conference: Conference, delegate: Delegate, *, by: Person | str, at: datetime) -> Delegate:
    insist(
        [
            *rules.against_cancelled(conference),
            *rules.against_held(conference),
            _("This delegate is cancelled already.") if delegate.state == DelegateState.CANCELLED else None,
            _("This delegate was checked in already.") if delegate.checkins.exists() else None,
        ]
    )
    had_seat = delegate.state == DelegateState.REGISTERED
    delegate.state, delegate.cancelled_at = DelegateState.CANCELLED, at
    delegate.email = delegate.phone = ""
    delegate.contact_erased_at = at
    delegate.save(update_fields=["state", "cancelled_at", "email", "phone", "contact_erased_at"])
    promoted = _next_after(conference, delegate, at) if had_seat else None
    detail = {"delegate": delegate.pk, "seat_to": promoted.pk if promoted else None}
    line(conference, by=by, at=at, verb="cancelled delegate", detail=detail)
    return delegate


def _next_after(conference: Conference, gone: Delegate, at: datetime) -> Delegate | None:
    """Who gets the seat of somebody who does not come: the same place and kind, the same place, then anybody."""
    waiting = _waiting(conference)
    if not waiting or not SeatBook.of(conference).has_room():
        return None
    return _promote(
        min(
            waiting,
            key=lambda row: (
                (row.place_id, row.agency_kind) != (gone.place_id, gone.agency_kind),
                row.place_id != gone.place_id,
                row.registered_at,
                row.pk,
            ),
        ),
        at,
    )


def _promote(delegate: Delegate, at: datetime) -> Delegate:
    delegate.state = DelegateState.REGISTERED
    delegate.save(update_fields=["state"])
    write_letter(DelegationLetterKind.SEAT, delegate=delegate, at=at)
    return delegate


def _waiting(conference: Conference) -> list[Delegate]:
    """Who waits, the longest first, with the invitation they came by."""
    rows = Delegate.objects.filter(conference=conference, state=DelegateState.WAITING)
    return list(rows.select_related("invitation").order_by("registered_at", "pk"))


def _is_wide(invitation: Invitation | None) -> bool:
    return invitation is not None and not invitation.agency_kind


def _known(conference: Conference) -> dict[tuple[int, str, str], int]:
    """Who is on the roster; 0 stands for no line of this file."""
    rows = Delegate.objects.filter(conference=conference).exclude(state=DelegateState.CANCELLED).order_by()
    return {
        (place, name, fold(agency)): 0
        for place, name, agency in rows.values_list("place", "name_folded", "agency")
    }


def _double(line_number: int) -> object:
    if line_number:
        return format_lazy(
            _(
                "This name at this agency stands in line {line} already. Two people of one name: add the post to it."
            ),
            line=line_number,
        )
    return _("This name at this agency is on the roster already. Two people of one name: add the post to it.")


def _against(entry: Entry, invitation: Invitation | None) -> list[Refused]:
    empty = {
        "name": _("The name is missing."),
        "post": _("The post is missing."),
        "agency": _("The agency is missing."),
    }
    found = []
    for column, longest in LONGEST.items():
        words = getattr(entry, column)
        if not words.strip() and column in empty:
            found.append(Refused(column, empty[column]))
        elif len(words) > longest:
            found.append(Refused(column, format_lazy(_("Up to {number} characters."), number=longest)))
    if secret := reason_if_secret(" \n".join([entry.name, entry.post, entry.agency])):
        found.append(Refused("name", secret))
    found += _against_kind(entry, invitation) + _against_place(entry, invitation)
    return found + _against_email(entry.email.strip())


def _against_kind(entry: Entry, invitation: Invitation | None) -> list[Refused]:
    kind = _kind(entry, invitation)
    if agencies.is_press(kind) or agencies.is_press(agencies.kind_of(entry.agency)):
        reason = _(
            "People of the press are counted, not named. The desk that invited you enters how many come."
        )
        return [Refused("agency", reason)]
    if kind not in agencies.kinds():
        return [Refused("agency_kind", _("This kind of agency is not known."))]
    return []


def _against_place(entry: Entry, invitation: Invitation | None) -> list[Refused]:
    if invitation is None and entry.place is None:
        return [] if any(one.column == "place" for one in entry.refused) else [_no_place()]
    if invitation and entry.place and entry.place.pk != invitation.place_id:
        return [Refused("place", _("This delegate comes from another place than the invitation names."))]
    return []


def _no_place() -> Refused:
    return Refused("place", _("The place is missing."))


def _against_email(email: str) -> list[Refused]:
    if email:
        try:
            validate_email(email)
        except ValidationError:
            return [Refused("email", _("The e-mail address is not complete or has a forbidden sign."))]
    return []


def _against_many(entries: Sequence[Entry], most: int) -> list[object]:
    if not entries:
        return [_("Nobody is named here.")]
    if len(entries) > most:
        return [format_lazy(_("Up to {number} delegates at once."), number=most)]
    return []


def _against_all_of(invitation: Invitation, entries: Sequence[Entry]) -> list[object]:
    """One letter opens the door for one delegation, not for a crowd."""
    named = Delegate.objects.filter(invitation=invitation).exclude(state=DelegateState.CANCELLED).count()
    over = named + len(entries) > MOST_BY_LINK
    return [
        format_lazy(_("Up to {number} delegates for one invitation."), number=MOST_BY_LINK) if over else None
    ]


def _squeezed(words: str) -> str:
    return " ".join(tidy(words, is_one_line=True).split())
