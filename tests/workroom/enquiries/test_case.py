"""The case page: what it shows, to whom, and what it never shows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoiam.enquiries.operations.from_asker import reply
from hoiam.post.models import Parcel
from tests.factories.enquiries import (
    AT,
    HOUR,
    QUESTION,
    Traces,
    make_answered,
    make_assigned,
    make_draft,
    make_enquiry,
)
from tests.workroom.visiting import enter, words

pytestmark = pytest.mark.django_db


def address(enquiry) -> str:
    return f"/office/da-nang/enquiries/{enquiry.reference}/"


@pytest.mark.parametrize(
    ("role", "status"),
    [("intake", 200), ("head", 200), ("auditor", 200), ("desk_admin", 403), ("stranger", 404)],
)
def test_case_opens_to_roles_with_sight_of_content(cast, role, status):
    enquiry = make_enquiry(cast)

    response = enter(getattr(cast, role)).get(address(enquiry))

    assert response.status_code == status


@pytest.mark.parametrize("role", ["intake", "case_officer", "reviewer", "head", "auditor"])
def test_case_shows_the_question_and_never_who_asked(cast, role):
    enquiry = make_enquiry(cast, question=f"{QUESTION} Nguyễn Thị Minh Khuê, 0905 123 456.")
    reply(enquiry=enquiry, words="Tôi là Nguyễn Thị Minh Khuê, báo Báo Sông Hàn.", at=AT + HOUR)

    said = words(enter(getattr(cast, role)).get(address(enquiry)))

    assert QUESTION in said
    assert Traces().found_in(said) == []


def test_case_of_a_received_enquiry_offers_registration_first(cast):
    enquiry = make_enquiry(cast)

    page = enter(cast.intake).get(address(enquiry)).context["page"]

    assert [one.act.name for one in page.next_acts] == ["register"]


def test_case_says_why_an_act_is_not_possible(cast):
    enquiry = make_enquiry(cast)

    page = enter(cast.case_officer).get(address(enquiry)).context["page"]

    against = {one.act.name: one.reasons for one in page.impossible}
    assert against["cover"] == ["This is done by: Intake."]
    assert against["reopen"] == ["This is done by: Reviewer, Head of the body.", "The enquiry is open."]


def test_case_explains_each_limit_day_by_day(cast):
    enquiry = make_enquiry(cast, kind="foreign_press_request")

    clocks = enter(cast.intake).get(address(enquiry)).context["page"].clocks

    legal = next(clock for clock in clocks if clock.law == "Decree 88/2012/NĐ-CP, article 13")
    assert [line.counted for line in legal.lines] == [False, True, True, True, True, False, False, True]


def test_case_leads_to_the_text_that_is_written(cast):
    answer = make_draft(cast)

    response = enter(cast.case_officer).get(address(answer.enquiry))

    assert f'href="/office/da-nang/texts/{answer.text_id}/"' in response.content.decode()
    assert "being written" in words(response)


def test_case_tells_when_the_answer_becomes_public(cast):
    answer = make_answered(cast)

    said = words(enter(cast.head).get(address(answer.enquiry)))

    assert "Sent to the asker 7 September 2026, 13:00. Enters the public log 9 September 2026, 00:00." in said


def test_letter_that_came_back_is_shown_as_such(cast):
    enquiry = make_enquiry(cast)
    Parcel.objects.update(state="bounced")

    letters = enter(cast.intake).get(address(enquiry)).context["page"].letters

    assert [(line.title, line.state, line.state_tone) for line in letters] == [
        ("Receipt", "came back; reach the asker otherwise", "danger")
    ]


def test_case_takes_the_same_queries_with_one_letter_and_with_three(cast):
    enquiry = make_assigned(cast)
    reply(enquiry=enquiry, words="Một.", at=AT + HOUR)
    browser = enter(cast.intake)
    browser.get(address(enquiry))
    with CaptureQueriesContext(connection) as before:
        browser.get(address(enquiry))
    reply(enquiry=enquiry, words="Hai.", at=AT + 2 * HOUR)
    reply(enquiry=enquiry, words="Ba.", at=AT + 3 * HOUR)

    with CaptureQueriesContext(connection) as after:
        browser.get(address(enquiry))

    assert len(after) == len(before)
