"""Whom to ask: who speaks now, who spoke before, and whom to ask when the body is gone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

from hoiam.desks.models import BodySuccession, Holding
from tests.factories.desks import make_body, make_desk

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_monday():
    with time_machine.travel(AT, tick=False):
        yield


def make_holding(desk, holder, post="spokesperson", **fields) -> Holding:
    fields.setdefault("valid_from", date(2025, 7, 1))
    return Holding.objects.create(desk=desk, post=post, holder=holder, **fields)


def page_of(client, path="", language="en") -> str:
    answer = client.get(f"/{language}/desks/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_list_names_each_desk_with_who_speaks_today(client, desk):
    make_holding(desk, "Nay Mẫu")
    make_holding(desk, "Xưa Mẫu", valid_from=date(2024, 1, 1), valid_to=date(2025, 6, 30))
    make_holding(desk, "Mai Mẫu", valid_from=date(2026, 8, 4))

    page = page_of(client)

    assert [name in page for name in ("Desk da-nang", "Nay Mẫu", "Xưa Mẫu", "Mai Mẫu")] == [
        True,
        True,
        False,
        False,
    ]


def test_list_without_a_desk_says_so(client, db):
    assert "Chưa có bàn thông tin nào" in page_of(client, language="vi")


def test_desk_page_says_whom_to_ask_for_what_and_who_held_the_post_before(client, desk):
    make_holding(desk, "Nay Mẫu", phone="0000 222", ask_for={"en": "Schools", "vi": "Trường học"})
    make_holding(desk, "Xưa Mẫu", valid_from=date(2024, 1, 1), valid_to=date(2025, 6, 30))

    page = page_of(client, "da-nang/")

    assert [text in page for text in ("Nay Mẫu", "0000 222", "Schools", "Xưa Mẫu")] == [True] * 4
    assert "1 January 2024 – 30 June 2025" in page


def test_holder_on_the_last_day_still_speaks_and_on_the_next_no_more(client, desk):
    make_holding(desk, "Nay Mẫu", valid_to=date(2026, 8, 3))

    today = page_of(client)
    with time_machine.travel(datetime(2026, 8, 3, 17, 0, tzinfo=UTC)):
        tomorrow = page_of(client)

    assert ("Nay Mẫu" in today, "Nay Mẫu" in tomorrow) == (True, False)


def test_desk_whose_body_is_gone_leads_to_the_desk_of_its_successor(client, desk):
    heir = make_desk("hue")
    middle = make_body("middle", valid_to=date(2026, 1, 31))
    BodySuccession.objects.create(former=desk.body, present=middle)
    BodySuccession.objects.create(former=middle, present=heir.body)
    desk.body.valid_to = date(2025, 12, 31)
    desk.body.save()

    page = page_of(client, "da-nang/")

    assert "This body ended on 31 December 2025" in page
    assert '<a href="/en/desks/hue/">Body body-of-hue: Desk hue</a>' in page


def test_desk_without_a_spokesperson_says_that_the_law_wants_one(client, desk):
    assert "No spokesperson is named. The law wants one: ask the desk." in page_of(client, "da-nang/")


def test_desk_that_does_not_exist_is_not_found(client, db):
    assert client.get("/en/desks/no-such/").status_code == 404


def test_unchanged_page_is_not_sent_twice_and_a_new_holder_changes_it(client, desk):
    first = client.get("/en/desks/da-nang/")

    same = client.get("/en/desks/da-nang/", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    make_holding(desk, "Nay Mẫu")
    changed = client.get("/en/desks/da-nang/", HTTP_IF_NONE_MATCH=first.headers["ETag"])

    assert (same.status_code, changed.status_code) == (304, 200)


@pytest.mark.parametrize("path", ["", "da-nang/"])
def test_pages_read_only(client, desk, path):
    assert client.post(f"/en/desks/{path}").status_code == 405


def test_list_asks_the_same_number_of_queries_for_one_and_three_desks(
    client, desk, django_assert_num_queries
):
    make_holding(desk, "Một")
    with django_assert_num_queries(2):
        page_of(client)
    for code in ("hue", "quang-tri"):
        make_holding(make_desk(code), code)
    with django_assert_num_queries(2):
        page = page_of(client)

    assert page.count("card-title") == 3


def test_names_with_markup_are_shown_as_text(client, desk):
    make_holding(desk, "<script>alert(1)</script>", ask_for={"en": "<img src=x onerror=alert(1)>"})

    page = page_of(client, "da-nang/")

    assert ("<script>alert(1)" in page, "<img src=x" in page, "&lt;img" in page) == (False, False, True)
