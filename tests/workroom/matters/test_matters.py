"""Matters: begun with an event of the law, its limits running, informed by a cleared text."""

from __future__ import annotations

import pytest

from hoiam.enquiries.models import Matter
from hoiam.enquiries.operations.matters import open_matter
from hoiam.enquiries.operations.registering import join_matter
from tests.factories.enquiries import AT, HOUR, load_law, make_enquiry
from tests.workroom.visiting import enter, words

pytestmark = pytest.mark.django_db
ADDRESS = "/office/da-nang/matters/"


@pytest.fixture
def matter(cast) -> Matter:
    load_law()
    return open_matter(
        desk=cast.desk,
        title="Sạt lở ở Hòa Bắc",
        event="event_handled",
        happened_at=AT,
        by=cast.intake,
        at=AT + HOUR,
    )


def test_matter_begun_runs_the_limit_of_its_event(cast):
    load_law()
    sent = {"title": "Sạt lở ở Hòa Bắc", "event": "event_handled", "happened_at": "2026-09-07T09:00"}
    browser = enter(cast.case_officer)

    response = browser.post(f"{ADDRESS}new/", sent)

    made = Matter.objects.get()
    assert response.headers["Location"] == f"{ADDRESS}{made.pk}/"
    clocks = browser.get(f"{ADDRESS}{made.pk}/").context["clocks"]
    assert [(clock.name, clock.law, clock.due_at.isoformat()) for clock in clocks] == [
        ("Inform the public", "Decree 244/2026/NĐ-CP", "2026-09-08T02:00:00+00:00")
    ]


def test_matter_in_the_future_is_refused_with_the_input_kept(cast):
    load_law()
    sent = {"title": "Sạt lở", "event": "event_handled", "happened_at": "2026-09-09T09:00"}

    response = enter(cast.case_officer).post(f"{ADDRESS}new/", sent)

    assert (response.status_code, Matter.objects.count()) == (409, 0)
    assert 'value="Sạt lở"' in response.content.decode()


def test_bulletin_in_a_language_opens_its_form(cast, matter):
    response = enter(cast.case_officer).post(f"{ADDRESS}{matter.pk}/inform/", {"language": "vi"})

    bulletin = matter.bulletins.get()
    assert response.headers["Location"] == f"{ADDRESS}{matter.pk}/bulletins/{bulletin.pk}/"


def test_matter_shows_the_enquiries_that_joined_it(cast, matter):
    enquiry = make_enquiry(cast)
    join_matter(enquiry=enquiry, matter=matter, by=cast.intake, at=AT + HOUR)

    lines = enter(cast.head).get(f"{ADDRESS}{matter.pk}/").context["lines"]

    assert [line.reference for line in lines] == [enquiry.reference]


def test_matter_on_which_nothing_was_said_is_not_closed(cast, matter):
    response = enter(cast.head).post(f"{ADDRESS}{matter.pk}/close/")

    matter.refresh_from_db()
    assert (response.status_code, matter.closed_at) == (409, None)
    assert "Nobody was informed on this matter yet." in words(response)


def test_emergency_is_declared_by_a_leader_only(cast, matter):
    sent = {"is_emergency": "on"}

    officer = enter(cast.case_officer).post(f"{ADDRESS}{matter.pk}/emergency/", sent)
    leader = enter(cast.head).post(f"{ADDRESS}{matter.pk}/emergency/", sent)

    matter.refresh_from_db()
    assert (officer.status_code, leader.status_code, matter.is_public_emergency) == (403, 302, True)


def test_matter_of_another_desk_is_not_found(cast, matter):
    assert enter(cast.stranger).get(f"/office/quang-tri/matters/{matter.pk}/").status_code == 404


def test_empty_list_says_when_to_begin_one(cast):
    assert "No open matter Begin one as soon as something happens" in words(enter(cast.head).get(ADDRESS))
