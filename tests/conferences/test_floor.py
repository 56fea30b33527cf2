"""A question from the floor is answered there, promised for a day and answered as an enquiry, or set aside openly."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hoiam.conferences.models import FloorQuestion, Notice
from hoiam.conferences.operations.announcing import cancel
from hoiam.conferences.operations.floor import (
    answer_there,
    ask_by_form,
    forget_addresses,
    promise_answer,
    set_aside,
    word_question,
)
from hoiam.conferences.queries.floor import public_promises, state_of
from hoiam.conferences.queries.series import questions_in
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Clock, JournalDetail, JournalLine
from hoiam.desks.operations.clocks import is_in_time, mark_times
from hoiam.desks.queries.journal import first_breaks
from hoiam.enquiries.models import Correspondence, Enquiry
from hoiam.enquiries.models import Notice as EnquiryNotice
from hoiam.enquiries.operations.answering import start_answer
from hoiam.enquiries.operations.assigning import assign
from hoiam.enquiries.operations.registering import register_enquiry
from hoiam.post.models import Parcel
from tests.factories.briefings import (
    ANSWER,
    AT,
    DAY,
    ENDS_AT,
    HOUR,
    MINUTE,
    QUESTION,
    STARTS_AT,
    answer,
    make_announced,
    make_planned,
    make_question,
    make_series,
)
from tests.factories.enquiries import clear, load_law

pytestmark = pytest.mark.django_db
PROMISED_FOR = date(2026, 10, 14)
NOON = STARTS_AT + HOUR
EMAIL = "minhkhue@toasoan.example"


def promised(cast, question, **given) -> FloorQuestion:
    load_law()
    given = {"promised_for": PROMISED_FOR, "by": cast.spokesperson, "at": NOON} | given
    return promise_answer(question=question, **given)


def answered(cast, enquiry: Enquiry, at):
    """The enquiry is registered, written, cleared and sent."""
    register_enquiry(enquiry=enquiry, by=cast.intake, at=at - HOUR)
    assign(enquiry=enquiry, officer=cast.case_officer, by=cast.reviewer, at=at - HOUR)
    enquiry.refresh_from_db()
    written = start_answer(enquiry=enquiry, by=cast.case_officer, at=at - HOUR, body=ANSWER)
    clear(cast, written, at)
    written.refresh_from_db()
    return written


def test_public_form_takes_a_question_from_the_announcement_until_the_end_and_keeps_no_asker(cast):
    planned = make_planned(cast)
    for conference, at in ((planned, AT), (make_announced(cast), ENDS_AT)):
        with pytest.raises(ReasonsAgainst, match="đến khi hội nghị kết thúc"):
            ask_by_form(conference=conference, question=QUESTION, language="vi", at=at)
    conference = make_announced(cast)
    for wrong in ({"question": " "}, {"question": "TUYỆT MẬT\nKế hoạch số 12"}, {"email": "nobody"}):
        with pytest.raises(ReasonsAgainst) as against:
            ask_by_form(
                **{"conference": conference, "question": QUESTION, "language": "vi", "at": AT} | wrong
            )
        assert set(against.value.fields) == set(wrong)

    first = ask_by_form(conference=conference, question=QUESTION, language="vi", email=EMAIL, at=AT)
    second = make_question(cast, conference)

    assert [(row.number, row.asked_by, row.noted_by) for row in (first, second)] == [
        (1, "form", None),
        (2, "room", cast.case_officer),
    ]
    assert EMAIL not in first.sealed_address
    lines = JournalLine.objects.filter(record_kind="conferences.floorquestion")
    said = str(list(JournalDetail.objects.filter(line__in=lines).values_list("content", flat=True)))
    assert lines.values_list("actor", "verb").order_by("pk").first() == ("floor", "noted question")
    assert not any(word in said for word in (EMAIL, QUESTION))


def test_answer_given_there_is_noted_with_its_office_and_the_address_is_deleted(cast):
    conference = make_announced(cast)
    question = ask_by_form(conference=conference, question=QUESTION, language="vi", email=EMAIL, at=AT)
    with pytest.raises(ReasonsAgainst, match="chưa bắt đầu"):
        answer(cast, question, AT)

    word_question(question=question, words="Ngắn hơn?", by=cast.case_officer, at=NOON)
    row = answer(cast, question)

    assert (row.question, row.answer["vi"], row.answered_at, row.sealed_address) == (
        "Ngắn hơn?",
        ANSWER,
        NOON,
        "",
    )
    assert state_of(row, NOON) == "answered"
    row = set_aside(question=row, why={"vi": "Trùng câu 2."}, by=cast.case_officer, at=NOON)
    assert (state_of(row, NOON), row.answered_at) == ("set_aside", None)
    with pytest.raises(ReasonsAgainst, match="Hãy ghi lý do"):
        set_aside(question=row, why={}, by=cast.case_officer, at=NOON)
    with pytest.raises(MayNot):
        answer_there(question=row, answer={}, office={}, by=cast.auditor, at=NOON)


def test_promise_makes_an_enquiry_with_its_own_clocks_and_is_kept_when_the_answer_goes_out(cast):
    conference = make_announced(cast)
    question = ask_by_form(conference=conference, question=QUESTION, language="vi", email=EMAIL, at=AT)

    row = promised(cast, question)

    enquiry = row.enquiry
    assert (enquiry.channel, enquiry.kind, enquiry.question) == ("conference", "press_enquiry", QUESTION)
    assert (enquiry.received_at, enquiry.publish_at_once, row.sealed_address) == (AT, False, "")
    clock = Clock.objects.get(record_kind="conferences.floorquestion")
    assert clock.due_at == STARTS_AT.replace(day=14, hour=16, minute=59)
    assert Clock.objects.filter(record_kind="enquiries.enquiry", started_at=AT, rule__isnull=False).exists()
    assert Parcel.objects.filter(payload_kind="enquiries.letter").count() == 1  # the receipt

    sent_at = AT + 20 * DAY
    answered(cast, enquiry, sent_at)

    row.refresh_from_db()
    clock.refresh_from_db()
    assert (row.kept_at, clock.met_at, is_in_time(clock)) == (sent_at, sent_at, True)
    assert state_of(row, sent_at) == "kept"
    [told] = public_promises([conference.pk], sent_at)
    assert told.answer == ""  # the asker reads it first
    [told] = public_promises([conference.pk], sent_at + 30 * DAY)
    assert told.answer == enquiry.reference
    assert first_breaks() == []


def test_question_without_an_address_is_answered_to_everybody_at_once_and_nobody_is_to_be_written_to(cast):
    row = promised(cast, make_question(cast, make_announced(cast)))
    written = answered(cast, row.enquiry, NOON + DAY)
    assert written.enters_log_at == NOON + DAY
    assert not Correspondence.objects.filter(is_sent_by_hand=True).exists()
    assert not EnquiryNotice.objects.filter(what="send_by_hand").exists()
    [told] = public_promises([row.conference_id], NOON + DAY)
    assert (told.state, told.answer) == ("kept", row.enquiry.reference)


def test_promised_day_that_passes_is_late_in_public_and_told_to_the_organiser(cast):
    row = promised(cast, make_question(cast, make_announced(cast)))
    for _again in range(4):
        mark_times(at=NOON + 30 * DAY)
    told = Notice.objects.filter(what="promise_time").values_list("person__name", "share")
    assert sorted(told) == [
        ("case_officer", 50),
        ("case_officer", 75),
        ("case_officer", 90),
        ("case_officer", 100),
    ]
    assert state_of(row, NOON + 8 * DAY) == "promised"
    assert state_of(row, NOON + 9 * DAY) == "late"


def test_only_those_who_decide_promise_and_only_a_day_ahead(cast):
    question = make_question(cast, make_announced(cast))
    with pytest.raises(MayNot):
        promised(cast, question, by=cast.case_officer)
    for day in (date(2026, 10, 5), date(2027, 12, 1)):
        with pytest.raises(ReasonsAgainst):
            promised(cast, question, promised_for=day)
    assert not Enquiry.objects.exists()
    row = promised(cast, question)
    for act in (answer, promised):
        with pytest.raises(ReasonsAgainst, match="Đã hẹn"):
            act(cast, row)


def test_cancelled_conference_takes_no_question_and_an_address_is_forgotten_in_the_end(cast):
    conference = make_announced(cast)
    ask_by_form(conference=conference, question=QUESTION, language="vi", email=EMAIL, at=AT)
    assert forget_addresses(ENDS_AT + 30 * DAY - MINUTE) == 0
    assert forget_addresses(ENDS_AT + 30 * DAY) == 1
    cancel(conference=conference, why={"vi": "Bão."}, by=cast.head, at=AT)
    conference.refresh_from_db()
    with pytest.raises(ReasonsAgainst, match="đã bị hủy"):
        make_question(cast, conference)


def test_counts_of_a_series_say_what_became_of_its_questions(cast):
    series = make_series(cast)
    conference = make_announced(cast, series=series)
    questions = [make_question(cast, conference) for _each in range(4)]
    answer(cast, questions[0])
    set_aside(question=questions[1], why={"vi": "Trùng."}, by=cast.case_officer, at=NOON)
    promised(cast, questions[2])

    [counts] = questions_in(NOON + timedelta(days=9), series=[series]).values()

    assert (counts.asked, counts.answered, counts.promised, counts.open, counts.late) == (4, 1, 1, 1, 1)
    assert (counts.kept, counts.set_aside, counts.undecided) == (0, 1, 1)
