"""One form where there were several: taking in, registering, beginning the text, noting letters."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from hoiam.desks.models import JournalLine
from hoiam.enquiries.asker import Asker
from hoiam.enquiries.models import Answer, Correspondence, Enquiry, SpokenAnswer
from hoiam.enquiries.operations.taking_up import AtOnce
from hoiam.enquiries.terms import Letter, Outcome, State
from hoiam.workroom.enquiries import choices
from tests.factories.enquiries import (
    AT,
    HOUR,
    load_law,
    make_assigned,
    make_draft,
    make_enquiry,
    make_registered,
)
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
LIST = "/office/da-nang/enquiries/"
CALL = {"question": "Bao giờ mở lại cầu?", "name": "Lê A", "reach": "0905 111 222", "kind": "press_enquiry"}


@pytest.fixture(autouse=True)
def law():
    load_law()


def take_call(cast, **more):
    return enter(cast.intake).post(f"{LIST}call/", {**CALL, "language": "vi", **more})


def test_call_is_taken_in_registered_and_given_in_one_form(cast):
    answer = take_call(cast, give_to=str(cast.case_officer.pk), theme="")

    case = Enquiry.objects.get()
    assert answer.headers["Location"] == f"{LIST}{case.reference}/"
    assert (case.state, case.officer) == (State.ASSIGNED, cast.case_officer)
    assert Correspondence.objects.get(letter=Letter.REGISTERED).handed_over_at is not None


def test_call_can_still_be_registered_later(cast):
    take_call(cast, give_to="")

    assert Enquiry.objects.get().state == State.RECEIVED


def test_whoever_answers_the_call_lands_in_the_text(cast):
    answer = take_call(cast, give_to="", **{"answer-it": "1"})

    begun = Answer.objects.get()
    assert answer.headers["Location"] == f"/office/da-nang/texts/{begun.text_id}/"
    assert (begun.enquiry.state, begun.enquiry.officer) == (State.DRAFTING, cast.intake)


def test_call_is_given_to_nobody_of_another_desk(cast):
    page = take_call(cast, give_to=str(cast.stranger.pk))

    assert page.status_code == 422
    assert not Enquiry.objects.exists()


def test_note_by_hand_offers_registering_first(cast):
    page = enter(cast.intake).get(f"{LIST}new/")

    assert page.context["form"]["give_to"].value() == "nobody"


def test_ticked_questions_are_read_whole_and_registered_together(cast):
    long = "Số liệu năm nào? " * 30
    new = [make_enquiry(cast, question=long), make_enquiry(cast, question="Khi nào mở lại cầu?")]
    known = make_registered(cast, question="Đã đăng ký rồi?")
    picked = [case.reference for case in (*new, known)]
    client = enter(cast.intake)

    page = client.post(f"{LIST}register/", {"pick": picked})
    assert long.strip() in words(page)
    assert known.reference in words(page) and "Đã đăng ký rồi?" not in words(page)

    theme = choices.themes()[1][0]
    sent = {"pick": picked[:2], "do": "1", "officer": str(cast.case_officer.pk)}
    done = client.post(f"{LIST}register/", {**sent, f"theme-{picked[0]}": theme}, follow=True)
    rows = Enquiry.objects.filter(reference__in=picked[:2])
    assert {(row.state, row.officer) for row in rows} == {(State.ASSIGNED, cast.case_officer)}
    assert sorted(row.theme for row in rows) == ["", theme]
    assert done.redirect_chain[0][0] == LIST


def test_giving_them_is_undone_and_they_stay_registered(cast):
    case = make_enquiry(cast)
    client = enter(cast.intake)
    sent = {"pick": [case.reference], "do": "1", "officer": str(cast.case_officer.pk)}
    page = client.post(f"{LIST}register/", sent, follow=True)
    mark = re.search(r'name="undo" value="(undo-[0-9a-f]+)"', page.content.decode())
    assert mark

    client.post("/office/da-nang/undo/", {"undo": mark[1]})

    case.refresh_from_db()
    assert (case.state, case.officer) == (State.REGISTERED, None)


def test_nothing_is_registered_without_a_question_and_the_page_says_so(cast):
    page = enter(cast.intake).post(f"{LIST}register/", {"do": "1"})

    assert page.status_code == 409


def test_case_page_opens_the_text_in_one_press(cast):
    case = make_assigned(cast)
    client = enter(cast.case_officer)
    page = client.get(f"{LIST}{case.reference}/").content.decode()
    assert f'action="{LIST}{case.reference}/answer/"' in page

    sent = client.post(f"{LIST}{case.reference}/answer/", {"outcome": "answered"})

    assert sent.headers["Location"] == f"/office/da-nang/texts/{Answer.objects.get().text_id}/"


def in_editor(cast, outcome: str, act: str = "send"):
    answer = make_draft(cast, body="Chúng tôi không có số liệu này.")
    text = answer.text
    sent = {"body": text.body, "base_revision": text.revision, "window": "w", "act": act, "outcome": outcome}
    page = enter(cast.case_officer).post(f"/office/da-nang/texts/{text.pk}/", sent)
    answer.refresh_from_db()
    return answer, page


@pytest.mark.parametrize("act", ["send", "save"])
def test_what_the_answer_amounts_to_is_chosen_where_it_is_sent(cast, act):
    answer, page = in_editor(cast, Outcome.NOT_HELD, act)

    assert page.status_code == 302
    assert answer.outcome == Outcome.NOT_HELD
    assert JournalLine.objects.filter(verb="changed outcome").count() == 1


def test_editor_makes_no_refusal_of_an_answer(cast):
    answer, page = in_editor(cast, Outcome.REFUSED)

    assert page.status_code == 409
    assert (answer.outcome, answer.enquiry.state) == (Outcome.ANSWERED, State.DRAFTING)


def test_oral_answer_is_noted_and_sent_for_clearance_in_one_press(cast):
    case = make_assigned(cast)
    sent = {
        "words": "Chúng tôi không có số liệu này.",
        "speaker": str(cast.spokesperson.pk),
        "spoken_at": "",
        "outcome": "not_held",
        "act": "send",
    }
    client = enter(cast.case_officer)
    form = client.get(f"{LIST}{case.reference}/spoken/").context["form"]
    sent["spoken_at"] = form["spoken_at"].value().strftime("%Y-%m-%dT%H:%M")

    page = client.post(f"{LIST}{case.reference}/spoken/", sent)

    case.refresh_from_db()
    assert page.headers["Location"].endswith("/clearance/")
    assert case.state == State.CLEARANCE


def test_call_taken_and_answered_in_one_minute_is_noted(cast):
    at = AT + 6 * HOUR + timedelta(seconds=20)
    case = make_assigned(cast, at=AT + 3 * HOUR, received_at=AT + 3 * HOUR)
    Enquiry.objects.filter(pk=case.pk).update(received_at=at)
    with office_at(at + timedelta(seconds=15)):
        sent = {
            "words": "Chúng tôi không có số liệu này.",
            "speaker": str(cast.spokesperson.pk),
            "spoken_at": timezone.localtime(at).strftime("%Y-%m-%dT%H:%M"),
            "outcome": "not_held",
        }
        page = enter(cast.case_officer).post(f"{LIST}{case.reference}/spoken/", sent)

    assert page.status_code == 302
    assert SpokenAnswer.objects.get().spoken_at == at


def without_address(cast, question: str) -> Enquiry:
    return make_enquiry(
        cast, by=cast.intake, asker=Asker(phone="0905 1"), question=question, at_once=AtOnce()
    )


def test_letters_of_the_desk_are_noted_on_one_page(cast):
    cases = [without_address(cast, "Một?"), without_address(cast, "Hai?")]
    client = enter(cast.intake)
    page = client.get(f"{LIST}by-hand/")
    boxes = [line["box"] for line in page.context["cases"]]
    assert [line["reference"] for line in page.context["cases"]] == [case.reference for case in cases]
    assert "0905 1" not in words(page)

    client.post(f"{LIST}by-hand/", {"case": boxes[:1]})

    left = client.get(f"{LIST}by-hand/").context["cases"]
    assert [line["reference"] for line in left] == [cases[1].reference]


def test_nothing_ticked_notes_nothing_and_says_so(cast):
    without_address(cast, "Một?")

    assert enter(cast.intake).post(f"{LIST}by-hand/", {}).status_code == 409


def test_one_press_notes_all_letters_of_a_case(cast):
    case = without_address(cast, "Một?")
    client = enter(cast.intake)

    client.post(f"{LIST}{case.reference}/by-hand/", {})

    assert not client.get(f"{LIST}by-hand/").context["cases"]


def test_page_of_letters_asks_no_oftener_for_many(cast, django_assert_max_num_queries):
    for number in range(12):
        without_address(cast, f"Câu {number}?")
    client = enter(cast.intake)
    client.get(f"{LIST}by-hand/")

    with django_assert_max_num_queries(16):
        client.get(f"{LIST}by-hand/")
