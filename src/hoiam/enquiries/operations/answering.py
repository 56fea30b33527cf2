"""From the beginning of a text to the answer that reaches the asker, and after a delay everybody."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person, RefusalGround
from hoiam.desks.operations.clocks import reopen_clocks
from hoiam.enquiries import rules
from hoiam.enquiries.models import Answer, Enquiry, SpokenAnswer
from hoiam.enquiries.operations.case import close_texts, finish, lock, move
from hoiam.enquiries.operations.delivering import FIRST_ACTS
from hoiam.enquiries.queries.answered_before import reusable
from hoiam.enquiries.queries.answers import being_written
from hoiam.enquiries.queries.grounds import grounds_for
from hoiam.enquiries.terms import Outcome, State, Withholding
from hoiam.search.operations import note_change
from hoiam.texts.models import Text
from hoiam.texts.operations.drafts import start_text
from hoiam.texts.operations.starting_from import start_text_from

PURPOSES = {Outcome.INTERIM: "interim_answer", Outcome.REFUSED: "refusal"}


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


def answer_again(
    *, enquiry: Enquiry, earlier: Answer, is_still_right: bool, by: Person, at: datetime
) -> Answer:
    """Begin an answer with the text of a public answer of this desk, its citations on the facts as they are now.

    `is_still_right`: somebody has read that text and it answers this question too. A citation whose fact changed
    since asks to be checked before the text can be sent. Raises `MayNot`, `ReasonsAgainst`.
    """
    found = reusable(enquiry, at).filter(pk=earlier.pk).select_related("version", "enquiry").first()
    insist(
        [
            None
            if found
            else _(
                "This answer cannot be taken over: it is not public, was corrected or is in another language."
            ),
            None
            if is_still_right
            else _("Read the earlier answer and confirm that it is still right for this question."),
        ]
    )
    assert found is not None
    return _begin(enquiry=enquiry, by=by, at=at, outcome=Outcome(found.outcome), body="", earlier=found)


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


def start_correction(*, answer: Answer, by: Person, at: datetime, body: str = "") -> Answer:
    """Begin the correction of a sent answer: cleared, it goes to everybody who got the answer and stands
    beside it in the log at once. The enquiry stays as it is. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        case = lock(answer.enquiry)
        rules.may(by, case.desk, at, rules.WORKING)
        running = being_written(case).filter(corrects=answer)
        insist(
            [
                None if answer.sent_at else _("This answer was not sent; change its text instead."),
                _("A correction of this answer is already being written.") if running.exists() else None,
            ]
        )
        correction = _with_text(case, "correction", Outcome(answer.outcome), by, at, body, answer.ground)
        correction.corrects, correction.article, correction.remedy = answer, answer.article, answer.remedy
        correction.save(update_fields=["corrects", "article", "remedy"])
        finish(case, by=by, at=at, verb="began correction", detail={"answer": answer.pk})
    return correction


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
    earlier: Answer | None = None,
) -> Answer:
    with transaction.atomic():
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.WORKING)
        is_interim = outcome == Outcome.INTERIM
        running = (
            being_written(case).filter(outcome=Outcome.INTERIM)
            if is_interim
            else (being_written(case).exclude(outcome=Outcome.INTERIM))
        )
        insist([_("A text for this enquiry is already being written.")] if running.exists() else [])
        insist(rules.against_closed(case) if is_interim else rules.against_move(case, State.DRAFTING))
        purpose = PURPOSES.get(outcome, "answer")
        answer = _with_text(case, purpose, outcome, by, at, body, ground, earlier)
        if not is_interim:
            move(case, State.DRAFTING, at)
            case.officer = case.officer or by
        verb = "began interim answer" if is_interim else "began answer"
        detail = {"outcome": outcome, "ground": ground and ground.code}
        if earlier:
            detail["from"] = earlier.enquiry.reference
        finish(case, by=by, at=at, verb=verb, detail=detail)
    return answer


def _with_text(
    case: Enquiry,
    purpose: str,
    outcome: Outcome,
    by: Person,
    at: datetime,
    body: str,
    ground: RefusalGround | None = None,
    earlier: Answer | None = None,
) -> Answer:
    desk, version = case.desk, earlier.version if earlier else None
    if version:
        text = start_text_from(version=version, desk=desk, record=case, purpose=purpose, by=by, at=at)
    else:
        text = start_text(
            desk=desk, record=case, purpose=purpose, language=case.language, by=by, at=at, body=body
        )
    return Answer.objects.create(
        enquiry=case,
        desk=case.desk,
        text=text,
        outcome=outcome,
        language=case.language,
        ground=ground,
        article=ground.article.in_language(case.language)[0] if ground else "",
        remedy=ground.remedy if ground else {},
        started_at=at,
        started_by=by,
    )


def drop_answer(*, answer: Answer, by: Person, at: datetime) -> Answer:
    """Give up a text that was begun; nothing of it is sent. Clocks that it met by word of mouth run on: what
    never passes clearance was no answer of the desk."""
    with transaction.atomic():
        Text.objects.select_for_update().get(pk=answer.text_id)
        case = lock(answer.enquiry)
        rules.may(by, case.desk, at, rules.WORKING)
        kept = Answer.objects.select_for_update().get(pk=answer.pk)
        insist([_("This answer was already sent or given up.")] if kept.sent_at or kept.dropped_at else [])
        close_texts(case, [kept], by=by, at=at)
        _unsay(case, kept, by, at)
        if kept.outcome != Outcome.INTERIM and case.state in (State.DRAFTING, State.CLEARANCE):
            move(case, State.ASSIGNED, at)
        finish(case, by=by, at=at, verb="gave up text", detail={"outcome": kept.outcome})
    return kept


def _unsay(case: Enquiry, answer: Answer, by: Person, at: datetime) -> None:
    """What an answer given by word of mouth met when it was noted is open again."""
    spoken = SpokenAnswer.objects.filter(answer=answer).first()
    if spoken is None:
        return
    reopen_clocks(record=case, acts=FIRST_ACTS, met_at=spoken.spoken_at, by=by, at=at)
    if case.first_answer_at == spoken.spoken_at:
        case.first_answer_at = None


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
