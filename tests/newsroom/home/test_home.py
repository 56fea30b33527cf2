"""The front page and the ways through the public site."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from hoiam.desks.models import Holding
from tests.factories.desks import make_desk
from tests.factories.enquiries import AT, DAY, HOUR, make_answered

pytestmark = pytest.mark.django_db
PUBLIC = AT + 30 * DAY


@pytest.fixture
def reader():
    with time_machine.travel(PUBLIC, tick=False):
        yield Client()


def test_front_page_names_whom_to_ask_and_who_speaks(cast, reader):
    for holder, begins, ends in (("Người cũ", 2020, 2025), ("Người nay", 2026, None)):
        Holding.objects.create(
            desk=cast.desk,
            post="spokesperson",
            holder=holder,
            valid_from=date(begins, 1, 1),
            valid_to=date(ends, 12, 31) if ends else None,
        )

    page = reader.get("/en/").content.decode()

    assert ("Người nay" in page, "Người cũ" in page) == (True, False)
    assert 'href="/en/desks/da-nang/ask/"' in page


def test_closed_desk_is_shown_without_a_way_to_ask_it(cast, reader):
    make_desk("hue", is_open=False)

    page = reader.get("/en/").content.decode()

    assert ("Desk hue" in page, "/en/desks/hue/ask/" in page) == (True, False)


def test_latest_answers_stand_on_the_front_page_once_public(cast):
    make_answered(cast)
    shown = []
    for at in (AT + DAY, PUBLIC):
        with time_machine.travel(at, tick=False):
            shown.append("DN-2026-00001" in Client().get("/en/").content.decode())

    assert shown == [False, True]


@pytest.mark.parametrize("number", [1, 3])
def test_front_page_asks_the_database_as_often_for_one_as_for_many(
    cast, reader, number, django_assert_num_queries
):
    for place in range(number):
        make_answered(cast, at=AT - place * HOUR)
        make_desk(f"ban-{place}", reference_prefix=f"B{place}")

    with django_assert_num_queries(5):
        reader.get("/en/")


def test_front_page_sets_no_cookie_and_is_not_sent_twice(cast, reader):
    make_answered(cast)
    first = reader.get("/en/")

    assert (list(first.cookies), "Cookie" in first.get("Vary", "")) == ([], False)
    assert reader.get("/en/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304


@pytest.mark.parametrize("address", ["/en/", "/en/answers/", "/en/verify/", "/en/desks/da-nang/ask/"])
def test_every_public_page_leads_to_the_others(cast, address):
    page = Client().get(address).content.decode()

    for way in ('href="/en/answers/"', 'href="/en/facts/"', 'action="/en/search/"', 'href="/en/verify/"'):
        assert way in page


def test_installation_without_a_desk_says_how_to_open_one(db):
    with time_machine.travel(AT, tick=False):
        assert "hoiam desks create" in Client().get("/en/").content.decode()
