"""Asking back, and going on when the asker has said what is meant."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Clock, Person
from hoiam.desks.operations.clocks import extend_clock, pause_clock, resume_clock, start_clocks
from hoiam.desks.queries.clocks import rule_of
from hoiam.enquiries import rules
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.operations.case import ENQUIRY, finish, lock, move
from hoiam.enquiries.operations.sending import send_letter
from hoiam.enquiries.queries.answers import being_written
from hoiam.enquiries.terms import CLARIFICATION, Letter, Outcome, State


def ask_clarification(*, enquiry: Enquiry, words: str, by: Person, at: datetime) -> Enquiry:
    """Ask the asker what is meant. Clocks stand still only where their rule allows it for this reason.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    reasons = rules.against_words(words, empty=_("Write what you need to know from the asker."))
    with transaction.atomic():
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.WORKING)
        insist([*reasons, *rules.against_move(case, State.CLARIFYING)])
        paused = [clock for clock in _running(case) if _may_pause(clock)]
        for clock in paused:
            pause_clock(clock=clock, by=by, at=at, reason=CLARIFICATION)
        move(case, State.CLARIFYING, at)
        send_letter(enquiry=case, letter=Letter.CLARIFICATION, words=words.strip(), by=by, at=at)
        return finish(
            case, by=by, at=at, verb="asked clarification", detail={"words": words, "paused": len(paused)}
        )


def clarified(*, enquiry: Enquiry, by: Person | str, at: datetime, is_complete: bool = False) -> Enquiry:
    """Go on: paused clocks run again and the enquiry returns to where it was.

    `is_complete`: the request was incomplete and now is not; the clocks that run from a complete request begin
    with the asker's last message. Also called by the asker's own reply, which decides nothing about that.
    """
    with transaction.atomic():
        case = lock(enquiry)
        if isinstance(by, Person):
            rules.may(by, case.desk, at, rules.WORKING)
        if case.state != State.CLARIFYING and not is_complete:
            insist([_("The enquiry does not wait for a clarification.")])
        for clock in _running(case):
            resume_clock(clock=clock, by=by, at=at)
        if is_complete:
            insist(rules.against_closed(case))
            start_clocks(
                desk=case.desk,
                record=case,
                kind=case.kind,
                event="request_valid",
                started_at=_last_word(case) or at,
                by=by,
                at=at,
            )
        if case.state == State.CLARIFYING:
            move(case, _state_before(case), at)
        return finish(case, by=by, at=at, verb="clarified", detail={"is_complete": is_complete})


def lengthen(*, enquiry: Enquiry, clock: Clock, reason: str, by: Person, at: datetime) -> Enquiry:
    """Lengthen a limit where the law allows it; the asker is told in writing before the limit ends."""
    with transaction.atomic():
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.DECIDING)
        foreign = (clock.record_kind, clock.record_id) != (ENQUIRY, case.pk)
        insist([*rules.against_closed(case), _("Choose a clock of this enquiry.") if foreign else None])
        extend_clock(clock=clock, by=by, at=at, reason=reason, needs_met=True)
        kept = finish(case, by=by, at=at, verb="lengthened limit", detail={"reason": reason})
        send_letter(enquiry=kept, letter=Letter.EXTENSION, words=reason.strip(), by=by, at=at)
    return kept


def _running(case: Enquiry) -> list[Clock]:
    running = Clock.objects.of(ENQUIRY, case.pk).open().select_related("rule", "desk")
    return list(running.prefetch_related("pauses", "extensions"))


def _may_pause(clock: Clock) -> bool:
    rule = rule_of(clock)
    return rule is not None and CLARIFICATION in rule.pause_on and not clock.pauses.filter(ends_at=None)


def _last_word(case: Enquiry) -> datetime | None:
    reply = case.correspondence.filter(is_from_asker=True).order_by("-at").first()
    return reply.at if reply else None


def _state_before(case: Enquiry) -> State:
    if being_written(case).exclude(outcome=Outcome.INTERIM).exists():
        return State.DRAFTING
    return State.ASSIGNED if case.officer_id else State.REGISTERED
