"""From the beginning of a text to the answer that reaches the asker, and after a delay everybody."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person, RefusalGround
from hoiam.desks.operations.clocks import meet_clocks, stop_clocks
from hoiam.desks.pack import load_pack
from hoiam.desks.queries.law import current_calendar, zone
from hoiam.enquiries import rules
from hoiam.enquiries.models import Answer, Enquiry
from hoiam.enquiries.operations.case import close_texts, finish, lock, move
from hoiam.enquiries.operations.sending import send_letter
from hoiam.enquiries.publication import entry_moment
from hoiam.enquiries.queries.answers import being_written
from hoiam.enquiries.queries.grounds import grounds_for
from hoiam.enquiries.signals import answer_sent
from hoiam.enquiries.terms import Kind, Letter, Outcome, State, Withholding
from hoiam.search.operations import note_change
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.operations.drafts import close_text, start_text

PURPOSES = {Outcome.INTERIM: "interim_answer", Outcome.REFUSED: "refusal"}
FIRST_ACTS = ("first_answer", "inform")
"""What any substantive word to the asker meets."""

LAST_ACTS = ("answer", "stop_processing")
"""What the last word to the asker meets; a request about one's own data is answered when it was obeyed."""


def start_answer(
    *, enquiry: Enquiry, by: Person, at: datetime, outcome: str = Outcome.ANSWERED, body: str = ""
) -> Answer:
    """Begin the text of an answer in the asker's language; what is sent once it is cleared.

    `outcome`: answered, partly answered, not held; a refusal begins with `refuse`, an interim answer with
    `start_interim`. Raises `MayNot`, `ReasonsAgainst`.
    """
    allowed = (Outcome.ANSWERED, Outcome.PARTLY_ANSWERED, Outcome.NOT_HELD)
    insist([] if outcome in allowed else [_("Choose what the answer amounts to.")])
    return _begin(enquiry=enquiry, by=by, at=at, outcome=Outcome(outcome), body=body)


def start_interim(*, enquiry: Enquiry, by: Person, at: datetime, body: str = "") -> Answer:
    """Begin an interim answer: it meets the clock of first information and leaves the enquiry open."""
    return _begin(enquiry=enquiry, by=by, at=at, outcome=Outcome.INTERIM, body=body)


def refuse(*, enquiry: Enquiry, code: str, by: Person, at: datetime, body: str = "") -> Answer:
    """Begin a refusal: only on a ground of the law in force that day for that kind, with its remedy.

    The text still passes clearance; until then nothing is refused.
    """
    ground = grounds_for(enquiry.kind, at).filter(code=code).first()
    insist([] if ground else [_("The law of this day knows no such ground for this kind of question.")])
    return _begin(enquiry=enquiry, by=by, at=at, outcome=Outcome.REFUSED, body=body, ground=ground)


def change_outcome(*, answer: Answer, outcome: str, by: Person, at: datetime) -> Answer:
    """Say that the text being written is a whole, a partial or a "not held" answer after all."""
    allowed = (Outcome.ANSWERED, Outcome.PARTLY_ANSWERED, Outcome.NOT_HELD)
    with transaction.atomic():
        case = lock(answer.enquiry)
        rules.may(by, case.desk, at, rules.WORKING)
        kept = Answer.objects.select_for_update().get(pk=answer.pk)
        fixed = kept.sent_at or kept.dropped_at or kept.outcome not in allowed or outcome not in allowed
        insist(
            [
                _("What this answer amounts to cannot be changed any more.") if fixed else None,
                _("The text is in clearance. Take it back first.") if case.state == State.CLEARANCE else None,
            ]
        )
        kept.outcome = outcome
        kept.save(update_fields=["outcome"])
        finish(case, by=by, at=at, verb="changed outcome", detail={"outcome": outcome})
    return kept


def _begin(
    *,
    enquiry: Enquiry,
    by: Person,
    at: datetime,
    outcome: Outcome,
    body: str,
    ground: RefusalGround | None = None,
) -> Answer:
    with transaction.atomic():
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.WORKING)
        is_interim = outcome == Outcome.INTERIM
        insist(rules.against_closed(case) if is_interim else rules.against_move(case, State.DRAFTING))
        running = (
            being_written(case).filter(outcome=Outcome.INTERIM)
            if is_interim
            else (being_written(case).exclude(outcome=Outcome.INTERIM))
        )
        insist([_("A text for this enquiry is already being written.")] if running.exists() else [])
        text = start_text(
            desk=case.desk,
            record=case,
            purpose=PURPOSES.get(outcome, "answer"),
            language=case.language,
            by=by,
            at=at,
            body=body,
        )
        answer = Answer.objects.create(
            enquiry=case,
            desk=case.desk,
            text=text,
            outcome=outcome,
            language=case.language,
            ground=ground,
            article=ground.article if ground else "",
            remedy=ground.remedy if ground else {},
            started_at=at,
            started_by=by,
        )
        if not is_interim:
            move(case, State.DRAFTING, at)
            case.officer = case.officer or by
        verb = "began interim answer" if is_interim else "began answer"
        finish(case, by=by, at=at, verb=verb, detail={"outcome": outcome, "ground": ground and ground.code})
    return answer


def drop_answer(*, answer: Answer, by: Person, at: datetime) -> Answer:
    """Give up a text that was begun; nothing of it is sent."""
    with transaction.atomic():
        Text.objects.select_for_update().get(pk=answer.text_id)
        case = lock(answer.enquiry)
        rules.may(by, case.desk, at, rules.WORKING)
        kept = Answer.objects.select_for_update().get(pk=answer.pk)
        insist([_("This answer was already sent or given up.")] if kept.sent_at or kept.dropped_at else [])
        close_texts(case, [kept], by=by, at=at)
        if kept.outcome != Outcome.INTERIM and case.state in (State.DRAFTING, State.CLEARANCE):
            move(case, State.ASSIGNED, at)
        finish(case, by=by, at=at, verb="gave up text", detail={"outcome": kept.outcome})
    return kept


def note_clearance(*, text: Text, by: Person | str, at: datetime, is_open: bool) -> None:
    """Follow a text into clearance and back; texts that answer no enquiry are left alone."""
    answer = Answer.objects.filter(text=text, sent_at__isnull=True).first()
    if answer is None or answer.outcome == Outcome.INTERIM or answer.corrects_id:
        return
    case = lock(answer.enquiry)
    to = State.CLEARANCE if is_open else State.DRAFTING
    if case.state == to or rules.against_move(case, to):
        return
    move(case, to, at)
    finish(case, by=by, at=at, verb="in clearance" if is_open else "left clearance")


def send_answer(*, version: TextVersion, by: Person, at: datetime) -> Answer | None:
    """A text was cleared: send it to its asker and to the askers of enquiries joined to this one.

    Everything in the transaction of the last signature: a reason against sending undoes the signature. None
    for a text that answers no enquiry.
    """
    answer = Answer.objects.filter(text=version.text).select_related("enquiry").first()
    if answer is None:
        return None
    case = lock(answer.enquiry)
    insist(_against_sending(case, answer))
    answer.version, answer.sent_at = version, at
    answer.enters_log_at = _entry_of(case, answer, at)
    if case.kind == Kind.DATA_SUBJECT_REQUEST:
        answer.withheld_code, answer.withheld_at = Withholding.OWN_DATA, at
    answer.save()
    all_served = [case, *map(lock, case.joined.filter(closed_at__isnull=True).order_by("pk"))]
    close_text(text=version.text, by=by, at=at)
    for served in all_served:
        _serve(served, answer, by=by, at=at)
    note_change(kind="answer", refs=[case.reference])
    answer_sent.send(sender=Answer, answer=answer, at=at)
    return answer


def _against_sending(case: Enquiry, answer: Answer) -> list[object]:
    if answer.sent_at or answer.dropped_at:
        return [_("This answer was already sent or given up.")]
    if answer.corrects_id:
        return []
    if answer.outcome == Outcome.INTERIM:
        return rules.against_closed(case)
    return rules.against_move(case, State(answer.outcome))


def _entry_of(case: Enquiry, answer: Answer, at: datetime) -> datetime:
    """At once in a public emergency, on the asker's wish and for a correction; else after the delay."""
    is_emergency = case.matter is not None and case.matter.is_public_emergency
    if is_emergency or case.publish_at_once or answer.corrects_id:
        return at
    calendar = current_calendar(load_pack(settings.COUNTRY.code).country.calendar)
    return entry_moment(at, case.desk.publication_delay_days, calendar, zone())


def _serve(case: Enquiry, answer: Answer, *, by: Person, at: datetime) -> None:
    """Give one asker the answer, meet what it meets, and close the enquiry where it ends it."""
    send_letter(enquiry=case, letter=Letter.ANSWER, answer=answer, by=by, at=at)
    for act in FIRST_ACTS:
        meet_clocks(record=case, act=act, by=by, at=at)
    case.first_answer_at = case.first_answer_at or at
    is_last = answer.outcome != Outcome.INTERIM and not answer.corrects_id
    if is_last:
        for act in LAST_ACTS:
            meet_clocks(record=case, act=act, by=by, at=at)
        stop_clocks(record=case, by=by, at=at, why="answered")
        close_texts(case, list(being_written(case)), by=by, at=at)
        if case.state == State.MERGED:
            case.closed_at = at
        else:
            move(case, State(answer.outcome), at)
    verb = "sent answer" if is_last else "sent correction" if answer.corrects_id else "sent interim answer"
    finish(case, by=by, at=at, verb=verb, detail={"answer": answer.pk, "outcome": answer.outcome})


def withhold(*, answer: Answer, code: str, why: str, by: Person, at: datetime) -> Answer:
    """Keep an answer out of the public log, for one of the few codes and before it entered. Counted in public.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        case = lock(answer.enquiry)
        rules.may(by, case.desk, at, rules.WITHHOLDING)
        kept = Answer.objects.select_for_update().get(pk=answer.pk)
        reasons = rules.against_words(why, empty=_("Say why the answer is withheld."))
        if code not in Withholding.values:
            reasons.append(_("Choose one of the reasons for which an answer may be withheld."))
        if kept.enters_log_at and kept.enters_log_at <= at:
            reasons.append(_("The answer is public already; what is public is not taken back in silence."))
        insist(reasons)
        kept.withheld_code, kept.withheld_why = code, why
        kept.withheld_by, kept.withheld_at = by, at
        kept.save()
        note_change(kind="answer", refs=[case.reference])
        finish(case, by=by, at=at, verb="withheld answer", detail={"code": code, "why": why})
    return kept


def release_withheld(*, answer: Answer, by: Person, at: datetime) -> Answer:
    """Let an answer into the public log after all, at once if its time has come."""
    with transaction.atomic():
        case = lock(answer.enquiry)
        rules.may(by, case.desk, at, rules.WITHHOLDING)
        kept = Answer.objects.select_for_update().get(pk=answer.pk)
        own = kept.withheld_code == Withholding.OWN_DATA
        insist(
            [
                None if kept.withheld_code else _("This answer is not withheld."),
                _("An answer about somebody's own data stays between the desk and that person.")
                if own
                else None,
            ]
        )
        kept.withheld_code = kept.withheld_why = ""
        kept.withheld_by = kept.withheld_at = None
        kept.enters_log_at = max(kept.enters_log_at or at, at)
        kept.save()
        finish(case, by=by, at=at, verb="released withheld answer")
    return kept
