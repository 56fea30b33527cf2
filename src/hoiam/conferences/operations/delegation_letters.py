"""Letters to an invited body, or to somebody it sends: one row, one parcel, within the act that causes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from hoiam.conferences.models import Conference, Delegate, DelegationLetter, Invitation
from hoiam.conferences.queries.delegation_letters import LETTER
from hoiam.conferences.terms import DelegateState, DelegationLetterKind, InvitationState
from hoiam.post.operations import Outgoing, enqueue_many

TOLD = (InvitationState.SENT, InvitationState.ACCEPTED)


def write_letter(
    kind: DelegationLetterKind,
    *,
    at: datetime,
    invitation: Invitation | None = None,
    delegate: Delegate | None = None,
) -> int:
    """Give one letter to the post; 0 where there is no address, or at a desk for practice."""
    about: Invitation | Delegate | None = delegate or invitation
    return _write(kind, [about] if about else [], at)


def tell_invited(conference: Conference, kind: DelegationLetterKind, *, at: datetime) -> int:
    """Write to every body that was invited, and to every delegate, that left an address; how many."""
    invitations = Invitation.objects.filter(conference=conference, state__in=TOLD)
    delegates = Delegate.objects.filter(conference=conference).exclude(state=DelegateState.CANCELLED)
    return _write(kind, [*invitations, *delegates], at)


def send_codes(conference: Conference, *, at: datetime) -> int:
    """Write their code for the door to registered delegates with an address that have it not yet; how many."""
    rows = Delegate.objects.filter(conference=conference, state=DelegateState.REGISTERED)
    return _write(DelegationLetterKind.CODE, rows.exclude(letters__kind=DelegationLetterKind.CODE), at)


def _write(kind: DelegationLetterKind, about: Iterable[Invitation | Delegate], at: datetime) -> int:
    """A delegate without an address of its own is reached through the body that sends it."""
    going = [(row, address) for row in about if (address := _address(row))]
    if not going or going[0][0].conference.desk.is_practice:
        return 0
    letters = DelegationLetter.objects.bulk_create(
        DelegationLetter(
            kind=kind,
            invitation=row if isinstance(row, Invitation) else None,
            delegate=row if isinstance(row, Delegate) else None,
            at=at,
        )
        for row, _address in going
    )
    desk = going[0][0].conference.desk
    return enqueue_many(
        (
            Outgoing(
                payload_kind=LETTER,
                payload_id=letter.pk,
                address=address,
                language=row.language if isinstance(row, Delegate) else row.conference.language,
                desk=desk,
            )
            for letter, (row, address) in zip(letters, going, strict=True)
        ),
        at=at,
    )


def _address(row: Invitation | Delegate) -> str:
    if isinstance(row, Invitation):
        return row.address
    return row.email
