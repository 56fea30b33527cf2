"""Taking a question in: refused before anything is kept, or received with a receipt."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks import signing
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Clock, Desk, Person
from hoiam.desks.operations.clocks import start_asked, start_clocks, start_target
from hoiam.desks.pack import load_pack
from hoiam.desks.terms import Duty
from hoiam.enquiries import envelope, likeness, receipts, rules
from hoiam.enquiries.asker import Asker, IncomingFile
from hoiam.enquiries.masking import covered
from hoiam.enquiries.models import DoubleSubmit, Enquiry, EnquiryReceipt, QuestionPrint
from hoiam.enquiries.operations.case import ENQUIRY, finish, tell
from hoiam.enquiries.operations.numbering import next_number
from hoiam.enquiries.operations.sealing import close_files, close_seal
from hoiam.enquiries.operations.sending import send_letter
from hoiam.enquiries.operations.taking_up import AtOnce, take_up
from hoiam.enquiries.queries.people import holding
from hoiam.enquiries.queries.sealed import asker_s_receipt, status_token_of
from hoiam.enquiries.terms import Channel, Kind, Letter, NoticeWhat, State

START_EVENTS = ("received", "request_valid")
"""What begins with receipt. A request counts as complete when it comes; where intake finds that it is not,
the clocks of `request_valid` begin again when it is."""


@dataclass(frozen=True)
class Receipt:
    """What the asker takes away: the reference, the secret of the status link, the signed document."""

    enquiry: Enquiry
    status_token: str
    receipt_document: dict[str, Any]
    is_repeat: bool = False
    """The same form had been sent before; nothing was taken in twice."""


def take_in(
    *,
    desk: Desk,
    kind: str,
    language: str,
    question: str,
    asker: Asker,
    received_at: datetime,
    by: Person | str,
    at: datetime,
    wanted_by: datetime | None = None,
    attachments: Sequence[IncomingFile] = (),
    publish_at_once: bool = False,
    idempotency_key: str = "",
    channel: str = Channel.FORM,
    is_quiet: bool = False,
    at_once: AtOnce | None = None,
) -> Receipt:
    """Receive a question: seal who asked, start the clocks at receipt, sign the receipt, confirm by e-mail.

    `by` is "asker" for the public form or somebody of intake for a paper, a call, a letter; `received_at` is
    when it reached the desk. `idempotency_key`: a one-time word of the form; sending it again returns the
    first receipt. `is_quiet`: it is not sent. `at_once`: it is registered, and given to an officer where one is
    named, in the same transaction. Raises `MayNot`, `ReasonsAgainst`; then nothing at all was kept.
    """
    if isinstance(by, Person):
        rules.may(by, desk, at, rules.TAKING_IN)
    question = rules.readable(question)
    against = _fields_against(desk, kind, language, question, asker, received_at, at, wanted_by, by)
    files = _let_in(attachments, against)
    digest = hashlib.sha256(idempotency_key.encode()).hexdigest() if idempotency_key else ""
    if digest and (first := _first_receipt(desk, digest)):
        return first
    try:
        with transaction.atomic():
            enquiry, token = open_record(
                desk=desk,
                kind=kind,
                language=language,
                question=question,
                asker=asker,
                received_at=received_at,
                at=at,
                files=files,
                publish_at_once=publish_at_once,
                channel=channel,
            )
            if digest:
                DoubleSubmit.objects.create(desk=desk, digest=digest, enquiry=enquiry)
            start_case(enquiry, by=by, at=at, wanted_by=wanted_by)
            send_letter(enquiry=enquiry, letter=Letter.RECEIPT, by=by, at=at, is_quiet=is_quiet)
            detail = {"kind": kind, "channel": channel, "files": len(files)}
            finish(enquiry, by=by, at=at, verb="took in", detail=detail)
            if at_once and isinstance(by, Person):
                enquiry = take_up(enquiry=enquiry, at_once=at_once, by=by, at=at)
    except IntegrityError:
        if digest and (first := _first_receipt(desk, digest)):
            return first
        raise
    return Receipt(enquiry, token, asker_s_receipt(enquiry))


def _let_in(attachments: Sequence[IncomingFile], against: dict[str, Any]) -> tuple[IncomingFile, ...]:
    """The files, let in. Raises `ReasonsAgainst` with what stands `against` the fields and the first of the files."""
    files, against_files = rules.let_in_all(attachments)
    if against_files:
        against["attachments"] = against_files[0]
    if against:
        raise ReasonsAgainst(against.values(), fields=against)
    return files


def open_record(
    *,
    desk: Desk,
    kind: str,
    language: str,
    question: str,
    asker: Asker,
    received_at: datetime,
    at: datetime,
    files: tuple[IncomingFile, ...] = (),
    publish_at_once: bool = False,
    theme: str = "",
    channel: str = Channel.FORM,
) -> tuple[Enquiry, str]:
    """The row with its number, the seal and the print of the question; returns it with the status token."""
    key = envelope.new_key()
    token = envelope.status_token(key)
    shown = covered(question, asker.known_by())
    reference, year, number = next_number(desk=desk, at=at)
    enquiry = Enquiry.objects.create(
        desk=desk,
        reference=reference,
        year=year,
        number=number,
        kind=kind,
        channel=channel,
        state=State.RECEIVED,
        language=language,
        theme=theme,
        question=shown,
        question_sha256=receipts.question_digest(question, envelope.receipt_salt(key)),
        status_digest=envelope.token_digest(token),
        publish_at_once=publish_at_once,
        received_at=received_at,
        taken_in_at=at,
        last_act_at=at,
    )
    close_seal(enquiry, key, asker, question)
    close_files(enquiry, key, files)
    QuestionPrint.objects.bulk_create(
        QuestionPrint(enquiry=enquiry, desk=desk, band=band) for band in likeness.print_of(shown)
    )
    return enquiry, token


def start_case(
    enquiry: Enquiry, *, by: Person | str, at: datetime, wanted_by: datetime | None
) -> dict[str, Any]:
    """Start every clock of receipt and sign what they say; returns the signed receipt."""
    desk, began = enquiry.desk, enquiry.received_at
    for event in START_EVENTS:
        start_clocks(
            desk=desk, record=enquiry, kind=enquiry.kind, event=event, started_at=began, by=by, at=at
        )
    start_target(
        desk=desk,
        record=enquiry,
        act="first_answer",
        started_at=began,
        by=by,
        at=at,
        calendar=load_pack(settings.COUNTRY.code).country.calendar,
    )
    if wanted_by:
        start_asked(desk=desk, record=enquiry, act="answer", started_at=began, due_at=wanted_by, by=by, at=at)
    tell(holding(desk, at, *rules.TAKING_IN), what=NoticeWhat.ARRIVED, enquiry=enquiry, at=at)
    return issue_receipt(enquiry)


def issue_receipt(enquiry: Enquiry) -> dict[str, Any]:
    """Sign and keep what the clocks of an enquiry say at its beginning."""
    clocks = Clock.objects.of(ENQUIRY, enquiry.pk).filter(duty__in=[Duty.LEGAL, Duty.WARNING, Duty.TARGET])
    document = signing.sign(
        receipts.receipt(
            reference=enquiry.reference,
            desk=enquiry.desk.code,
            body=enquiry.desk.body.code,
            kind=enquiry.kind,
            received_at=enquiry.received_at,
            question_sha256=enquiry.question_sha256,
            dues=[_due_line(clock) for clock in clocks.select_related("rule")],
        )
    )
    EnquiryReceipt.objects.create(enquiry=enquiry, document=document)
    return document


def _due_line(clock: Clock) -> receipts.DueLine:
    row = clock.rule.row if clock.rule else {}
    return receipts.DueLine(
        act=clock.act,
        duty=clock.duty,
        due_at=clock.due_at,
        rule=f"{clock.rule.rule_id} v{clock.rule.version}" if clock.rule else "",
        instrument=str(row.get("instrument", "")),
        article=str(row.get("article", "")),
    )


def _first_receipt(desk: Desk, digest: str) -> Receipt | None:
    """What the same form became when it was sent before."""
    known = DoubleSubmit.objects.filter(desk=desk, digest=digest).select_related("enquiry__receipt").first()
    if known is None:
        return None
    enquiry = known.enquiry
    return Receipt(enquiry, status_token_of(enquiry), asker_s_receipt(enquiry), is_repeat=True)


def _fields_against(
    desk: Desk,
    kind: str,
    language: str,
    question: str,
    asker: Asker,
    received_at: datetime,
    at: datetime,
    wanted_by: datetime | None,
    by: Person | str,
) -> dict[str, object]:
    """{field: reason}; {} where nothing stands against taking the question in."""
    found = rules.against_asker(asker, must_have_email=by == "asker")
    if not desk.is_open:
        found["desk"] = _("This desk is closed. Choose another one.")
    if kind not in Kind.values:
        found["kind"] = _("Choose what kind of question this is.")
    for name, reasons in {
        "language": rules.against_language(language),
        "question": rules.against_words(question, empty=_("Write the question.")),
        "received_at": rules.against_receipt_time(received_at, at),
    }.items():
        if reasons:
            found[name] = reasons[0]
    if wanted_by and (wanted_by.tzinfo is None or wanted_by <= received_at):
        found["wanted_by"] = _("The day by which the answer is wanted must lie ahead.")
    return found
