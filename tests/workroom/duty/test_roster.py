"""The duty roster as the desk sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hoiam.desks.models import DutyShift
from tests.factories.crisis import let_one_sign, put_night_on
from tests.factories.enquiries import AT, HOUR
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
ADDRESS = "/office/da-nang/duty/"


@pytest.fixture(autouse=True)
def monday_morning():
    with office_at(AT + HOUR):
        yield


def test_roster_of_an_empty_week_says_when_nobody_is_on_duty(cast):
    page = words(enter(cast.case_officer).get(ADDRESS))

    assert "Nobody is on duty now" in page
    assert "Nobody : Reviewer on duty, 10:00 – 24:00" in page
    assert "Nobody : Spokesperson on duty, 00:00 – 24:00" in page


def test_shift_put_on_the_roster_closes_its_gap_and_shows_the_number(cast):
    browser = enter(cast.head)
    sent = {
        "post": "reviewer",
        "person": cast.reviewer.pk,
        "starts_at": "2026-09-07T09:00",
        "ends_at": "2026-09-08T00:00",
        "phone": "0905 777 888",
    }

    response = browser.post(ADDRESS, sent)

    page = words(browser.get(response.headers["Location"]))
    assert "0905 777 888" in page
    assert "Nobody : Reviewer on duty, 10:00" not in page
    assert "Nobody : Reviewer on duty, 00:00 – 24:00" in page


@pytest.mark.parametrize(
    "wrong", [{"ends_at": "2026-09-07T08:00"}, {"post": "spokesperson"}, {"person": "0"}, {"starts_at": "x"}]
)
def test_shift_that_cannot_be_is_refused_with_its_input_kept(cast, wrong):
    sent = {
        "post": "reviewer",
        "person": cast.reviewer.pk,
        "starts_at": "2026-09-07T17:00",
        "ends_at": "2026-09-08T07:30",
        "phone": "0905 777 888",
    }

    response = enter(cast.head).post(ADDRESS, sent | wrong)

    assert (response.status_code in (409, 422), DutyShift.objects.count()) == (True, 0)
    assert "0905 777 888" in response.content.decode()


def test_officer_reads_the_roster_and_does_not_plan_it(cast):
    browser = enter(cast.case_officer)
    sent = {
        "post": "reviewer",
        "person": cast.reviewer.pk,
        "starts_at": "2026-09-07T17:00",
        "ends_at": "2026-09-08T07:30",
    }

    assert "Put somebody on duty" not in words(browser.get(ADDRESS))
    assert browser.post(ADDRESS, sent).status_code == 403


def test_person_on_duty_hands_over_with_what_must_be_known(cast):
    shifts = put_night_on(cast)
    browser = enter(cast.spokesperson)

    response = browser.post(
        f"{ADDRESS}{shifts['spokesperson'].pk}/hand-over/",
        {"to": cast.head.pk, "note": "Chờ số liệu bệnh viện.", "phone": "0911"},
    )

    page = words(browser.get(response.headers["Location"]))
    assert "Chờ số liệu bệnh viện." in page
    assert "took over from spokesperson" in page


def test_colleague_does_not_hand_over_for_somebody_else(cast):
    shifts = put_night_on(cast)

    response = enter(cast.case_officer).post(
        f"{ADDRESS}{shifts['reviewer'].pk}/hand-over/", {"to": cast.head.pk}
    )

    assert (response.status_code, DutyShift.objects.count()) == (403, 2)


def test_shift_is_ended_by_a_planner_and_the_gap_is_marked(cast):
    shifts = put_night_on(cast)
    browser = enter(cast.head)

    browser.post(f"{ADDRESS}{shifts['reviewer'].pk}/end/")

    assert "Nobody : Reviewer on duty, 10:00 – 24:00" in words(browser.get(ADDRESS))


def test_roster_says_the_rule_of_the_desk(cast):
    before = words(enter(cast.head).get(ADDRESS))
    let_one_sign(cast)

    assert "cleared by two signatures, by night too" in before
    assert "one signature of somebody on duty" in words(enter(cast.head).get(ADDRESS))


def test_rule_of_one_signature_is_set_on_the_page_of_the_desk(cast):
    browser = enter(cast.head)
    page = browser.get("/office/da-nang/settings/")
    form = page.context["form"]
    sent = {name: value for name, value in form.initial.items() if value not in (None, False)}

    browser.post("/office/da-nang/settings/", sent | {"one_signature_in_crisis": "on"})

    cast.desk.refresh_from_db()
    assert cast.desk.one_signature_in_crisis


@pytest.mark.parametrize("day", ["2026-09-16", "x", "9999-12-31", "0001-01-01"])
def test_any_week_can_be_looked_at(cast, day):
    assert enter(cast.head).get(f"{ADDRESS}?day={day}").status_code == 200


def test_roster_takes_the_same_queries_with_one_shift_and_with_three(cast, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = enter(cast.head)
    put_night_on(cast)
    browser.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        browser.get(ADDRESS)
    for days in (2, 3, 4):
        put_night_on(cast, at=AT + timedelta(days=days))
    with django_assert_num_queries(len(few)):
        browser.get(ADDRESS)
