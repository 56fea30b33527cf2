"""An answer by word of mouth: noted within a day, cleared like every other, counted from when it was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Clock, JournalLine
from hoiam.enquiries.masking import without_people
from hoiam.enquiries.models import Answer, Correspondence, Enquiry, Notice
from hoiam.enquiries.operations.answering import drop_answer
from hoiam.enquiries.operations.speaking import note_spoken
from hoiam.enquiries.queries.as_message import LONGEST, as_message
from hoiam.enquiries.terms import Channel, Letter, NoticeWhat, State
from tests.factories.enquiries import (
    ANSWER,
    ASKER,
    AT,
    HOUR,
    clear,
    make_answered,
    make_assigned,
    make_draft,
    make_enquiry,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


SAID_AT = AT + 3 * HOUR
NOTED_AT = AT + 5 * HOUR


def note(cast, enquiry: Enquiry, **given) -> Answer:
    given = {
        "speaker": cast.spokesperson,
        "spoken_at": SAID_AT,
        "body": ANSWER,
        "by": cast.case_officer,
        "at": NOTED_AT,
        **given,
    }
    return note_spoken(enquiry=enquiry, **given)


def reasons(refused) -> list[str]:
    return [str(reason) for reason in refused.value.reasons]


def test_spoken_answer_noted_is_a_text_to_be_cleared_and_the_asker_has_had_a_first_answer(cast):
    enquiry = make_assigned(cast)

    answer = note(cast, enquiry)

    enquiry.refresh_from_db()
    first = Clock.objects.get(record_kind="enquiries.enquiry", record_id=enquiry.pk, act="first_answer")
    assert (answer.text.body, answer.sent_at, enquiry.state) == (ANSWER, None, State.DRAFTING)
    assert (enquiry.first_answer_at, first.met_at) == (SAID_AT, SAID_AT)
    line = JournalLine.objects.get(verb="answered by word of mouth")
    assert line.at == NOTED_AT


def test_spoken_answer_cleared_closes_the_enquiry_as_of_when_it_was_said(cast):
    answer = note(cast, make_assigned(cast))
    cleared_at = NOTED_AT + HOUR

    clear(cast, answer, cleared_at)

    answer.refresh_from_db()
    met = Clock.objects.filter(record_id=answer.enquiry_id, act="answer").values_list("met_at", flat=True)
    assert (answer.sent_at, answer.enquiry.state, set(met)) == (cleared_at, State.ANSWERED, {SAID_AT})


def test_who_spoke_and_when_is_signed_with_the_words(cast):
    answer = note(cast, make_assigned(cast))

    version = clear(cast, answer, NOTED_AT)

    assert version.bound == {"spoken_by": cast.spokesperson.name, "spoken_at": SAID_AT.isoformat()}


def test_asker_without_an_address_who_heard_the_answer_is_not_written_to_by_hand(cast):
    heard = make_assigned(cast, asker=replace(ASKER, email=""), by=cast.intake)
    unheard = make_draft(cast, asker=replace(ASKER, email=""), by=cast.intake)
    Notice.objects.all().delete()

    clear(cast, note(cast, heard), NOTED_AT)
    clear(cast, unheard, NOTED_AT)

    told = Notice.objects.filter(what=NoticeWhat.SEND_BY_HAND).values_list("enquiry", flat=True)
    letters = Correspondence.objects.filter(letter=Letter.ANSWER).values_list("enquiry", "handed_over_at")
    assert set(told) == {unheard.enquiry_id}
    assert dict(letters) == {heard.pk: SAID_AT, unheard.enquiry_id: None}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"spoken_at": NOTED_AT + HOUR}, "future"),
        ({"spoken_at": AT - HOUR}, "before the question reached"),
        ({"at": SAID_AT + timedelta(hours=25)}, "longer ago than a day"),
        ({"body": "  "}, "Write down what was said."),
        ({"body": "TỐI MẬT\nNội dung."}, "TỐI MẬT"),
    ],
)
def test_spoken_answer_with_a_reason_against_keeps_nothing(cast, given, sentence):
    enquiry = make_assigned(cast)

    with pytest.raises(ReasonsAgainst) as refused:
        note(cast, enquiry, **given)

    assert sentence in " ".join(reasons(refused))
    assert (Answer.objects.count(), Enquiry.objects.get().first_answer_at) == (0, None)


def test_spoken_answer_of_somebody_who_does_not_speak_for_the_desk_is_refused(cast):
    with pytest.raises(ReasonsAgainst) as refused:
        note(cast, make_assigned(cast), speaker=cast.case_officer)

    assert reasons(refused) == ["At that time this person did not speak for the desk."]


def test_spoken_answer_is_noted_by_nobody_of_another_desk(cast):
    with pytest.raises(MayNot):
        note(cast, make_assigned(cast), by=cast.stranger)


def test_two_officers_noting_one_call_leave_one_text_and_the_second_is_told(cast):
    enquiry = make_assigned(cast)
    note(cast, enquiry)

    with pytest.raises(ReasonsAgainst) as refused:
        note(cast, enquiry, by=cast.intake, body="Câu trả lời khác.")

    assert "A text for this enquiry is already being written." in reasons(refused)
    assert Answer.objects.count() == 1


def test_message_of_an_answer_holds_whole_sentences_sources_and_the_address(cast):
    answer = make_answered(cast)

    said = as_message(answer, "https://desk.example/a/DN-2026-00001")

    assert said == f"{ANSWER}\nhttps://desk.example/a/DN-2026-00001"


def test_message_of_a_long_answer_ends_at_a_sentence_says_so_and_fits(cast):
    long = " ".join(f"Câu thứ {word} nói về việc rà soát hộ nghèo ở các xã." for word in ["này", "kia"] * 20)
    answer = make_answered(cast, body=long)

    said = as_message(answer, "https://desk.example/a/DN-2026-00001")

    text, address = said.split("\n")
    assert len(said) <= LONGEST
    assert text.endswith("rà soát hộ nghèo ở các xã. … (xem thêm tại địa chỉ)")
    assert address == "https://desk.example/a/DN-2026-00001"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("[08:15, 3/9/2026] Nguyễn Văn Hùng: Tỷ lệ hộ nghèo?", "Tỷ lệ hộ nghèo?"),
        ("08:15 Tòa soạn: Tỷ lệ hộ nghèo?", "Tỷ lệ hộ nghèo?"),
        ("Trần Thị Lan, [03.09.2026 08:15]\nTỷ lệ hộ nghèo?", "Tỷ lệ hộ nghèo?"),
        ("Gọi tôi số 0905 123 456 nhé", "Gọi tôi số […] nhé"),
        ("Ông Nguyễn Văn Hùng hỏi: 5 xã nào?", "Ông […] hỏi: 5 xã nào?"),
    ],
)
def test_chat_message_stripped_loses_its_heads_names_and_numbers(pasted, kept):
    assert without_people(pasted) == kept


def test_way_by_which_a_question_came_is_kept_with_it(cast):
    enquiry = make_enquiry(cast, by=cast.intake, channel=Channel.TELEPHONE)

    assert Enquiry.objects.get(pk=enquiry.pk).channel == "telephone"


def test_spoken_answer_given_up_without_clearance_has_met_nothing(cast):
    enquiry = make_assigned(cast)
    answer = note(cast, enquiry)

    drop_answer(answer=answer, by=cast.case_officer, at=NOTED_AT + HOUR)

    enquiry.refresh_from_db()
    first = Clock.objects.get(record_kind="enquiries.enquiry", record_id=enquiry.pk, act="first_answer")
    assert (enquiry.first_answer_at, enquiry.first_answer_after) == (None, None)
    assert (first.met_at, first.next_mark_at is not None) == (None, True)
    assert enquiry.next_due_at is not None and JournalLine.objects.filter(verb="reopened clock").exists()
