"""Every act: a form that says what it does and why not, one POST to one operation, input kept on refusal."""

from __future__ import annotations

import pytest

from hoiam.enquiries.models import Answer, Enquiry
from hoiam.enquiries.queries.possible import ACTS as POSSIBLE
from hoiam.enquiries.terms import Letter, State
from hoiam.evidence.models import Gap
from hoiam.texts.models import Part
from hoiam.workroom.enquiries.acts import ACTS
from tests.factories.enquiries import make_answered, make_assigned, make_draft, make_enquiry, make_registered
from tests.workroom.visiting import enter, words

pytestmark = pytest.mark.django_db


def address(enquiry, act: str) -> str:
    return f"/office/da-nang/enquiries/{enquiry.reference}/{act}/"


def now(enquiry) -> Enquiry:
    return Enquiry.objects.get(pk=enquiry.pk)


def test_every_act_has_its_reasons_and_every_reason_its_act():
    assert set(ACTS) == set(POSSIBLE) - {"seal"}


@pytest.mark.parametrize("make", [make_enquiry, make_draft, make_answered])
def test_form_of_every_act_opens_in_every_state(cast, make):
    made = make(cast)
    enquiry = made if isinstance(made, Enquiry) else made.enquiry
    browser = enter(cast.intake)

    opened = {act: browser.get(address(enquiry, act)).status_code for act in ACTS}

    assert opened == dict.fromkeys(ACTS, 200)


def test_registering_confirms_to_the_asker_and_returns_to_the_case(cast):
    enquiry = make_enquiry(cast)

    response = enter(cast.intake).post(address(enquiry, "register"), {"theme": "information"})

    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/office/da-nang/enquiries/{enquiry.reference}/",
    )
    assert (now(enquiry).state, now(enquiry).theme) == (State.REGISTERED, "information")


def test_act_that_is_refused_shows_the_reason_and_keeps_what_was_typed(cast):
    enquiry = make_registered(cast)
    letter = "TỐI MẬT\nXin cho biết năm nào?"

    response = enter(cast.intake).post(address(enquiry, "clarify"), {"words": letter})

    assert response.status_code == 409
    assert "nothing of it was kept" in words(response)
    assert letter in response.content.decode()
    assert now(enquiry).state == State.REGISTERED


def test_act_that_is_not_possible_says_why_before_anything_is_typed(cast):
    enquiry = make_enquiry(cast)

    response = enter(cast.case_officer).get(address(enquiry, "clarify"))

    assert "This is not possible now The enquiry DN-2026-00001 is “received” and cannot become" in words(
        response
    )
    assert 'name="words"' not in response.content.decode()


def test_empty_form_is_told_at_its_field(cast):
    enquiry = make_registered(cast)

    response = enter(cast.intake).post(address(enquiry, "clarify"), {"words": " "})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["words"])


def test_assigning_gives_the_enquiry_to_the_chosen_officer(cast):
    enquiry = make_registered(cast)

    enter(cast.intake).post(address(enquiry, "assign"), {"officer": cast.case_officer.pk})

    assert (now(enquiry).state, now(enquiry).officer) == (State.ASSIGNED, cast.case_officer)


def test_case_officer_is_offered_nobody_but_themselves(cast):
    enquiry = make_registered(cast)

    form = enter(cast.case_officer).get(address(enquiry, "assign")).context["form"]

    assert form.fields["officer"].choices == [(str(cast.case_officer.pk), "case_officer")]


def test_starting_an_answer_opens_its_text(cast):
    enquiry = make_assigned(cast)

    response = enter(cast.case_officer).post(address(enquiry, "answer"), {"outcome": "partly_answered"})

    answer = Answer.objects.get(enquiry=enquiry)
    assert response.headers["Location"] == f"/office/da-nang/texts/{answer.text_id}/"
    assert answer.outcome == "partly_answered"


def test_refusing_shows_ground_article_and_remedy_and_begins_the_refusal(cast):
    enquiry = make_assigned(cast)
    browser = enter(cast.case_officer)

    page = words(browser.get(address(enquiry, "refuse")))
    browser.post(address(enquiry, "refuse"), {"code": "state_secret"})

    assert "State secret Press Law 126/2025/QH15 – article not seen What the asker can do: Review by" in page
    assert Answer.objects.get(enquiry=enquiry).ground.code == "state_secret"


def test_joining_proposes_the_enquiry_that_asks_the_same(cast):
    first, second = make_registered(cast), make_registered(cast)
    browser = enter(cast.intake)

    form = browser.get(address(second, "merge")).context["form"]
    browser.post(address(second, "merge"), {"alike": first.reference})

    assert [value for value, _label in form.fields["alike"].choices] == [first.reference]
    assert (now(second).state, now(second).merged_into) == (State.MERGED, first)


def test_joining_to_an_enquiry_that_is_not_there_is_told_at_the_field(cast):
    enquiry = make_registered(cast)

    response = enter(cast.intake).post(address(enquiry, "merge"), {"reference": "DN-2026-09999"})

    assert response.status_code == 422
    assert "This desk has no enquiry of that reference." in words(response)


def test_offered_enquiry_is_accepted_by_the_other_desk_without_its_asker_being_shown(cast):
    enquiry = make_registered(cast)
    sent = {"to_desk": "quang-tri", "reason": "Câu hỏi về Quảng Trị."}
    enter(cast.intake).post(address(enquiry, "transfer"), sent)
    offer = enquiry.transfers.get()
    there = f"/office/quang-tri/enquiries/offered/{offer.pk}/"
    browser = enter(cast.stranger)

    page = words(browser.get(there))
    response = browser.post(there, {"accept": "1"})

    assert enquiry.question in page
    assert "Minh Khuê" not in page
    offer.refresh_from_db()
    assert response.headers["Location"] == f"/office/quang-tri/enquiries/{offer.became.reference}/"
    assert now(enquiry).state == State.TRANSFERRED


def test_offer_declined_without_a_reason_stays_open_and_says_so(cast):
    enquiry = make_registered(cast)
    enter(cast.intake).post(address(enquiry, "transfer"), {"to_desk": "quang-tri", "reason": "Của họ."})
    offer = enquiry.transfers.get()

    response = enter(cast.stranger).post(f"/office/quang-tri/enquiries/offered/{offer.pk}/", {"decline": "1"})

    offer.refresh_from_db()
    assert (response.status_code, offer.decided_at) == (409, None)


def test_part_is_asked_of_another_desk(cast):
    enquiry = make_assigned(cast)
    sent = {"to_desk": "quang-tri", "question": "Số hộ nghèo năm 2025?", "due_at": "2026-09-10T17:00"}

    enter(cast.case_officer).post(address(enquiry, "part"), sent)

    part = Part.objects.get()
    assert (part.to_desk, part.question, part.record_id) == (
        cast.other_desk,
        "Số hộ nghèo năm 2025?",
        enquiry.pk,
    )


def test_gap_is_recorded_with_its_owner_and_day(cast):
    enquiry = make_assigned(cast)
    sent = {"question": "Số hộ nghèo 2025", "owner": cast.fact_steward.pk, "due_date": "2026-09-14"}

    enter(cast.case_officer).post(address(enquiry, "gap"), sent)

    gap = Gap.objects.get()
    assert (gap.owner, gap.due_date.isoformat(), gap.asked_in_id) == (
        cast.fact_steward,
        "2026-09-14",
        enquiry.pk,
    )


def test_withdrawal_by_telephone_is_confirmed_to_the_asker(cast):
    enquiry = make_registered(cast)

    enter(cast.intake).post(address(enquiry, "withdraw"), {"why": "Gọi điện ngày 7/9."})

    assert now(enquiry).state == State.WITHDRAWN
    assert enquiry.correspondence.filter(letter=Letter.WITHDRAWN).count() == 1


def test_act_nobody_knows_is_not_found(cast):
    enquiry = make_enquiry(cast)

    assert enter(cast.intake).get(address(enquiry, "approve-silently")).status_code == 404


def test_act_on_another_desks_enquiry_is_not_found(cast):
    enquiry = make_enquiry(cast)

    response = enter(cast.stranger).post(address(enquiry, "register").replace("da-nang", "quang-tri"))

    assert (response.status_code, now(enquiry).state) == (404, State.RECEIVED)
