"""What intake does with a message: open it, take it in, put it to an enquiry, set it aside, give it on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, ReasonsAgainst, insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import Role
from hoiam.desks.throttle import wait_of
from hoiam.enquiries import rules
from hoiam.enquiries.asker import Asker, IncomingFile
from hoiam.enquiries.mail.message import ReadMail
from hoiam.enquiries.models import Correspondence, Enquiry, IncomingMail
from hoiam.enquiries.operations.intake import Receipt, take_in
from hoiam.enquiries.operations.joining import join
from hoiam.enquiries.operations.mail_keeping import seal_with_case
from hoiam.enquiries.operations.receiving import Incoming, prepared
from hoiam.enquiries.operations.taking_up import AtOnce
from hoiam.enquiries.queries.mail import SORTABLE, raw_of
from hoiam.enquiries.queries.sealed import key_of
from hoiam.enquiries.terms import Channel, MailRemark, MailState, MailWhy

MOST_RECEIPTS = 10
"""Receipts that one sender gets by e-mail in a day; two machines that answer each other end here at the latest."""
DAY = timedelta(days=1)


def open_mail(
    *, mail: IncomingMail, standing: Standing, at: datetime
) -> tuple[ReadMail, tuple[IncomingFile, ...]]:
    """Show a message as it was written, sender included, to intake of its desk; noted in the journal.

    Raises `MayNot` for everybody else, `ReasonsAgainst` where it was erased, or belongs to an enquiry by now:
    that one's seal is opened on its own page, and may be at another desk.
    """
    if standing.desk.pk != mail.desk_id or not standing.holds(Role.INTAKE):
        raise MayNot([_("Only intake of the desk that received the message may open it.")])
    insist([] if mail.state in SORTABLE else [_("This message is decided on already.")])
    with transaction.atomic():
        said = _said(mail)
        write_line(desk=mail.desk, by=standing.person, at=at, verb="opened message", record=mail)
    return said.mail, said.files


def take_in_mail(
    *,
    mail: IncomingMail,
    kind: str,
    language: str,
    by: Person,
    at: datetime,
    question: str = "",
    at_once: AtOnce | None = None,
) -> Receipt:
    """Make a question of a message: received when our server took it, answered to its sender, under seal.

    `question`: in words of intake's choosing, such as without a long greeting; else the message as written. The
    receipt goes to the sender by e-mail unless many have today. `at_once`: see `take_in`. Raises `MayNot`,
    `ReasonsAgainst`.
    """
    with _deciding(mail, by, at) as (row, said):
        is_quiet = not _may_acknowledge(said.mail.sender, at)
        receipt = take_in(
            desk=row.desk,
            kind=kind,
            language=language,
            question=question.strip() or said.words,
            asker=_asker(said.mail),
            received_at=row.received_at,
            by=by,
            at=at,
            attachments=said.files,
            idempotency_key=f"message {row.pk}",
            channel=Channel.E_MAIL,
            is_quiet=is_quiet,
            at_once=at_once,
        )
        key = key_of(receipt.enquiry)
        assert key is not None
        seal_with_case(row, said.raw, receipt.enquiry, key)
        if is_quiet:
            row.remarks = [*row.remarks, MailRemark.NO_RECEIPT]
        _decided(row, MailState.ENQUIRY, by, at, enquiry=receipt.enquiry)
    return receipt


def join_mail(
    *, mail: IncomingMail, enquiry: Enquiry, is_asker: bool, by: Person, at: datetime
) -> Correspondence:
    """Put a message to an enquiry of the desk, as its asker's or as somebody else's. Raises as above."""
    with _deciding(mail, by, at) as (row, said):
        insist([_("The enquiry belongs to another desk.")] if enquiry.desk_id != row.desk_id else [])
        return join(
            row,
            enquiry,
            raw=said.raw,
            words=said.words,
            files=said.files,
            by=by,
            at=at,
            is_asker=is_asker,
            known=tuple(Asker(name=said.mail.sender_name, email=said.mail.sender).known_by()),
        )


def set_aside(*, mail: IncomingMail, reason: str, by: Person, at: datetime) -> IncomingMail:
    """It is no question to this desk; it is erased after a while. Raises `MayNot`, `ReasonsAgainst`."""
    reason = " ".join(reason.split())
    with transaction.atomic():
        row = _locked(mail, by, at)
        insist(
            [
                None if row.state == MailState.TRIAGE else _("This message is set aside already."),
                None if reason else _("Say why it is no question to the desk."),
                _("The reason is too long: up to 300 characters.") if len(reason) > 300 else None,
            ]
        )
        row.reason = reason
        _decided(row, MailState.SET_ASIDE, by, at)
        write_line(
            desk=row.desk, by=by, at=at, verb="set message aside", record=row, detail={"reason": reason}
        )
    return row


def give_to_desk(*, mail: IncomingMail, desk: Desk, by: Person, at: datetime) -> IncomingMail:
    """Another desk of this installation sorts it; the time of receipt stays. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        row = _locked(mail, by, at)
        known = IncomingMail.objects.filter(arrival=row.arrival, desk=desk).exists()
        insist(
            [
                None if row.state in SORTABLE else _("This message is decided on already."),
                None if desk.is_open else _("That desk is closed."),
                _("That desk has this message already.") if known else None,
            ]
        )
        former = row.desk
        row.desk, row.state, row.why, row.enquiry = desk, MailState.TRIAGE, MailWhy.NEW, None
        row.decided_at = row.decided_by = None
        row.reason = ""
        row.save()
        write_line(desk=former, by=by, at=at, verb="gave message on", record=row, detail={"desk": desk.code})
    return row


@contextmanager
def _deciding(mail: IncomingMail, by: Person, at: datetime) -> Iterator[tuple[IncomingMail, Incoming]]:
    """The message locked and open, for whoever may decide on it."""
    with transaction.atomic():
        row = _locked(mail, by, at)
        insist([] if row.state in SORTABLE else [_("This message is decided on already.")])
        yield row, _said(row)


def _locked(mail: IncomingMail, by: Person, at: datetime) -> IncomingMail:
    rows = IncomingMail.objects.select_for_update(of=("self",)).select_related("desk", "enquiry")
    row = rows.get(pk=mail.pk)
    rules.may(by, row.desk, at, rules.TAKING_IN)
    return row


def _said(mail: IncomingMail) -> Incoming:
    raw = raw_of(mail)
    if raw is None:
        raise ReasonsAgainst([_("The message was erased; it cannot be opened any more.")])
    return prepared(raw)


def _asker(mail: ReadMail) -> Asker:
    """Who is answered: the sender as the message names them; nothing where the address is none."""
    try:
        validate_email(mail.sender)
    except ValidationError:
        return Asker(name=mail.sender_name)
    return Asker(name=mail.sender_name, email=mail.sender)


def _may_acknowledge(sender: str, at: datetime) -> bool:
    return not sender or wait_of(sender, door="mail-receipt", limit=MOST_RECEIPTS, window=DAY, at=at) is None


def _decided(
    row: IncomingMail, state: MailState, by: Person, at: datetime, enquiry: Enquiry | None = None
) -> None:
    row.state, row.decided_by, row.decided_at = state, by, at
    row.enquiry = enquiry or row.enquiry
    row.save()
