"""Bodies are invited by letter, answer by a link or through the organiser, and get a new link when one is lost."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import agencies, rules
from hoiam.conferences.dates import ends
from hoiam.conferences.models import Allocation, Conference, Delegate, Invitation
from hoiam.conferences.operations.case import line, lock
from hoiam.conferences.operations.delegation_letters import send_codes, write_letter
from hoiam.conferences.queries.invitations import invitation_by_token
from hoiam.conferences.terms import DelegateState, DelegationLetterKind, InvitationState
from hoiam.desks.against import insist
from hoiam.desks.models import Body, Person, Place
from hoiam.post.addresses import is_address

BY_LINK = "delegation"
"""Who acted, in the journal, where an invited body came by its link."""
NO_LINK = _("This link opens nothing any more. Call the desk that invited you.")
ANSWERABLE = (InvitationState.SENT, InvitationState.ACCEPTED, InvitationState.DECLINED)


def invite(
    *,
    conference: Conference,
    place: Place,
    addressee: str,
    by: Person,
    at: datetime,
    agency_kind: str = "",
    address: str = "",
    body: Body | None = None,
) -> Invitation:
    """Prepare one invitation; nothing leaves. `agency_kind` "": it may use every seat of its place.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = _lock(conference, by, at)
        insist(
            [
                *rules.against_words(addressee, empty=_("Say to whom the letter goes."), longest=300),
                *_against_kind(agency_kind),
                *_against_address(address),
                None
                if place in agencies.places_on(kept.starts_on)
                else _("This place is not invited on that day."),
            ]
        )
        made = Invitation.objects.create(
            conference=kept,
            place=place,
            body=body,
            addressee=addressee.strip(),
            agency_kind=agency_kind,
            address=address.strip(),
            link_ends_at=ends(kept),
        )
        line(kept, by=by, at=at, verb="prepared invitations", detail={"number": 1})
    return made


def invite_allocated(*, conference: Conference, by: Person, at: datetime) -> int:
    """Prepare one invitation for every place and kind that has seats and none yet; how many.

    The addressee is the kind of agency and the place; the address that of the body, where the register knows
    exactly one. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = _lock(conference, by, at)
        rows = list(Allocation.objects.filter(conference=kept, seats__gt=0).select_related("place"))
        there = Invitation.objects.filter(conference=kept).exclude(state=InvitationState.WITHDRAWN)
        known = set(there.values_list("place", "agency_kind"))
        missing = [row for row in rows if not {(row.place_id, row.agency_kind), (row.place_id, "")} & known]
        insist(
            [
                _("Allocate seats first.") if not rows else None,
                _("Every place and kind of agency with seats has its invitation already.")
                if rows and not missing
                else None,
            ]
        )
        bodies = _bodies(missing, kept)
        Invitation.objects.bulk_create(
            Invitation(
                conference=kept,
                place=row.place,
                body=(body := bodies.get((row.place_id, row.agency_kind))),
                addressee=str(body) if body else _named(row, kept.language),
                agency_kind=row.agency_kind,
                address=body.email if body else "",
                link_ends_at=ends(kept),
            )
            for row in missing
        )
        line(kept, by=by, at=at, verb="prepared invitations", detail={"number": len(missing)})
    return len(missing)


def send_invitations(
    *,
    conference: Conference,
    numbers: Collection[int],
    letter_number: str,
    letter_date: date,
    by: Person,
    at: datetime,
) -> int:
    """The letter of that number went out: each invitation counts as sent, the link goes to each address.

    Bodies without an address get the link with the letter. How many. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = _lock(conference, by, at)
        rows = Invitation.objects.filter(conference=kept, pk__in=numbers, state=InvitationState.PREPARED)
        found = list(rows.select_related("conference__desk"))
        insist(
            [
                None if found else _("Choose invitations that were not sent yet."),
                None if kept.announced_at else _("Announce the conference first."),
                *rules.against_words(letter_number, empty=_("Enter the number of the letter."), longest=60),
                _("The letter carries a day that is still to come.")
                if letter_date > timezone.localdate(at)
                else None,
            ]
        )
        rows.update(
            state=InvitationState.SENT,
            sent_at=at,
            letter_number=letter_number.strip(),
            letter_date=letter_date,
            link_ends_at=ends(kept),
        )
        for row in found:
            write_letter(DelegationLetterKind.INVITED, invitation=row, at=at)
        line(kept, by=by, at=at, verb="sent invitations", detail={"number": len(found)})
    return len(found)


def change_invitation(
    *, invitation: Invitation, addressee: str, address: str, by: Person, at: datetime
) -> Invitation:
    """Correct to whom it goes, and by which address. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _lock_invitation(invitation, by, at)
        insist(
            [
                *rules.against_words(addressee, empty=_("Say to whom the letter goes."), longest=300),
                *_against_address(address),
            ]
        )
        kept.addressee, kept.address = addressee.strip(), address.strip()
        kept.save(update_fields=["addressee", "address"])
        line(kept.conference, by=by, at=at, verb="changed invitation", detail={"invitation": kept.pk})
    return kept


def renew_link(*, invitation: Invitation, by: Person, at: datetime) -> Invitation:
    """Make every earlier link void; the new one goes to the address, where there is one.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = _lock_invitation(invitation, by, at)
        kept.link_number += 1
        kept.link_ends_at = max(kept.link_ends_at, ends(kept.conference))
        kept.save(update_fields=["link_number", "link_ends_at"])
        if kept.state != InvitationState.PREPARED:
            write_letter(DelegationLetterKind.LINK, invitation=kept, at=at)
        line(
            kept.conference, by=by, at=at, verb="made link of invitation new", detail={"invitation": kept.pk}
        )
    return kept


def withdraw_invitation(*, invitation: Invitation, by: Person, at: datetime) -> Invitation:
    """Take an invitation back; its link opens nothing.

    Raises `MayNot`, and `ReasonsAgainst` while it has delegates.
    """
    with transaction.atomic():
        kept = _lock_invitation(invitation, by, at)
        insist(_against_delegates(kept))
        kept.state = InvitationState.WITHDRAWN
        kept.link_number += 1
        kept.save(update_fields=["state", "link_number"])
        line(kept.conference, by=by, at=at, verb="withdrew invitation", detail={"invitation": kept.pk})
    return kept


def answer_invitation(
    *, invitation: Invitation, accepts: bool, by: Person, at: datetime, why: str = ""
) -> Invitation:
    """The organiser enters what a body answered by letter or telephone. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _lock_invitation(invitation, by, at)
        return _answer(kept, accepts, why, by=by, at=at)


def answer_by_link(*, token: str, accepts: bool, at: datetime, why: str = "") -> Invitation:
    """The invited body says whether it comes; it may say otherwise later. Raises `ReasonsAgainst`."""
    with transaction.atomic():
        invitation, _conference = lock_by_link(token, at)
        return _answer(invitation, accepts, why, by=BY_LINK, at=at)


def send_codes_to_delegates(*, conference: Conference, by: Person, at: datetime) -> int:
    """Write to every registered delegate with an address its code for the door, once; how many.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = _lock(conference, by, at)
        number = send_codes(kept, at=at)
        insist([None if number else _("Nobody with an e-mail address waits for a code.")])
        line(kept, by=by, at=at, verb="sent codes for the door", detail={"number": number})
    return number


def lock_by_link(token: str, at: datetime) -> tuple[Invitation, Conference]:
    """Invitation and conference behind a link, both locked; raises `ReasonsAgainst` where it opens nothing."""
    found = invitation_by_token(token, at)
    insist([None if found else NO_LINK])
    assert found is not None
    conference = lock(found.conference)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("place")
    invitation = rows.get(pk=found.pk)
    insist([None if invitation.link_number == found.link_number else NO_LINK])
    invitation.conference = conference
    return invitation, conference


def accept_silently(invitation: Invitation, at: datetime) -> None:
    """Whoever names delegates comes."""
    if invitation.state != InvitationState.ACCEPTED:
        invitation.state, invitation.answered_at, invitation.answered_by = InvitationState.ACCEPTED, at, None
        invitation.declined_why = ""
        invitation.save(update_fields=["state", "answered_at", "answered_by", "declined_why"])


def _answer(invitation: Invitation, accepts: bool, why: str, *, by: Person | str, at: datetime) -> Invitation:
    insist(
        [
            *rules.against_cancelled(invitation.conference),
            *rules.against_held(invitation.conference),
            None if invitation.state in ANSWERABLE else _("This invitation was not sent."),
            _("Up to 300 characters for the reason.") if len(why) > 300 else None,
            *([] if accepts else _against_delegates(invitation)),
            *(rules.against_words(why, empty=None, longest=300) if why.strip() else []),
        ]
    )
    invitation.state = InvitationState.ACCEPTED if accepts else InvitationState.DECLINED
    invitation.answered_at = at
    invitation.answered_by = by if isinstance(by, Person) else None
    invitation.declined_why = "" if accepts else why.strip()
    invitation.save(update_fields=["state", "answered_at", "answered_by", "declined_why"])
    detail = {"invitation": invitation.pk, "state": str(invitation.state)}
    line(invitation.conference, by=by, at=at, verb="answered letter of invitation", detail=detail)
    return invitation


def _lock(conference: Conference, by: Person, at: datetime) -> Conference:
    kept = lock(conference)
    rules.may(by, kept.desk, at, rules.ORGANISING)
    insist([*rules.against_cancelled(kept), *rules.against_held(kept)])
    return kept


def _lock_invitation(invitation: Invitation, by: Person, at: datetime) -> Invitation:
    """With its conference, behind its lock; raises `ReasonsAgainst` for a withdrawn one."""
    conference = _lock(invitation.conference, by, at)
    kept = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    kept.conference = conference
    insist([_("This invitation was withdrawn.") if kept.state == InvitationState.WITHDRAWN else None])
    return kept


def _against_delegates(invitation: Invitation) -> list[object]:
    named = Delegate.objects.filter(invitation=invitation).exclude(state=DelegateState.CANCELLED).count()
    if not named:
        return []
    return [format_lazy(_("Delegates are named for it: {number}. Take them off first."), number=named)]


def _against_kind(kind: str) -> list[object]:
    if kind and (kind not in agencies.kinds() or agencies.is_press(kind)):
        return [_("This kind of agency is not known.")]
    return []


def _against_address(address: str) -> list[object]:
    if address.strip() and not is_address("email", address.strip()):
        return [_("The e-mail address is not complete or has a forbidden sign.")]
    return []


def _bodies(rows: Collection[Allocation], conference: Conference) -> dict[tuple[int, str], Body]:
    """The one body in force that is of that kind in that place, by (place, kind)."""
    found: dict[tuple[int, str], list[Body]] = {}
    for body in Body.objects.filter(place__in=[row.place_id for row in rows]).exclude(
        valid_to__lt=conference.starts_on
    ):
        kind = agencies.kind_of(body.name.in_language(conference.language)[0])
        if kind and body.place_id:
            found.setdefault((body.place_id, kind), []).append(body)
    return {key: bodies[0] for key, bodies in found.items() if len(bodies) == 1}


def _named(row: Allocation, language: str) -> str:
    return f"{agencies.kind_label(row.agency_kind, language)} – {row.place.name.in_language(language)[0]}"
