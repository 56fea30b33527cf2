"""A question that was answered before: offered on the case page, confirmed with one check, sent on."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoiam.enquiries.models import Answer
from hoiam.evidence.models import Fact
from hoiam.texts.models import TextVersion
from tests.factories.enquiries import ANSWER, AT, DAY, HOUR, make_answered, make_assigned
from tests.factories.texts import make_public_fact
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
LATER = AT + 30 * DAY
CITING = "Năm 2023, tỷ lệ dân số tham gia bảo hiểm y tế đạt 93,35 % [F001]."


@pytest.fixture(autouse=True)
def a_month_later():
    with office_at(LATER + DAY):
        yield


def again(enquiry, earlier: Answer) -> str:
    return f"/office/da-nang/enquiries/{enquiry.reference}/again/{earlier.enquiry.reference}/"


def test_case_page_offers_the_answer_and_one_check_sends_it_to_clearance(cast):
    earlier = make_answered(cast)
    enquiry = make_assigned(cast, at=LATER)
    browser = enter(cast.case_officer)

    offered = browser.get(f"/office/da-nang/enquiries/{enquiry.reference}/")
    shown = browser.get(again(enquiry, earlier))
    sent = browser.post(again(enquiry, earlier), {"is_still_right": "on", "act": "send"})

    assert again(enquiry, earlier) in offered.content.decode()
    assert ANSWER in words(shown)
    version = TextVersion.objects.get(text__record_id=enquiry.pk)
    assert (version.body, version.sent_by) == (ANSWER, cast.case_officer)
    assert sent.headers["Location"] == f"/office/da-nang/texts/{version.text_id}/clearance/"


def test_text_is_only_begun_where_that_was_asked(cast):
    earlier, enquiry = make_answered(cast), make_assigned(cast, at=LATER)

    response = enter(cast.case_officer).post(again(enquiry, earlier), {"is_still_right": "on", "act": "open"})

    begun = Answer.objects.get(enquiry=enquiry)
    assert response.headers["Location"] == f"/office/da-nang/texts/{begun.text_id}/"
    assert not begun.text.versions.exists()


def test_page_without_the_check_says_why_nothing_began(cast):
    earlier, enquiry = make_answered(cast), make_assigned(cast, at=LATER)

    response = enter(cast.case_officer).post(again(enquiry, earlier), {"act": "send"})

    assert response.status_code == 409
    assert "confirm that it is still right" in words(response)
    assert not Answer.objects.filter(enquiry=enquiry).exists()


def test_fact_that_ended_is_named_and_leads_to_the_editor_instead_of_clearance(cast):
    fact = make_public_fact(cast.desk)
    earlier, enquiry = make_answered(cast, body=CITING), make_assigned(cast, at=LATER)
    Fact.objects.filter(pk=fact.pk).update(state="expired")
    browser = enter(cast.case_officer)

    shown = words(browser.get(again(enquiry, earlier)))
    response = browser.post(again(enquiry, earlier), {"is_still_right": "on", "act": "send"}, follow=True)

    assert "F001 may not be cited any more" in shown
    assert "Begin and send for clearance" not in shown
    assert "Settle what stands against sending it." in words(response)
    assert not TextVersion.objects.filter(text__record_id=enquiry.pk).exists()


def test_enquiry_with_a_text_offers_nothing_and_says_why_not(cast):
    earlier, enquiry = make_answered(cast), make_assigned(cast, at=LATER)
    browser = enter(cast.case_officer)
    browser.post(again(enquiry, earlier), {"is_still_right": "on", "act": "open"})

    case = browser.get(f"/office/da-nang/enquiries/{enquiry.reference}/")
    page = browser.get(again(enquiry, earlier))

    assert "/again/" not in case.content.decode()
    assert "A text for this enquiry is already being written." in words(page)


def test_answer_that_is_not_in_the_log_is_not_there(cast):
    earlier = make_answered(cast, answered_at=LATER + DAY - HOUR)
    enquiry = make_assigned(cast, at=LATER)

    assert enter(cast.case_officer).get(again(enquiry, earlier)).status_code == 404


def test_form_of_the_answer_offers_what_was_answered_before(cast):
    earlier, enquiry = make_answered(cast), make_assigned(cast, at=LATER)

    response = enter(cast.case_officer).get(f"/office/da-nang/enquiries/{enquiry.reference}/answer/")

    assert again(enquiry, earlier) in response.content.decode()


def test_case_page_asks_as_often_for_three_earlier_answers_as_for_one(cast):
    enquiry = make_assigned(cast, at=LATER)
    browser = enter(cast.case_officer)
    asked = []
    for hours in ((0,), (1, 2)):
        for hour in hours:
            make_answered(cast, at=AT + hour * HOUR)
        browser.get(f"/office/da-nang/enquiries/{enquiry.reference}/")
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/office/da-nang/enquiries/{enquiry.reference}/")
        asked.append(len(queries))

    assert asked[0] == asked[1]
