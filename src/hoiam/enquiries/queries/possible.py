"""Which acts a person can do on an enquiry now, and why the others not: the reasons that the operations give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import Clock
from hoiam.desks.queries.clocks import rule_of
from hoiam.desks.terms import EDITORIAL, Role
from hoiam.enquiries import rules
from hoiam.enquiries.models import Answer, Correspondence
from hoiam.enquiries.queries.situation import Situation
from hoiam.enquiries.terms import CLOSED, Letter, Outcome, State

Against = Callable[[Situation], list[object]]
WHOLE = (Outcome.ANSWERED, Outcome.PARTLY_ANSWERED, Outcome.NOT_HELD)


@dataclass(frozen=True)
class Possible:
    """One act: who does it at a desk, and what stands against it in a situation."""

    roles: tuple[str, ...]
    against: Against


def reasons_against(act: str, situation: Situation) -> list[object]:
    """Every reason why this person cannot do that act now; [] means it is open. Raises `KeyError`."""
    known = ACTS[act]
    reasons = [reason for reason in known.against(situation) if reason]
    if not situation.standing.holds(*known.roles):
        names = ", ".join(str(Role(role).label) for role in known.roles)
        reasons.insert(0, format_lazy(_("This is done by: {roles}."), roles=names))
    return reasons


def may_be_longer(clock: Clock) -> bool:
    """Whether the rule of a running clock allows a longer limit that was not yet given."""
    rule = rule_of(clock)
    return rule is not None and rule.ext_max > len(clock.extensions.all())


def _nothing(situation: Situation) -> list[object]:
    return []


def _open(situation: Situation) -> list[object]:
    return rules.against_closed(situation.enquiry)


def _to(state: State) -> Against:
    return lambda situation: rules.against_move(situation.enquiry, state)


def _register(situation: Situation) -> list[object]:
    if situation.enquiry.registered_at:
        return [_("The enquiry is registered already.")]
    return rules.against_move(situation.enquiry, State.REGISTERED)


def _assign(situation: Situation) -> list[object]:
    stays = situation.enquiry.state in (State.DRAFTING, State.CLEARANCE, State.CLARIFYING)
    return _open(situation) if stays else [*_open(situation), *_to(State.ASSIGNED)(situation)][:1]


def _clarified(situation: Situation) -> list[object]:
    waits = situation.enquiry.state == State.CLARIFYING or incomplete(situation)
    return [] if waits else [_("The enquiry does not wait for a clarification.")]


def incomplete(situation: Situation) -> bool:
    """Whether clocks stand stopped until the request is complete."""
    return situation.enquiry.is_open and any(
        clock.stopped_why == "request incomplete" for clock in situation.clocks
    )


def _begin(situation: Situation) -> list[object]:
    if situation.draft:
        return [_("A text for this enquiry is already being written.")]
    return rules.against_move(situation.enquiry, State.DRAFTING)


def _interim(situation: Situation) -> list[object]:
    running = _("An interim answer is already being written.") if situation.interim_draft else None
    return [*_open(situation), running]


def _outcome(situation: Situation) -> list[object]:
    if situation.draft is None or situation.draft.outcome not in WHOLE:
        return [_("No answer is being written whose kind could change.")]
    in_clearance = situation.enquiry.state == State.CLEARANCE
    return [_("The text is in clearance. Take it back first.")] if in_clearance else []


def _drop(situation: Situation) -> list[object]:
    return [] if situation.being_written else [_("No text is being written.")]


def _withhold(situation: Situation) -> list[object]:
    waiting = [row for row in situation.sent if not row.withheld_code and row.outcome != Outcome.INTERIM]
    if not waiting:
        return [_("No sent answer waits for the public log.")]
    if all(row.enters_log_at and row.enters_log_at <= situation.at for row in waiting):
        return [_("The answer is public already; what is public is not taken back in silence.")]
    return []


def _release(situation: Situation) -> list[object]:
    held = any(row.withheld_code for row in situation.sent)
    return [] if held else [_("No answer is withheld.")]


def _reopen(situation: Situation) -> list[object]:
    if situation.enquiry.is_open:
        return [_("The enquiry is open.")]
    return rules.against_move(situation.enquiry, State.ASSIGNED)


def _correct(situation: Situation) -> list[object]:
    if not correctable(situation):
        return [_("No answer was sent that could be corrected.")]
    running = any(row.corrects_id for row in situation.being_written)
    return [_("A correction of this answer is already being written.")] if running else []


def correctable(situation: Situation) -> list[Answer]:
    """Sent answers, the latest first; a correction is corrected through its answer."""
    return [row for row in situation.sent if row.outcome != Outcome.INTERIM and not row.corrects_id]


def _transfer(situation: Situation) -> list[object]:
    return [
        *rules.against_move(situation.enquiry, State.TRANSFERRED),
        _("The question is already offered to somebody.") if situation.offer else None,
        _("Other questions are joined to this one and wait for its answer.")
        if any(row.closed_at is None for row in situation.joined)
        else None,
    ]


def _offered(situation: Situation) -> list[object]:
    return [] if situation.offer else [_("The question is offered to nobody.")]


def _offered_to_body(situation: Situation) -> list[object]:
    offer = situation.offer
    if offer is None:
        return [_("The question is offered to nobody.")]
    return [_("The desk that was asked accepts for itself.")] if offer.to_desk_id else []


def _lengthen(situation: Situation) -> list[object]:
    if any(may_be_longer(clock) for clock in situation.running):
        return _open(situation)
    return [*_open(situation), _("No rule of a running limit allows more time here.")]


def _put_back(situation: Situation) -> list[object]:
    moved = situation.enquiry.placed_at is not None
    return [] if moved else [_("The enquiry stands where its due date puts it.")]


def _review(situation: Situation) -> list[object]:
    if situation.enquiry.state not in CLOSED:
        return [_("A review can be asked for once the question is answered or closed.")]
    return [_("A review is under way already.")] if situation.review else []


def _decide_review(situation: Situation) -> list[object]:
    wrote = any(row.started_by_id == situation.standing.person.pk for row in situation.sent)
    return [
        _("No review is under way.") if situation.review is None else None,
        _("You began the answer; somebody else decides on the review.")
        if wrote and situation.review
        else None,
    ]


def _settle_dispute(situation: Situation) -> list[object]:
    return [] if situation.open_disputes else [_("The asker objects to nothing.")]


def _settle_alarm(situation: Situation) -> list[object]:
    return [] if situation.alarms else [_("No fact cited in a sent answer has changed.")]


def _seal(situation: Situation) -> list[object]:
    there = hasattr(situation.enquiry, "seal_key")
    return [] if there else [_("Who asked was erased; it cannot be opened any more.")]


def _by_hand(situation: Situation) -> list[object]:
    waits = any(by_hand(letter) for letter in situation.letters)
    return [] if waits else [_("No letter waits to be handed over.")]


def by_hand(letter: Correspondence) -> bool:
    """Whether a letter must reach the asker by somebody's hand and has not yet."""
    return letter.is_sent_by_hand and letter.handed_over_at is None and letter.letter != Letter.RECEIPT


ACTS: dict[str, Possible] = {
    "register": Possible(rules.WORKING, _register),
    "cover": Possible(rules.TAKING_IN, _open),
    "theme": Possible(rules.WORKING, _nothing),
    "assign": Possible(rules.WORKING, _assign),
    "clarify": Possible(rules.WORKING, _to(State.CLARIFYING)),
    "clarified": Possible(rules.WORKING, _clarified),
    "interim": Possible(rules.WORKING, _interim),
    "answer": Possible(rules.WORKING, _begin),
    "refuse": Possible(rules.WORKING, _begin),
    "spoken": Possible(rules.WORKING, _begin),
    "outcome": Possible(rules.WORKING, _outcome),
    "drop": Possible(rules.WORKING, _drop),
    "correct": Possible(rules.WORKING, _correct),
    "withhold": Possible(rules.WITHHOLDING, _withhold),
    "release": Possible(rules.WITHHOLDING, _release),
    "part": Possible(tuple(role for role in Role if role in EDITORIAL), _open),
    "transfer": Possible(rules.WORKING, _transfer),
    "accepted": Possible(rules.WORKING, _offered_to_body),
    "declined": Possible(rules.TAKING_IN, _offered_to_body),
    "take-back": Possible(rules.WORKING, _offered),
    "merge": Possible(rules.WORKING, _to(State.MERGED)),
    "matter": Possible(rules.WORKING, _nothing),
    "gap": Possible(tuple(role for role in Role if role in EDITORIAL), _nothing),
    "lengthen": Possible(rules.DECIDING, _lengthen),
    "reorder": Possible(rules.ASSIGNING, _open),
    "put-back": Possible(rules.ASSIGNING, _put_back),
    "withdraw": Possible(rules.TAKING_IN, _to(State.WITHDRAWN)),
    "reopen": Possible(rules.DECIDING, _reopen),
    "review": Possible(rules.HEADING, _review),
    "review-decision": Possible(rules.DECIDING, _decide_review),
    "dispute": Possible(rules.DECIDING, _settle_dispute),
    "alarm": Possible(rules.WORKING, _settle_alarm),
    "by-hand": Possible(rules.TAKING_IN, _by_hand),
    "seal": Possible(rules.TAKING_IN, _seal),
}
