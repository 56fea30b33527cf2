"""Bulletins in public: at once, numbered, superseded with a notice, by every way and by none before."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from hoiam.enquiries.models import Bulletin
from hoiam.enquiries.operations.matters import close_matter
from hoiam.enquiries.operations.registering import join_matter
from hoiam.evidence.operations.drafting import quick_fact
from hoiam.search.operations import follow
from tests.factories.crisis import (
    clear,
    let_one_sign,
    make_bulletin,
    make_issued,
    make_matter,
    put_night_on,
    send,
)
from tests.factories.enquiries import AT, HOUR, Traces, make_answered
from tests.factories.evidence import make_content
from tests.promises.walking import addresses
from tests.workroom.visiting import words

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
WORDS = "đèo Mũi Trâu bị vùi lấp"


def read(address: str, at, **headers):
    with time_machine.travel(at, tick=False):
        return Client().get(address, **headers)


@pytest.fixture
def matter(cast):
    return make_matter(cast)


def test_bulletin_is_public_the_moment_it_is_cleared_with_its_number_and_promise(cast, matter):
    make_issued(cast, matter)

    before = read(f"/vi/matters/{matter.pk}/", AT + 4 * MINUTE).status_code
    page = words(read(f"/en/matters/{matter.pk}/", AT + 5 * MINUTE))

    assert before == 404
    assert "Bulletin 1 · 7 September 2026, 09:05" in page
    assert "Next update at 10:00, 7 September 2026" in page
    assert "Signed by two people, the last of whom did not write it." in page


def test_superseded_bulletin_stays_readable_with_its_notice(cast, matter):
    make_issued(cast, matter, known=f"Đường {WORDS}.")
    make_issued(cast, matter, at=AT + 30 * MINUTE)

    old = words(read(f"/en/matters/{matter.pk}/1/", AT + HOUR))
    new = words(read(f"/en/matters/{matter.pk}/", AT + HOUR))

    assert "This bulletin is superseded" in old and WORDS in old
    assert "Bulletin 2 of 7 September 2026, 09:35 stands now." in old
    assert WORDS not in new and "Bulletin 1 7 September 2026, 09:05" in new


def test_missed_update_is_said_openly_from_its_minute_on(cast, matter):
    make_issued(cast, matter)
    address, missed = (
        f"/en/matters/{matter.pk}/",
        "The update promised for 7 September 2026, 10:00 has not come yet.",
    )

    in_time, late = read(address, AT + 59 * MINUTE), read(address, AT + 61 * MINUTE)

    assert (missed in words(in_time), missed in words(late)) == (False, True)
    assert missed in words(read("/en/matters/", AT + 61 * MINUTE))
    assert in_time.headers["ETag"] != late.headers["ETag"]


def test_one_signature_on_duty_is_said_in_public(cast, matter):
    put_night_on(cast)
    let_one_sign(cast)
    clear(cast, send(cast, make_bulletin(cast, matter), at=AT), "spokesperson", at=AT)

    page = words(read(f"/en/matters/{matter.pk}/", AT))
    api = json.loads(read(f"/api/v1/matters/{matter.pk}", AT).content)

    assert "Signed by one person on duty who did not write it." in page
    assert api["bulletins"][0]["method"] == "one_on_duty"


PAGES = ["matters/", "matters/{}/", "matters/{}/1/", "feeds/matters.atom", "feeds/matters/{}.json"]


@pytest.mark.parametrize("path", PAGES)
def test_unchanged_page_is_not_sent_twice_and_is_kept_briefly(cast, matter, path):
    make_issued(cast, matter)
    address = f"/vi/{path.format(matter.pk)}"

    first = read(address, AT + HOUR)
    again = read(address, AT + HOUR, HTTP_IF_NONE_MATCH=first.headers["ETag"])
    make_issued(cast, matter, at=AT + HOUR)
    later = read(address, AT + HOUR + 6 * MINUTE, HTTP_IF_NONE_MATCH=first.headers["ETag"])

    seconds = int(re.search(r"max-age=(\d+)", first.headers["Cache-Control"])[1])
    assert (first.status_code, again.status_code, later.status_code, seconds <= 30) == (200, 304, 200, True)


def test_bulletin_in_clearance_is_reached_by_no_public_address_and_issued_by_many(cast, matter):
    make_issued(cast, matter, at=AT - HOUR)
    version = send(cast, make_bulletin(cast, matter, known=f"Đường {WORDS}."), at=AT)
    names = {
        "matter": (matter.pk,),
        "number": (matter.pk,),
        "bulletin": (1, 2),
        "desk": ("da-nang",),
        "part": (1,),
    }
    names |= {"section": ("matters", "answers", "facts", "pages")}

    def reached(at):
        follow()
        found = set()
        with time_machine.travel(at, tick=False):
            for prefix in ("vi/", "en/", "api/", "sitemap"):
                for address in addresses(prefix, names):
                    page = Client().get(
                        f"{address}?q=đèo Mũi Trâu" if address.endswith("search/") else address
                    )
                    body = b"".join(page.streaming_content) if page.streaming else page.content
                    if WORDS in body.decode("utf-8", errors="replace"):
                        found.add(address)
        return found

    before = reached(AT + MINUTE)
    clear(cast, version, at=AT + 2 * MINUTE)
    after = reached(AT + 2 * MINUTE)

    assert before == set()
    assert {
        f"/vi/matters/{matter.pk}/",
        f"/vi/matters/{matter.pk}/2/",
        "/vi/feeds/matters.atom",
        f"/vi/feeds/matters/{matter.pk}.json",
    } <= after


def test_api_has_a_bulletin_from_the_moment_it_is_cleared(cast, matter):
    make_issued(cast, matter, at=AT - HOUR)
    version = send(cast, make_bulletin(cast, matter, known=f"Đường {WORDS}."), at=AT)
    address = f"/api/v1/matters/{matter.pk}"

    before = json.loads(read(address, AT + MINUTE).content)
    clear(cast, version, at=AT + 2 * MINUTE)
    after = json.loads(read(address, AT + 2 * MINUTE).content)

    assert [WORDS in str(said) for said in (before, after)] == [False, True]


def test_api_gives_all_bulletins_with_hash_promise_and_what_superseded_them(cast, matter):
    make_issued(cast, matter)
    make_issued(cast, matter, at=AT + 30 * MINUTE)

    whole = json.loads(read(f"/api/v1/matters/{matter.pk}?language=en", AT + HOUR).content)
    (line,) = json.loads(read("/api/v1/matters", AT + HOUR).content)["items"]

    assert [(row["number"], row["superseded_by"]) for row in whole["bulletins"]] == [(2, None), (1, 2)]
    assert whole["bulletins"][0]["hash"] == Bulletin.objects.get(number=2).version.hash
    assert (line["bulletin"], line["next_update_at"], line["desk"]) == (2, "2026-09-07T03:30:00Z", "da-nang")
    assert whole["pages"]["vi"].endswith(f"/vi/matters/{matter.pk}/")


@pytest.mark.parametrize("number", ["0", "-1", "999999", "9" * 30, "x"])
def test_api_of_a_matter_that_is_none_says_so(cast, matter, number):
    assert read(f"/api/v1/matters/{number}", AT).status_code in (404, 422)


def test_feed_has_one_entry_for_each_bulletin_with_its_promise(cast, matter):
    make_issued(cast, matter)
    make_issued(cast, matter, at=AT + 30 * MINUTE)

    feed = json.loads(read("/vi/feeds/matters.json", AT + HOUR).content)
    atom = read(f"/en/feeds/matters/{matter.pk}.atom", AT + HOUR).content.decode()

    assert [item["title"] for item in feed["items"]] == [
        "Bản tin số 2: Sạt lở ở Hòa Bắc",
        "Bản tin số 1: Sạt lở ở Hòa Bắc",
    ]
    assert len({item["id"] for item in feed["items"]}) == 2
    assert "Next update: 7 September 2026, 10:30" in atom and atom.count("<entry") == 2


def test_map_and_search_know_the_matter(cast, matter):
    make_issued(cast, matter, known=f"Đường {WORDS}.")
    follow()

    index = read("/sitemap.xml", AT + HOUR).content.decode()
    part = read("/sitemaps/matters-1.xml", AT + HOUR).content.decode()
    found = read("/vi/search/?q=đèo+Mũi+Trâu+bị+vùi+lấp", AT + HOUR).content.decode()

    assert "/sitemaps/matters-1.xml" in index and f"/vi/matters/{matter.pk}/" in part
    assert f"/vi/matters/{matter.pk}/" in found


def test_answers_on_the_matter_are_linked_once_public_and_the_asker_never(cast, matter):
    make_issued(cast, matter)
    answer = make_answered(cast, at=AT)
    join_matter(enquiry=answer.enquiry, matter=matter, by=cast.intake, at=AT + 5 * HOUR)
    address = f"/vi/matters/{matter.pk}/"
    link = f"/vi/answers/{answer.enquiry.reference}/"

    before = read(address, answer.enters_log_at - MINUTE).content.decode()
    after = read(address, answer.enters_log_at).content.decode()
    api = read(f"/api/v1/matters/{matter.pk}", answer.enters_log_at).content.decode()

    assert (link in before, answer.enquiry.reference in before, link in after) == (False, False, True)
    assert answer.enquiry.reference in api
    assert Traces().found_in(before + after + api) == []


def test_closed_matter_says_so_and_its_last_promise_is_no_more(cast, matter):
    make_issued(cast, matter)
    close_matter(matter=matter, by=cast.head, at=AT + 30 * MINUTE)

    page = words(read(f"/en/matters/{matter.pk}/", AT + 5 * HOUR))

    assert "This is the last bulletin." in page
    assert "has not come yet" not in page


def test_provisional_figure_names_source_and_hour_without_a_dead_link(cast, matter):
    content = make_content(
        "Có 3 người bị thương.", value="3", unit="người", limits={"vi": "Tạm tính lúc 14:50."}
    )
    fact = quick_fact(desk=cast.desk, content=content, by=cast.case_officer, at=AT - HOUR)
    make_issued(cast, matter, known=f"Có 3 người bị thương [{fact.reference}].")

    page = read(f"/vi/matters/{matter.pk}/", AT + HOUR).content.decode()

    assert "Tạm tính lúc 14:50." in page and "Báo cáo bao phủ bảo hiểm y tế 2023" in page
    assert f'href="/vi/facts/{fact.reference}' not in page


def test_empty_list_says_what_stands_here(db):
    assert "No bulletin is public" in words(read("/en/matters/", AT))


@pytest.mark.parametrize("path", ["matters/", "matters/{}/", "feeds/matters.atom"])
def test_page_takes_the_same_queries_with_one_bulletin_and_with_three(
    cast, matter, path, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = f"/vi/{path.format(matter.pk)}"
    make_issued(cast, matter)
    read(address, AT + HOUR)
    with CaptureQueriesContext(connection) as few:
        read(address, AT + HOUR)
    for number in (1, 2):
        make_issued(cast, matter, at=AT + number * 10 * MINUTE)
        make_issued(cast, make_matter(cast, title=f"Việc {number}"), at=AT)
    with django_assert_num_queries(len(few)):
        read(address, AT + HOUR)
