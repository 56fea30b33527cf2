"""Ends that need no text: withdrawn, joined to another; and beginnings again."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.clocks import start_target, stop_clocks
from hoiam.desks.pack import load_pack
from hoiam.enquiries import rules
from hoiam.enquiries.models import Enquiry, Transfer
from hoiam.enquiries.operations.case import close_texts, finish, lock, lock_texts, move
from hoiam.enquiries.operations.sending import send_letter
from hoiam.enquiries.queries.answers import being_written
from hoiam.enquiries.terms import Letter, State


def end_withdrawn(case: Enquiry, *, by: Person | str, at: datetime, why: str = "") -> Enquiry:
    """Close a locked enquiry as withdrawn, in the current transaction."""
    stop_clocks(record=case, by=by, at=at, why="withdrawn")
    close_texts(case, being_written(case), by=by, at=at)
    Transfer.objects.filter(enquiry=case, decided_at__isnull=True).update(
        decided_at=at, is_accepted=False, decision_reason="withdrawn"
    )
    release_joined(case, by=by, at=at)
    move(case, State.WITHDRAWN, at)
    send_letter(enquiry=case, letter=Letter.WITHDRAWN, by=by, at=at)
    return finish(case, by=by, at=at, verb="withdrawn", detail={"why": why} if why else None)


def release_joined(case: Enquiry, *, by: Person | str, at: datetime) -> None:
    """Enquiries that wait for the answer of a locked one that will not come are worked on by themselves."""
    for own in map(lock, case.joined.filter(closed_at__isnull=True).order_by("pk")):
        own.officer = own.officer or case.officer
        move(own, State.ASSIGNED, at)
        send_letter(enquiry=own, letter=Letter.REOPENED, by=by, at=at)
        finish(own, by=by, at=at, verb="no longer joined", detail={"from": case.pk})


def withdraw_for_asker(*, enquiry: Enquiry, why: str, by: Person, at: datetime) -> Enquiry:
    """Intake notes that the asker took the question back by telephone or letter; the asker gets a
    confirmation, so that it cannot happen unseen. Raises `MayNot`, `ReasonsAgainst`."""
    reasons = rules.against_words(why, empty=_("Write how and when the asker took the question back."))
    with transaction.atomic():
        lock_texts(enquiry)
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.TAKING_IN)
        insist([*reasons, *rules.against_move(case, State.WITHDRAWN)])
        return end_withdrawn(case, by=by, at=at, why=why)


def merge(*, enquiry: Enquiry, into: Enquiry, by: Person, at: datetime) -> Enquiry:
    """Join an enquiry to another of the desk that asks the same: both askers get that answer.

    Its clocks go on until then. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        lock_texts(enquiry)
        case, main = _both(enquiry, into)
        rules.may(by, case.desk, at, rules.WORKING)
        insist([*rules.against_move(case, State.MERGED), *_against_joining(case, main)])
        close_texts(case, being_written(case), by=by, at=at)
        for own in map(lock, case.joined.order_by("pk")):
            own.merged_into = main
            finish(own, by=by, at=at, verb="joined", detail={"into": main.pk})
        move(case, State.MERGED, at)
        case.merged_into = main
        facts = {"reference": main.reference}
        send_letter(enquiry=case, letter=Letter.MERGED, facts=facts, by=by, at=at)
        return finish(case, by=by, at=at, verb="joined", detail={"into": main.pk})


def _both(enquiry: Enquiry, into: Enquiry) -> tuple[Enquiry, Enquiry]:
    """Both locked, the older first, whichever way round they are joined."""
    locked = {row.pk: lock(row) for row in sorted({enquiry, into}, key=lambda row: row.pk)}
    return locked[enquiry.pk], locked[into.pk]


def _against_joining(case: Enquiry, main: Enquiry) -> list[object]:
    if main.pk == case.pk or main.desk_id != case.desk_id:
        return [_("Choose another enquiry of this desk.")]
    if main.language.split("-")[0] != case.language.split("-")[0]:
        return [_("The other enquiry is in another language; its answer would not be understood.")]
    return rules.against_closed(main)


def reopen(*, enquiry: Enquiry, why: str, by: Person, at: datetime) -> Enquiry:
    """Work on a closed enquiry again; what was sent stays sent. The desk's own target starts anew.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    reasons = rules.against_words(why, empty=_("Say why the enquiry is opened again."))
    with transaction.atomic():
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.DECIDING)
        insist([*reasons, *rules.against_move(case, State.ASSIGNED)])
        return begin_again(case, why=why, by=by, at=at)


def begin_again(case: Enquiry, *, why: str, by: Person | str, at: datetime) -> Enquiry:
    """Put a locked, closed enquiry back to work, in the current transaction."""
    move(case, State.ASSIGNED, at)
    start_target(
        desk=case.desk,
        record=case,
        act="answer",
        started_at=at,
        by=by,
        at=at,
        calendar=load_pack(settings.COUNTRY.code).country.calendar,
    )
    send_letter(enquiry=case, letter=Letter.REOPENED, by=by, at=at)
    return finish(case, by=by, at=at, verb="reopened", detail={"why": why})
