"""Atom and JSON Feed of the public log."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client

from hoiam.enquiries.operations.answering import start_correction, withhold
from tests.factories.enquiries import AT, DAY, HOUR, Traces, clear, make_answered, make_draft, refuse_one
from tests.newsroom.answers.log import ENTERS, make_cited

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def titles(client: Client, address: str) -> list[str]:
    return [item["title"] for item in client.get(address).json()["items"]]


def test_json_feed_tells_an_answer_with_its_facts(cast, reader):
    answer, fact = make_cited(cast, question="Bao nhiêu người có bảo hiểm?")

    said = reader.get("/en/feeds/answers.json").json()

    address = f"http://testserver/en/answers/{answer.enquiry.reference}/"
    text = said["items"][0].pop("content_text")
    assert said == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Questions and answers",
        "home_page_url": "http://testserver/en/answers/",
        "feed_url": "http://testserver/en/feeds/answers.json",
        "language": "en",
        "_license": {"name": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        "items": [
            {
                "id": f"{address}#{answer.version.hash[:16]}",
                "url": address,
                "title": "Bao nhiêu người có bảo hiểm?",
                "date_published": ENTERS.isoformat(),
                "authors": [{"name": "Desk da-nang"}],
                "tags": ["Press enquiry", "answered"],
                "language": "vi",
            }
        ],
    }
    assert text.startswith("Đạt 93,35% [1].\n") and fact in text


def test_atom_feed_tells_the_same_answer(cast, reader):
    answer, _fact = make_cited(cast, question="Có <b>bao nhiêu</b> & vì sao?")

    feed = ElementTree.fromstring(reader.get("/vi/feeds/answers.atom").content)

    entry = feed.find(f"{ATOM}entry")
    address = f"http://testserver/vi/answers/{answer.enquiry.reference}/"
    assert (feed.get(XML_LANG), feed.find(f"{ATOM}updated").text) == ("vi", "2026-09-08T17:00:00+00:00")
    assert (entry.get(XML_LANG), entry.find(f"{ATOM}title").text) == ("vi", "Có <b>bao nhiêu</b> & vì sao?")
    assert entry.find(f"{ATOM}id").text == f"{address}#{answer.version.hash[:16]}"
    assert entry.find(f"{ATOM}link").get("href") == address
    assert entry.find(f"{ATOM}summary").text.startswith("<p>Đạt 93,35% [1].</p>")


@pytest.mark.parametrize("form", ["atom", "json"])
def test_feed_tells_an_answer_from_its_moment_on_and_not_a_second_before(cast, form):
    make_answered(cast, question="Vì sao?")

    with time_machine.travel(ENTERS - timedelta(seconds=1), tick=False):
        before = "Vì sao?" in Client().get(f"/vi/feeds/answers.{form}").content.decode()
    with time_machine.travel(ENTERS, tick=False):
        then = "Vì sao?" in Client().get(f"/vi/feeds/answers.{form}").content.decode()

    assert (before, then) == (False, True)


def test_feed_leaves_out_drafts_and_what_is_withheld(cast, reader):
    make_draft(cast)
    answer = make_answered(cast)
    withhold(answer=answer, code="private_person", why="Lộ tên", by=cast.head, at=AT + 6 * HOUR)

    assert titles(reader, "/vi/feeds/answers.json") == []


def test_feed_of_a_desk_tells_that_desk_only(cast, reader):
    make_answered(cast, question="Ở đây?")

    assert titles(reader, "/en/feeds/da-nang/answers.json") == ["Ở đây?"]
    assert titles(reader, "/en/feeds/quang-tri/answers.json") == []
    assert reader.get("/en/feeds/khong-co/answers.json").status_code == 404


def test_correction_is_an_entry_of_its_own(cast, reader):
    answer = make_answered(cast, question="Vì sao?")
    correction = start_correction(answer=answer, by=cast.case_officer, at=AT + 2 * DAY, body="Sửa lại: chín.")
    clear(cast, correction, AT + 2 * DAY + HOUR)

    told = reader.get("/en/feeds/answers.json").json()["items"]

    assert [item["title"] for item in told] == ["Correction: Vì sao?", "Vì sao?"]
    assert len({item["id"] for item in told}) == 2


def test_refusal_names_ground_article_and_remedy(cast, reader):
    answer = refuse_one(cast)

    text = reader.get("/vi/feeds/answers.json").json()["items"][0]["content_text"]

    assert f"{answer.ground.label}: {answer.article}\n{answer.remedy}" in text


def test_feeds_name_nobody_who_asked(cast, reader):
    make_answered(cast)

    said = reader.get("/vi/feeds/answers.atom").content + reader.get("/vi/feeds/answers.json").content

    assert Traces().found_in(said.decode()) == []


@pytest.mark.parametrize("form", ["atom", "json"])
def test_unchanged_feed_is_not_sent_twice(cast, reader, form):
    make_answered(cast)
    address = f"/vi/feeds/answers.{form}"
    first = reader.get(address)

    by_stamp = reader.get(address, headers={"If-None-Match": first["ETag"]}).status_code
    by_date = reader.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code
    make_answered(cast)
    grown = reader.get(address, headers={"If-None-Match": first["ETag"]}).status_code

    assert (by_stamp, by_date, grown) == (304, 304, 200)


@pytest.mark.parametrize("form", ["atom", "json"])
def test_empty_feed_is_a_feed_and_stays_as_it_is(db, form):
    with time_machine.travel(AT, tick=False):
        first = Client().get(f"/vi/feeds/answers.{form}").content
    with time_machine.travel(AT + DAY, tick=False):
        second = Client().get(f"/vi/feeds/answers.{form}").content

    assert first == second


@pytest.mark.parametrize("form", ["atom", "json"])
def test_feed_costs_the_same_queries_whatever_its_length(cast, reader, form, django_assert_num_queries):
    make_answered(cast)
    with django_assert_num_queries(1):
        reader.get(f"/vi/feeds/answers.{form}")
    for _number in range(2):
        make_answered(cast)

    with django_assert_num_queries(1):
        reader.get(f"/vi/feeds/answers.{form}")


@pytest.mark.parametrize("page", ["/en/answers/", "/en/answers/DN-2026-00001/", "/en/feeds/"])
def test_pages_of_answers_lead_feed_readers_to_the_feeds(cast, reader, page):
    make_answered(cast)

    found = re.findall(
        r'<link rel="alternate" type="([^"]+)"[^>]* href="([^"]+)">', reader.get(page).content.decode()
    )

    assert found == [
        ("application/atom+xml", "/en/feeds/answers.atom"),
        ("application/feed+json", "/en/feeds/answers.json"),
    ]
