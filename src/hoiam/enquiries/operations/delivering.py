"""A text follows its way through clearance; cleared, it goes to its asker, and after a delay to everybody."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.clocks import meet_clocks, stop_clocks
from hoiam.desks.pack import load_pack
from hoiam.desks.queries.law import current_calendar, zone
from hoiam.enquiries import rules
from hoiam.enquiries.models import Answer, Enquiry, SpokenAnswer
from hoiam.enquiries.operations.case import close_texts, finish, lock, move
from hoiam.enquiries.operations.sending import send_letter
from hoiam.enquiries.publication import entry_moment
from hoiam.enquiries.queries.answers import being_written
from hoiam.enquiries.signals import answer_sent
from hoiam.enquiries.terms import Kind, Letter, Outcome, State, Withholding
from hoiam.search.operations import note_change
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.operations.drafts import close_text

FIRST_ACTS = ("first_answer", "inform")
"""What any substantive word to the asker meets."""

LAST_ACTS = ("answer", "stop_processing")
"""What the last word to the asker meets; a request about one's own data is answered when it was obeyed."""


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
    answer = Answer.objects.filter(text=version.text).select_related("enquiry", "corrects").first()
    if answer is None:
        return None
    case = lock(answer.enquiry)
    insist(_against_sending(case, answer))
    answer.version, answer.sent_at = version, at
    answer.enters_log_at = _entry_of(case, answer, at)
    _keep_out_of_log(case, answer, at)
    answer.save()
    joined = case.joined.order_by("pk")
    waiting = joined if answer.corrects_id else joined.filter(closed_at__isnull=True)
    all_served = [case, *map(lock, waiting)]
    close_text(text=version.text, by=by, at=at)
    for served in all_served:
        _serve(served, answer, by=by, at=at)
    note_change(kind="answer", refs=[case.reference])
    answer_sent.send(sender=Answer, answer=answer, at=at)
    return answer


def _keep_out_of_log(case: Enquiry, answer: Answer, at: datetime) -> None:
    """An answer about the asker's own data is never public, and a correction is where its answer is."""
    if case.kind == Kind.DATA_SUBJECT_REQUEST:
        answer.withheld_code, answer.withheld_at = Withholding.OWN_DATA, at
    elif answer.corrects is not None and answer.corrects.withheld_code:
        answer.withheld_code, answer.withheld_at = answer.corrects.withheld_code, at
        answer.withheld_why = answer.corrects.withheld_why


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
    if answer.corrects is not None and answer.corrects.enters_log_at is not None:
        return max(at, answer.corrects.enters_log_at)
    is_emergency = case.matter is not None and case.matter.is_public_emergency
    if is_emergency or case.publish_at_once:
        return at
    calendar = current_calendar(load_pack(settings.COUNTRY.code).country.calendar)
    return entry_moment(at, case.desk.publication_delay_days, calendar, zone())


def _spoken_at(answer: Answer) -> datetime | None:
    """When the asker heard the answer; None for one given in writing."""
    spoken = SpokenAnswer.objects.filter(answer=answer).first()
    return spoken.spoken_at if spoken else None


def _serve(case: Enquiry, answer: Answer, *, by: Person, at: datetime) -> None:
    """Give one asker the answer, meet what it meets, and close the enquiry where it ends it."""
    spoken_at = _spoken_at(answer) if answer.enquiry_id == case.pk else None
    send_letter(enquiry=case, letter=Letter.ANSWER, answer=answer, by=by, at=at, spoken_at=spoken_at)
    for act in FIRST_ACTS:
        meet_clocks(record=case, act=act, by=by, at=at, happened_at=spoken_at)
    case.first_answer_at = case.first_answer_at or spoken_at or at
    is_last = answer.outcome != Outcome.INTERIM and not answer.corrects_id
    if is_last:
        for act in LAST_ACTS:
            meet_clocks(record=case, act=act, by=by, at=at, happened_at=spoken_at)
        stop_clocks(record=case, by=by, at=at, why="answered")
        close_texts(case, list(being_written(case)), by=by, at=at)
        if case.state == State.MERGED:
            case.closed_at = at
        else:
            move(case, State(answer.outcome), at)
    verb = "sent answer" if is_last else "sent correction" if answer.corrects_id else "sent interim answer"
    finish(case, by=by, at=at, verb=verb, detail={"answer": answer.pk, "outcome": answer.outcome})
