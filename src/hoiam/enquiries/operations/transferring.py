"""Passing an enquiry to another desk or body: it stays ours until they have accepted it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst, insist
from hoiam.desks.models import Body, Desk, Person
from hoiam.desks.operations.clocks import stop_clocks
from hoiam.desks.rules import against_meeting
from hoiam.desks.terms import Role
from hoiam.enquiries import rules
from hoiam.enquiries.models import Enquiry, Transfer
from hoiam.enquiries.operations.case import close_texts, finish, lock, lock_texts, move, tell
from hoiam.enquiries.operations.intake import open_record, start_case
from hoiam.enquiries.operations.sending import send_letter
from hoiam.enquiries.queries.answers import being_written
from hoiam.enquiries.queries.people import holding
from hoiam.enquiries.queries.sealed import opened_within
from hoiam.enquiries.terms import Letter, NoticeWhat, State


def offer_transfer(
    *,
    enquiry: Enquiry,
    reason: str,
    by: Person,
    at: datetime,
    to_desk: Desk | None = None,
    to_body: Body | None = None,
) -> Transfer:
    """Offer an enquiry to the desk or body it belongs to. Until then it, and every limit, stays ours.

    The other desk sees kind, language and question, never who asked. Raises `MayNot`, `ReasonsAgainst`.
    """
    reasons = rules.against_words(reason, empty=_("Say why the question belongs to them."))
    if (to_desk is None) == (to_body is None):
        reasons.append(_("Choose one desk or one body."))
    with transaction.atomic():
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.WORKING)
        reasons += rules.against_move(case, State.TRANSFERRED)
        if to_desk is not None and (to_desk.pk == case.desk_id or not to_desk.is_open):
            reasons.append(_("Choose another desk that is open."))
        reasons += against_meeting(case.desk, to_desk)
        if case.transfers.filter(decided_at__isnull=True).exists():
            reasons.append(_("The question is already offered to somebody."))
        if case.joined.filter(closed_at__isnull=True).exists():
            reasons.append(_("Other questions are joined to this one and wait for its answer."))
        insist(reasons)
        transfer = Transfer.objects.create(
            enquiry=case,
            to_desk=to_desk,
            to_body=to_body,
            reason=reason.strip(),
            offered_at=at,
            offered_by=by,
        )
        if to_desk is not None:
            tell(
                holding(to_desk, at, Role.INTAKE),
                what=NoticeWhat.TRANSFER_OFFERED,
                enquiry=case,
                desk=to_desk,
                at=at,
            )
        finish(case, by=by, at=at, verb="offered transfer", detail={"transfer": transfer.pk})
    return transfer


def accept_transfer(*, transfer: Transfer, by: Person, at: datetime) -> Enquiry:
    """Accept an offered enquiry: it gets a reference, a seal and the limits of the desk that accepts.

    Those count from the offer, when the question was before that desk. Intake of the accepting desk accepts.
    """
    with transaction.atomic():
        lock_texts(transfer.enquiry)
        case, kept = lock(transfer.enquiry), _open_offer(transfer)
        if kept.to_desk is None:
            raise ReasonsAgainst([_("This question was offered to a body without a desk here.")])
        rules.may(by, kept.to_desk, at, rules.TAKING_IN)
        content = opened_within(case)
        insist([*rules.against_closed(case), None if content else _("Who asked was erased.")])
        assert content is not None
        became, _token = open_record(
            desk=kept.to_desk,
            kind=case.kind,
            language=case.language,
            theme=case.theme,
            question=content.question,
            asker=content.asker,
            received_at=kept.offered_at,
            at=at,
            publish_at_once=case.publish_at_once,
        )
        start_case(became, by=by, at=at, wanted_by=None)
        _leave(case, kept, by=by, at=at, became=became)
        send_letter(enquiry=became, letter=Letter.RECEIPT, by=by, at=at)
        return finish(became, by=by, at=at, verb="took over", detail={"from": case.reference})


def note_acceptance(*, transfer: Transfer, words: str, by: Person, at: datetime) -> Transfer:
    """A body without a desk here has accepted in writing: note how and when, and tell the asker."""
    reasons = rules.against_words(words, empty=_("Write how and when they accepted: letter, number, day."))
    with transaction.atomic():
        lock_texts(transfer.enquiry)
        case, kept = lock(transfer.enquiry), _open_offer(transfer)
        rules.may(by, case.desk, at, rules.WORKING)
        insist(
            [
                *reasons,
                *rules.against_closed(case),
                _("The desk that was asked accepts for itself.") if kept.to_desk_id else None,
            ]
        )
        kept.decision_reason = words.strip()
        _leave(case, kept, by=by, at=at, became=None)
    return kept


def decline_transfer(*, transfer: Transfer, reason: str, by: Person, at: datetime) -> Transfer:
    """Refuse an offered enquiry with a reason; it was and stays with the desk that offered it.

    For intake of the other desk; for a body without a desk, our own officer notes it.
    """
    reasons = rules.against_words(reason, empty=_("Say why the question does not belong to you."))
    with transaction.atomic():
        case, kept = lock(transfer.enquiry), _open_offer(transfer)
        rules.may(by, kept.to_desk or case.desk, at, rules.TAKING_IN)
        insist(reasons)
        _decide(kept, by=by, at=at, is_accepted=False, reason=reason)
        people = [case.officer] if case.officer else holding(case.desk, at, Role.INTAKE)
        tell(people, what=NoticeWhat.TRANSFER_DECIDED, enquiry=case, at=at)
        finish(case, by=by, at=at, verb="transfer declined", detail={"transfer": kept.pk})
    return kept


def take_offer_back(*, transfer: Transfer, reason: str, by: Person, at: datetime) -> Transfer:
    """Answer after all what was offered to somebody else."""
    reasons = rules.against_words(reason, empty=_("Say why the offer is taken back."))
    with transaction.atomic():
        case, kept = lock(transfer.enquiry), _open_offer(transfer)
        rules.may(by, case.desk, at, rules.WORKING)
        insist(reasons)
        _decide(kept, by=by, at=at, is_accepted=False, reason=reason)
        finish(case, by=by, at=at, verb="took offer back", detail={"transfer": kept.pk})
    return kept


def _open_offer(transfer: Transfer) -> Transfer:
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("to_desk", "to_body")
    kept = rows.get(pk=transfer.pk)
    insist([_("This offer was decided already.")] if kept.decided_at else [])
    return kept


def _decide(kept: Transfer, *, by: Person, at: datetime, is_accepted: bool, reason: str = "") -> None:
    kept.decided_at, kept.decided_by, kept.is_accepted = at, by, is_accepted
    kept.decision_reason = reason.strip() or kept.decision_reason
    kept.save()


def _leave(case: Enquiry, kept: Transfer, *, by: Person, at: datetime, became: Enquiry | None) -> None:
    """Close ours, tell its asker where the question is now and its officer that it was taken."""
    kept.became = became
    _decide(kept, by=by, at=at, is_accepted=True)
    stop_clocks(record=case, by=by, at=at, why="transferred")
    close_texts(case, being_written(case), by=by, at=at)
    move(case, State.TRANSFERRED, at)
    receiver = kept.to_desk or kept.to_body
    facts = {"body": dict(receiver.name) if receiver else {}, "reference": became.reference if became else ""}
    send_letter(enquiry=case, letter=Letter.TRANSFERRED, facts=facts, by=by, at=at)
    people = [case.officer] if case.officer else holding(case.desk, at, Role.INTAKE)
    tell(people, what=NoticeWhat.TRANSFER_DECIDED, enquiry=case, at=at)
    finish(case, by=by, at=at, verb="transferred", detail={"transfer": kept.pk})
