"""A call in three fields, a pasted chat message, an answer as a short message."""

from __future__ import annotations

import pytest

from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.operations.answering import withhold
from hoiam.enquiries.queries.sealed import opened_within
from tests.factories.enquiries import DAY, HOUR, load_law, make_answered, make_assigned, make_enquiry
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
LIST = "/office/da-nang/enquiries/"
CALL = {
    "question": "Bao nhiêu xã đã có cán bộ phụ trách thông tin?",
    "name": "Trần Thị Lan, Báo Sông Hàn",
    "reach": "0905 123 456",
    "kind": "press_enquiry",
    "language": "vi",
    "key": "một lần",
}


@pytest.fixture(autouse=True)
def law(db):
    load_law()


def test_call_shows_three_fields_and_takes_the_question_in_under_seal(cast):
    browser = enter(cast.intake)
    page = words(browser.get(f"{LIST}call/"))

    response = browser.post(f"{LIST}call/", CALL, follow=True)

    enquiry = Enquiry.objects.get()
    asker = opened_within(enquiry).asker
    assert all(label in page for label in ("What is asked", "Who asks", "How to reach them"))
    assert (enquiry.channel, asker.name, asker.phone) == ("telephone", CALL["name"], CALL["reach"])
    assert f"your number is {enquiry.reference}" in words(response)


def test_call_sent_twice_is_taken_in_once(cast):
    browser = enter(cast.intake)

    for _time in range(2):
        browser.post(f"{LIST}call/", CALL)

    assert Enquiry.objects.count() == 1


def test_call_without_a_question_keeps_what_was_typed(cast):
    response = enter(cast.intake).post(f"{LIST}call/", {**CALL, "question": ""})

    assert (response.status_code, Enquiry.objects.count()) == (422, 0)
    assert CALL["reach"] in response.content.decode()


def test_call_with_an_address_that_is_none_says_so_at_its_field(cast):
    response = enter(cast.intake).post(f"{LIST}call/", {**CALL, "reach": "lan@@bao"})

    assert response.status_code == 409
    assert response.context["form"].errors["reach"]


def test_chat_message_is_stripped_on_request_before_anything_is_kept(cast):
    pasted = "[08:15, 3/9/2026] Nguyễn Văn Hùng: Bao nhiêu xã? Gọi tôi 0905 123 456."
    browser = enter(cast.intake)

    shown = browser.post(f"{LIST}chat/", {**CALL, "question": pasted, "strip": "1"})
    stripped = shown.context["form"]["question"].value()

    assert (stripped, Enquiry.objects.count()) == ("Bao nhiêu xã? Gọi tôi […].", 0)
    browser.post(f"{LIST}chat/", {**CALL, "question": stripped})
    enquiry = Enquiry.objects.get()
    assert (enquiry.channel, enquiry.question) == ("chat", "Bao nhiêu xã? Gọi tôi […].")


def test_answer_noted_by_word_of_mouth_opens_its_text_and_names_the_speaker(cast):
    enquiry = make_assigned(cast)
    browser = enter(cast.case_officer)
    sent = {
        "speaker": cast.spokesperson.pk,
        "spoken_at": "2026-09-07T12:30",
        "outcome": "answered",
        "words": "Thành phố có 12 xã như vậy.",
    }

    response = browser.post(f"{LIST}{enquiry.reference}/spoken/", sent)

    answer = enquiry.answers.get()
    assert response.headers["Location"] == f"/office/da-nang/texts/{answer.text_id}/"
    assert f"Given by word of mouth by {cast.spokesperson.name}" in words(
        browser.get(f"{LIST}{enquiry.reference}/")
    )


def test_message_of_a_sent_answer_is_ready_to_copy_and_says_when_its_address_opens(cast):
    answer = make_answered(cast)
    browser = enter(cast.case_officer)

    page = browser.get(f"{LIST}{answer.enquiry.reference}/message/")

    assert f"/a/{answer.enquiry.reference}</textarea>" in page.content.decode()
    assert "The address opens later" in words(page)


def test_message_of_a_withheld_answer_has_no_address(cast):
    answer = make_answered(cast)
    withhold(
        answer=answer, code="private_person", why="Có tên riêng.", by=cast.head, at=answer.sent_at + HOUR
    )

    page = enter(cast.case_officer).get(f"{LIST}{answer.enquiry.reference}/message/")

    assert f"/a/{answer.enquiry.reference}</textarea>" not in page.content.decode()


def test_message_of_an_enquiry_without_an_answer_is_not_there(cast):
    enquiry = make_enquiry(cast)

    assert enter(cast.case_officer).get(f"{LIST}{enquiry.reference}/message/").status_code == 404


def test_short_address_leads_to_the_answer_once_it_is_public_and_nowhere_before(cast, client):
    answer = make_answered(cast)

    found = []
    for moment in (answer.sent_at + HOUR, answer.enters_log_at + DAY):
        with office_at(moment):
            found.append(client.get("/a/DN-2026-00001", headers={"accept-language": "en"}))

    assert [response.status_code for response in found] == [404, 302]
    assert found[1].headers["Location"] == "/en/answers/DN-2026-00001/"


@pytest.mark.parametrize("way", ["call", "chat"])
def test_short_ways_speak_vietnamese(cast, way):
    page = words(enter(cast.intake, "vi").get(f"{LIST}{way}/"))

    assert "Nội dung hỏi" in page and "What is asked" not in page


@pytest.mark.parametrize("role", ["case_officer", "head", "auditor", "stranger"])
def test_short_ways_are_for_intake_of_the_desk(cast, role):
    browser = enter(getattr(cast, role))

    assert {browser.get(f"{LIST}{way}/").status_code for way in ("call", "chat")} <= {403, 404}


def test_name_given_with_the_newspaper_is_covered_in_the_question_of_a_call(cast):
    question = "Tôi là Trần Thị Lan, hỏi: bao nhiêu xã có cán bộ thông tin? Bài đăng trên Báo Sông Hàn."

    enter(cast.intake).post(f"{LIST}call/", {**CALL, "question": question})

    enquiry = Enquiry.objects.get()
    assert "Trần Thị Lan" not in enquiry.question and "Báo Sông Hàn" not in enquiry.question
    assert "bao nhiêu xã có cán bộ thông tin?" in enquiry.question
