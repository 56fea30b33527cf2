"""Questions from the floor: noted or sent by form; answered there, promised for a day, or set aside with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.dates import begins, day_begins, ends
from hoiam.conferences.models import Conference, FloorQuestion, Session
from hoiam.conferences.operations.case import lock, organisers, tell
from hoiam.conferences.queries.floor import is_open, is_settled, promised_with
from hoiam.conferences.terms import AskedBy, NoticeWhat
from hoiam.desks.against import ReasonsAgainst, insist
from hoiam.desks.models import Clock, Person
from hoiam.desks.operations.clocks import meet_clocks, start_promise
from hoiam.desks.operations.journal import write_line
from hoiam.desks.wording import Wording
from hoiam.enquiries.asker import Asker
from hoiam.enquiries.models import Answer
from hoiam.enquiries.operations.intake import take_in
from hoiam.enquiries.terms import Channel, Kind, Outcome
from hoiam.post import sealing
from hoiam.texts.languages import is_tag

MOST_QUESTIONS, MOST_BY_FORM = 500, 300
"""Of a conference, and of these through the public form: whoever floods it does not silence the hall."""
LONGEST = 2_000
FURTHEST = timedelta(days=366)
UNTIL_THE_LAST_MINUTE = timedelta(hours=23, minutes=59)
ANSWER = "answer"
_VERY_MANY = _("This conference has very many questions already.")
FROM_THE_FLOOR = "floor"
"""Who takes an enquiry in: nobody of the desk asked."""
ADDRESSES_KEPT_FOR = timedelta(days=30)
"""After the end: how long an address waits for a decision that nobody takes."""


def ask_by_form(
    *, conference: Conference, question: str, language: str, at: datetime, email: str = ""
) -> FloorQuestion:
    """Take a question from the public form, while it is open. Nobody is asked for a name.

    The same words a second time are the first question. `email`: for the answer, if it is promised; sealed until
    that is decided. Raises `ReasonsAgainst`, with the
    fields; then nothing was kept.
    """
    against = _against_form(conference, question, language, email, at)
    if against:
        raise ReasonsAgainst(against.values(), fields=against)
    with transaction.atomic():
        kept = lock(conference)
        if known := kept.questions.filter(asked_by=AskedBy.FORM, question=question.strip()).first():
            return known
        return _write(
            kept,
            question,
            language,
            AskedBy.FORM,
            at,
            by=FROM_THE_FLOOR,
            sealed_address=sealing.seal(email.strip()) if email.strip() else "",
        )


def note_question(
    *,
    conference: Conference,
    question: str,
    asked_by: str,
    by: Person,
    at: datetime,
    language: str = "",
    session: Session | None = None,
) -> FloorQuestion:
    """Note what was asked in the room or online; it says nothing of who asked. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        tag = language or kept.language
        insist(
            [
                *_against_asking(kept),
                None if kept.announced_at else _("Nobody was told of this conference. Announce it first."),
                *rules.against_words(question, empty=_("Write the question."), longest=LONGEST),
                None if asked_by in AskedBy.values else _("Say by which way the question came."),
                None if is_tag(tag) else _("That language is not spoken here."),
                _("This part belongs to another conference.")
                if session and session.conference_id != kept.pk
                else None,
            ]
        )
        return _write(kept, question, tag, asked_by, at, by=by, session=session)


def word_question(*, question: FloorQuestion, words: str, by: Person, at: datetime) -> FloorQuestion:
    """Write a question as it stands in the record: shorter, without names. Not once its answer is promised."""
    with transaction.atomic():
        kept, row = _locked(question, by, at, rules.ORGANISING)
        insist(
            [
                *_against_deciding(kept),
                _("The answer is promised: these are its words now.") if row.enquiry_id else None,
                *rules.against_words(words, empty=_("Write the question."), longest=LONGEST),
            ]
        )
        row.question = words.strip()
        row.save(update_fields=["question"])
        _line(kept, row, by, at, "worded question")
    return row


def answer_there(
    *,
    question: FloorQuestion,
    answer: Mapping[str, str],
    office: Mapping[str, str],
    by: Person,
    at: datetime,
) -> FloorQuestion:
    """Note the answer that was given there, and by which office; said again it replaces what was noted.

    An address that was left is deleted: the answer is read in the record. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept, row = _locked(question, by, at, rules.ORGANISING)
        insist(
            [
                *_against_deciding(kept),
                _("The conference has not begun.") if at < begins(kept) else None,
                _("The answer is promised; it goes out as an enquiry.") if row.enquiry_id else None,
                *rules.against_wording(answer, empty=_("Write the answer."), longest=rules.LONGEST_WORDS),
                *rules.against_wording(office, empty=_("Say which office answered."), longest=200),
            ]
        )
        row.answer, row.answer_office, row.answered_at = Wording(answer), Wording(office), at
        row.set_aside_at, row.set_aside_why, row.sealed_address = None, Wording(), ""
        row.save()
        _line(kept, row, by, at, "answered question there")
    return row


def promise_answer(
    *,
    question: FloorQuestion,
    promised_for: date,
    by: Person,
    at: datetime,
    kind: str = Kind.PRESS_ENQUIRY,
) -> FloorQuestion:
    """Promise in public that the answer goes out by the end of that day, and make an enquiry of the question.

    It runs under the law of the day on which it was asked, too. An address that was left moves under the seal of
    the enquiry; without one the answer is read by everybody at once in the log. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept, row = _locked(question, by, at, rules.DECIDING)
        insist([*_against_deciding(kept), *_against_promise(row, promised_for, at)])
        email = sealing.unseal(row.sealed_address) if row.sealed_address else ""
        receipt = take_in(
            desk=kept.desk,
            kind=kind,
            language=row.language,
            question=row.question,
            asker=Asker(email=email),
            received_at=row.asked_at,
            by=FROM_THE_FLOOR,
            at=at,
            publish_at_once=not email,
            channel=Channel.CONFERENCE,
        )
        row.enquiry, row.promised_for, row.sealed_address = receipt.enquiry, promised_for, ""
        row.set_aside_at, row.set_aside_why = None, Wording()
        row.save()
        due_at = day_begins(promised_for) + UNTIL_THE_LAST_MINUTE
        start_promise(desk=kept.desk, record=row, act=ANSWER, due_at=due_at, by=by, at=at)
        _line(kept, row, by, at, "promised answer")
    return row


def set_aside(*, question: FloorQuestion, why: Mapping[str, str], by: Person, at: datetime) -> FloorQuestion:
    """Say in the record why a question is not answered: it is none, or the same as another. Raises as above."""
    with transaction.atomic():
        kept, row = _locked(question, by, at, rules.ORGANISING)
        insist(
            [
                *_against_deciding(kept),
                _("The answer is promised; it goes out as an enquiry.") if row.enquiry_id else None,
                *rules.against_wording(why, empty=_("Say why; the reason stands in the record.")),
            ]
        )
        row.set_aside_at, row.set_aside_why, row.sealed_address = at, Wording(why), ""
        row.answer, row.answer_office, row.answered_at = Wording(), Wording(), None
        row.save()
        _line(kept, row, by, at, "set question aside")
    return row


def keep_promises(*, answer: Answer, at: datetime) -> int:
    """An answer went to its asker: the promises that it keeps are kept from now on; how many.

    In the transaction that sends it. An interim word keeps none.
    """
    if answer.outcome == Outcome.INTERIM:
        return 0
    rows = list(promised_with(answer).select_for_update(of=("self",)))
    for row in rows:
        row.kept_at = at
        row.save(update_fields=["kept_at"])
        meet_clocks(record=row, act=ANSWER, by="worker", at=at)
        _line(row.conference, row, "worker", at, "kept promise")
    return len(rows)


def tell_promise_time(*, clock: Clock, share: int, at: datetime) -> None:
    """A share of the time until a promised day has passed: the organisers and whoever writes the answer are told."""
    rows = FloorQuestion.objects.select_related("conference__desk", "enquiry__officer")
    row = rows.filter(pk=clock.record_id, kept_at__isnull=True).first()
    if row is None:
        return
    officer = row.enquiry.officer if row.enquiry else None
    tell(
        [*organisers(row.conference, at), *([officer] if officer else [])],
        desk=row.conference.desk,
        what=NoticeWhat.PROMISE_TIME,
        conference=row.conference,
        share=share,
        due_at=clock.due_at,
        at=at,
    )


def forget_addresses(at: datetime) -> int:
    """Delete addresses of questions that nobody decided for 30 days after the end; how many. A tick."""
    waiting = FloorQuestion.objects.exclude(sealed_address="").select_related("conference")
    old = [row.pk for row in waiting if ends(row.conference) + ADDRESSES_KEPT_FOR <= at]
    return FloorQuestion.objects.filter(pk__in=old).update(sealed_address="")


def _write(
    conference: Conference,
    question: str,
    language: str,
    asked_by: str,
    at: datetime,
    *,
    by: Person | str,
    session: Session | None = None,
    sealed_address: str = "",
) -> FloorQuestion:
    newest = conference.questions.aggregate(newest=Max("number"))["newest"] or 0
    row = FloorQuestion.objects.create(
        conference=conference,
        session=session,
        number=newest + 1,
        asked_by=asked_by,
        language=language,
        question=question.strip(),
        asked_at=at,
        noted_by=by if isinstance(by, Person) else None,
        sealed_address=sealed_address,
    )
    _line(conference, row, by, at, "noted question")
    return row


def _line(conference: Conference, row: FloorQuestion, by: Person | str, at: datetime, verb: str) -> None:
    write_line(
        desk=conference.desk, by=by, at=at, verb=verb, record=row, detail={"conference": conference.reference}
    )


def _locked(
    question: FloorQuestion, by: Person, at: datetime, roles: tuple[str, ...]
) -> tuple[Conference, FloorQuestion]:
    kept = lock(question.conference)
    rules.may(by, kept.desk, at, roles)
    return kept, FloorQuestion.objects.select_for_update().get(pk=question.pk, conference=kept)


def _against_asking(conference: Conference) -> list[object]:
    return [
        *rules.against_cancelled(conference),
        _("The record is closed: it is being cleared or was published.") if is_settled(conference) else None,
        _VERY_MANY if conference.questions.count() >= MOST_QUESTIONS else None,
    ]


def _against_deciding(conference: Conference) -> list[object]:
    return [
        _("The record is closed: it is being cleared or was published.") if is_settled(conference) else None
    ]


def _against_promise(row: FloorQuestion, promised_for: date, at: datetime) -> list[object]:
    return [
        _("The answer is promised already.") if row.enquiry_id else None,
        _("The promised day is past.") if promised_for < timezone.localdate(at) else None,
        _("Promise an answer within a year.") if promised_for > timezone.localdate(at + FURTHEST) else None,
        _("The promised time is past already.")
        if promised_for == timezone.localdate(at) and day_begins(promised_for) + UNTIL_THE_LAST_MINUTE <= at
        else None,
    ]


def _against_form(
    conference: Conference, question: str, language: str, email: str, at: datetime
) -> dict[str, object]:
    """{field: reason}; {} where nothing stands against taking the question."""
    found: dict[str, object] = {}
    reasons = rules.against_words(question, empty=_("Write the question."), longest=LONGEST)
    if reasons:
        found["question"] = reasons[0]
    if not is_tag(language):
        found["language"] = _("That language is not spoken here.")
    if email.strip():
        try:
            validate_email(email.strip())
        except ValidationError:
            found["email"] = _("Write an e-mail address such as name@example.org.")
    if not is_open(conference, at):
        found["closed"] = _("Questions are taken from the announcement until the end of the conference.")
    else:
        sent = conference.questions.filter(asked_by=AskedBy.FORM).count()
        very_many = _VERY_MANY if sent >= MOST_BY_FORM else None
        closed = [reason for reason in (*_against_asking(conference), very_many) if reason]
        if closed:
            found["closed"] = closed[0]
    return found
