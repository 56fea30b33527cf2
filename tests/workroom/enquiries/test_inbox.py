"""The list of enquiries: by limit, for who may see, in as many queries for one as for three."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.enquiries import ASKER, DAY, Traces, make_assigned, make_enquiry
from tests.factories.enquiries import AT as MONDAY
from tests.workroom.visiting import enter, words

pytestmark = pytest.mark.django_db
ADDRESS = "/office/da-nang/enquiries/"


def references(response) -> list[str]:
    return re.findall(r'class="row-link mono" href="[^"]+">(DN-[\d-]+)<', response.content.decode())


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("intake", 200),
        ("case_officer", 200),
        ("fact_steward", 200),
        ("reviewer", 200),
        ("spokesperson", 200),
        ("head", 200),
        ("auditor", 200),
        ("desk_admin", 403),
        ("stranger", 404),
    ],
)
def test_list_opens_to_roles_with_sight_of_content(cast, role, status):
    make_enquiry(cast)

    response = enter(getattr(cast, role)).get(ADDRESS)

    assert response.status_code == status


def test_list_stands_by_limit_whoever_asks(cast):
    late = make_enquiry(cast, received_at=MONDAY)
    early = make_enquiry(cast, kind="foreign_press_request", received_at=MONDAY - 10 * DAY)
    between = make_enquiry(cast, received_at=MONDAY - 2 * DAY)

    response = enter(cast.intake).get(ADDRESS)

    assert references(response) == [early.reference, between.reference, late.reference]


def test_list_takes_the_same_queries_for_one_row_and_for_three(cast):
    browser = enter(cast.intake)
    make_assigned(cast)
    browser.get(ADDRESS)
    with CaptureQueriesContext(
        connection,
    ) as one:
        browser.get(ADDRESS)
    make_assigned(cast)
    make_assigned(cast)

    with CaptureQueriesContext(connection) as three:
        browser.get(ADDRESS)

    assert len(three) == len(one)


def test_list_narrowed_to_an_officer_shows_that_officers_enquiries_only(cast):
    make_enquiry(cast)
    assigned = make_assigned(cast)

    response = enter(cast.intake).get(ADDRESS, {"officer": cast.case_officer.pk})

    assert references(response) == [assigned.reference]


def test_list_offers_no_way_to_ask_for_an_asker(cast):
    make_enquiry(cast)
    browser = enter(cast.intake)

    everything = browser.get(ADDRESS)
    asked = browser.get(ADDRESS, {"q": ASKER.name, "asker": ASKER.name, "outlet": ASKER.outlet})

    assert references(asked) == references(everything)
    assert Traces().found_in(words(everything)) == []


def test_list_goes_on_where_the_page_ends(cast, monkeypatch):
    monkeypatch.setattr("hoiam.enquiries.queries.inbox.inbox.__defaults__", (None, "", 2))
    made = [make_enquiry(cast, received_at=MONDAY - DAY * back) for back in (3, 2, 1)]
    browser = enter(cast.intake)

    first = browser.get(ADDRESS)
    onward = re.search(r'href="(\?[^"]*cursor=[^"]+)"', first.content.decode()).group(1)
    second = browser.get(ADDRESS + onward.replace("&amp;", "&"))

    shown = references(first) + references(second)
    assert shown == [enquiry.reference for enquiry in made]


def test_empty_list_says_how_questions_come(cast):
    response = enter(cast.intake).get(ADDRESS)

    assert "No open enquiry Questions from the public form arrive here by themselves." in words(response)
