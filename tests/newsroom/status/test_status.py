"""The asker's page: what it shows, what can be done on it, who else sees it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from hoiam.desks.signing import public_keys
from hoiam.enquiries import receipts
from hoiam.enquiries.models import Answer, Correspondence, Dispute, Enquiry, Review
from hoiam.enquiries.operations.answering import refuse, start_correction
from hoiam.enquiries.operations.clarifying import ask_clarification
from hoiam.enquiries.operations.ending import merge
from hoiam.enquiries.queries.grounds import grounds_for
from hoiam.enquiries.queries.sealed import status_token_of
from hoiam.enquiries.terms import State
from tests.factories.enquiries import (
    AT,
    DAY,
    HOUR,
    QUESTION,
    Traces,
    clear,
    make_answered,
    make_assigned,
    make_draft,
    make_enquiry,
    make_receipt,
    make_registered,
)

pytestmark = pytest.mark.django_db


def address(enquiry: Enquiry, act: str = "", language: str = "en") -> str:
    return f"/{language}/status/{status_token_of(enquiry)}/{act}"


def look(enquiry: Enquiry, at=AT + DAY, language: str = "en") -> str:
    with time_machine.travel(at, tick=False):
        return Client().get(address(enquiry, language=language)).content.decode()


def act(enquiry: Enquiry, name: str, at=AT + DAY, **words):
    with time_machine.travel(at, tick=False):
        return Client().post(address(enquiry, f"{name}/"), words)


def test_page_shows_question_reference_limits_and_steps(cast):
    enquiry = make_registered(cast)

    page = look(enquiry)

    for said in (enquiry.reference, QUESTION, "Read and registered", "By when you must be answered"):
        assert said in page


def test_page_names_nobody_even_to_whoever_holds_the_link(cast):
    enquiry = make_registered(cast)

    assert Traces().found_in(look(enquiry)) == []


def test_page_is_indexed_kept_and_told_to_nobody(cast):
    page = Client().get(address(make_enquiry(cast)))

    said = {name: page[name] for name in ("Cache-Control", "Referrer-Policy")}
    assert said == {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
    assert "noindex" in page["X-Robots-Tag"]
    assert list(page.cookies) == ["csrftoken"]


@pytest.mark.parametrize("act_name", ["", "receipt.json"])
def test_unknown_link_is_a_plain_404(cast, act_name):
    make_enquiry(cast)

    assert Client().get(f"/vi/status/khong-co/{act_name}").status_code == 404


@pytest.mark.parametrize("name", ["reply", "withdraw", "review", "dispute", "publish-early"])
def test_act_on_an_unknown_link_is_a_plain_404_and_without_post_there_is_none(cast, name):
    enquiry = make_enquiry(cast)

    assert Client().post(f"/vi/status/khong-co/{name}/").status_code == 404
    assert Client().get(address(enquiry, f"{name}/")).status_code == 405


def test_receipt_is_downloaded_and_verifies_offline(cast):
    made = make_receipt(cast)

    file = Client().get(address(made.enquiry, "receipt.json"))

    document = json.loads(file.content)
    assert document == made.receipt_document
    assert receipts.verify(document, public_keys())
    assert file["Content-Disposition"] == f'attachment; filename="receipt-{made.enquiry.reference}.json"'


def test_first_visit_after_sending_says_that_it_was_received(cast):
    enquiry = make_enquiry(cast)

    page = Client().get(address(enquiry) + "?done=received").content.decode()

    assert "Your question was received" in page
    assert "Save the signed receipt" in page


def test_reply_reaches_the_desk_and_ends_the_waiting(cast):
    enquiry = make_assigned(cast)
    ask_clarification(enquiry=enquiry, words="Năm nào?", by=cast.case_officer, at=AT + 4 * HOUR)
    assert "The desk waits for your reply" in look(enquiry)
    assert "Năm nào?" in look(enquiry)

    sent = act(enquiry, "reply", **{"reply-words": "Năm 2025."})

    assert sent["Location"] == address(enquiry) + "?done=reply"
    assert Enquiry.objects.get(pk=enquiry.pk).state == State.ASSIGNED
    assert "Năm 2025." in look(enquiry)


@pytest.mark.parametrize(("words", "sentence"), [("", "Write your message."), ("TUYỆT MẬT\nTin", "marked")])
def test_reply_refused_says_why_and_keeps_what_was_typed(cast, words, sentence):
    enquiry = make_enquiry(cast)

    sent = act(enquiry, "reply", **{"reply-words": words})

    page = sent.content.decode()
    assert (sent.status_code, sentence in page) == (422, True)
    assert Correspondence.objects.filter(is_from_asker=True).count() == 0
    if words:
        assert "Tin</textarea>" in page


def test_question_taken_back_is_withdrawn_and_offers_no_second_time(cast):
    enquiry = make_registered(cast)

    act(enquiry, "withdraw")

    assert Enquiry.objects.get(pk=enquiry.pk).state == State.WITHDRAWN
    assert "Take the question back" not in look(enquiry)
    assert act(enquiry, "withdraw").status_code == 422


def test_answer_is_shown_before_the_log_has_it_and_says_from_when_it_is_public(cast):
    answer = make_answered(cast)

    page = look(answer.enquiry, AT + 6 * HOUR)

    assert "Thành phố chưa công bố con số này." in page
    assert "You have it before everybody else. The public log shows it from 9 September 2026, 00:00." in page


def test_wish_for_early_publication_lets_it_into_the_log_now(cast):
    answer = make_answered(cast)

    act(answer.enquiry, "publish-early", at=AT + 6 * HOUR)

    assert list(Answer.objects.public(AT + 6 * HOUR)) == [answer]
    assert "Publish question and answer early" not in look(answer.enquiry, AT + 7 * HOUR)


def test_review_asked_for_is_noted_once(cast):
    answer = make_answered(cast)

    act(answer.enquiry, "review", **{"review-words": "Thiếu năm 2024"})

    assert list(Review.objects.values_list("words", "is_from_asker")) == [("Thiếu năm 2024", True)]
    assert act(answer.enquiry, "review", **{"review-words": "Thiếu"}).status_code == 422


def test_objection_is_offered_for_what_was_done_only(cast):
    open_one, answered = make_registered(cast), make_answered(cast).enquiry

    assert "Object to something the desk did" not in look(open_one)
    act(answered, "dispute", **{"dispute-about": "answered", "dispute-words": "Chưa trả lời"})
    refused = act(open_one, "dispute", **{"dispute-about": "pause", "dispute-words": "Sai"})

    assert (Dispute.objects.count(), refused.status_code) == (1, 422)


def test_joined_question_gets_the_answer_of_the_main_one(cast):
    twin, answer = make_registered(cast), make_draft(cast)
    merge(enquiry=twin, into=answer.enquiry, by=cast.intake, at=AT + 4 * HOUR)
    assert "Joined to another question" in look(Enquiry.objects.get(pk=twin.pk))

    clear(cast, answer, AT + 5 * HOUR)

    assert "Thành phố chưa công bố con số này." in look(twin)


def test_refusal_is_shown_with_ground_law_and_remedy(cast):
    enquiry = make_assigned(cast)
    ground = grounds_for(enquiry.kind, AT).first()
    answer = refuse(
        enquiry=enquiry, code=ground.code, by=cast.case_officer, at=AT + 3 * HOUR, body="Xin từ chối."
    )
    clear(cast, answer, AT + 4 * HOUR)

    page = look(enquiry, language="vi")

    for said in (ground.code, str(ground.label["vi"]), str(ground.remedy["vi"])):
        assert said in page


def test_answer_and_its_correction_share_no_anchor(cast):
    answer = make_answered(cast)
    correction = start_correction(answer=answer, by=cast.case_officer, at=AT + DAY, body="Xin đính chính.")
    clear(cast, correction, AT + DAY + HOUR)

    page = look(answer.enquiry, AT + 2 * DAY)

    assert "Xin đính chính." in page
    ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_acts_are_slowed_down(cast):
    enquiry = make_enquiry(cast)
    with time_machine.travel(AT + DAY, tick=False):
        client = Client()
        for _number in range(40):
            client.post(address(enquiry, "reply/"), {"reply-words": ""})
        refused = client.post(address(enquiry, "reply/"), {"reply-words": "Xin chào"})

    assert refused.status_code == 429
    assert enquiry.correspondence.filter(is_from_asker=True).count() == 0


def test_limit_that_was_met_and_one_that_was_missed_are_told_apart(cast):
    enquiry = make_registered(cast, kind="foreign_press_request", language="en")

    late = look(enquiry, AT + 30 * DAY)
    early = look(enquiry, AT + timedelta(hours=2))

    assert ("overdue" in late, "overdue" in early) == (True, False)
    assert "read, not confirmed by a legal officer" in early
