"""A programme officer sees what passes on, merges two desks, takes it back; readers are led to the right desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoiam.desks.models import Desk, InstallationMembership, Merger
from hoiam.desks.operations.merging import merge_desks
from hoiam.desks.terms import InstallationRole
from hoiam.enquiries.models import Enquiry
from tests.factories.desks import make_desk, make_person
from tests.factories.enquiries import AT, make_answered, make_enquiry
from tests.workroom.visiting import enter, office_at, words

LIST, NEW = "/office/installation/mergers/", "/office/installation/mergers/new/"
PAIR = "?former=da-nang&present=quang-tri"


@pytest.fixture(autouse=True)
def a_monday():
    with office_at(AT):
        yield


@pytest.fixture
def officer(db):
    person = make_person("Cán Bộ Chương Trình")
    InstallationMembership.objects.create(person=person, role=InstallationRole.PROGRAMME_OFFICER)
    return enter(person)


def test_merger_is_shown_before_it_is_done_and_taken_back_within_a_day(cast, officer, client):
    make_answered(cast)
    Desk.objects.filter(code="da-nang").update(email="da-nang@desk.example")
    told = words(officer.get(NEW + PAIR))
    assert not Merger.objects.exists()

    done = officer.post(NEW + PAIR, {"legal_basis": "Nghị quyết 202/2025/QH15"}, follow=True)
    merger = Merger.objects.get()
    led = [
        client.get(address)
        for address in (
            "/vi/desks/da-nang/",
            "/en/desks/da-nang/ask/?question=x",
            "/vi/feeds/da-nang/answers.atom",
            "/vi/feeds/da-nang/releases.json",
        )
    ]
    stays = client.get("/vi/punctuality/da-nang/")
    with time_machine.travel(AT + timedelta(hours=3), tick=False):
        make_enquiry(cast, desk=cast.other_desk, at=AT + timedelta(hours=2))
        back = words(officer.post(f"{LIST}{merger.pk}/", {"act": "reverse"}, follow=True))

    assert "Enquiries: 1" in told
    assert "People who keep their roles: 8" in told
    assert "For 24 hours it can be taken back here." in words(done)
    assert [(one.status_code, one.headers["Location"]) for one in led] == [
        (302, "/vi/desks/quang-tri/"),
        (302, "/en/desks/quang-tri/ask/?question=x"),
        (302, "/vi/feeds/quang-tri/answers.atom"),
        (302, "/vi/feeds/quang-tri/releases.json"),
    ]
    assert stays.status_code == 200
    assert "stays with the desk that followed" in back
    assert client.get("/vi/desks/da-nang/").status_code == 200
    assert sorted(Enquiry.objects.values_list("desk__code", flat=True)) == ["da-nang", "quang-tri"]


def test_merger_planned_for_a_day_waits_and_is_given_up(cast, officer):
    officer.post(NEW + PAIR, {"legal_basis": "Nghị quyết", "due_date": "2026-10-01"})
    merger = Merger.objects.get()
    page = words(officer.get(f"{LIST}{merger.pk}/"))
    unknown = officer.post(f"{LIST}{merger.pk}/", {"act": "x"})
    officer.post(f"{LIST}{merger.pk}/", {"act": "cancel"})
    again = officer.post(f"{LIST}{merger.pk}/", {"act": "cancel"})

    assert (merger.done_at, merger.due_at.isoformat()) == (None, "2026-09-30T17:00:00+00:00")
    assert "People who keep their roles" in page
    assert (unknown.status_code, again.status_code) == (404, 409)
    assert "given up" in words(officer.get(LIST))


def test_pair_that_may_not_merge_is_told_and_nobody_else_opens_the_pages(cast, officer):
    same = officer.post(NEW + "?former=da-nang&present=da-nang", {"legal_basis": "x"})
    unknown = officer.get(NEW + "?former=hue&present=da-nang")

    assert (same.status_code, unknown.status_code) == (422, 200)
    assert "A desk cannot follow itself." in words(same)
    assert officer.get(f"{LIST}77/").status_code == 404
    assert [enter(cast.head).get(address).status_code for address in (LIST, NEW, f"{LIST}1/")] == [403] * 3
    assert not Merger.objects.exists()


def test_list_asks_as_often_with_three_mergers_as_with_one(cast, officer):
    counts = []
    for codes in (("a-1",), ("b-1", "c-1")):
        for code in codes:
            merge_desks(former=make_desk(code), present=cast.desk, by="operator", at=AT)
        officer.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            officer.get(LIST)
        counts.append(len(asked))

    assert counts[0] == counts[1]
