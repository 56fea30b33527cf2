"""The map of the public site."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from hoiam.newsroom.feeds import sitemap
from tests.factories.enquiries import make_answered, make_draft
from tests.factories.evidence import make_draft as draft_fact
from tests.factories.evidence import make_fact
from tests.newsroom.answers.log import ENTERS

pytestmark = pytest.mark.django_db


def located(client: Client, address: str) -> list[str]:
    return re.findall(r"<loc>http://testserver([^<]+)</loc>", client.get(address).content.decode())


def everything(client: Client) -> list[str]:
    return [page for part in located(client, "/sitemap.xml") for page in located(client, part)]


def test_map_leads_to_every_public_record_in_every_language(cast, reader):
    make_answered(cast)
    fact = make_fact(cast.desk)

    pages = everything(reader)

    records = {page for page in pages if re.search(r"/(answers|facts)/.", page)}
    assert records == {
        f"/{tag}/{path}/"
        for tag in ("vi", "en")
        for path in ("answers/DN-2026-00001", f"facts/{fact.reference}")
    }


def test_every_page_of_the_map_is_there(cast, reader):
    make_answered(cast)
    make_fact(cast.desk)

    answered = {page: reader.get(page).status_code for page in everything(reader)}

    assert set(answered.values()) == {200} and len(answered) == 36


def test_map_leaves_out_drafts_and_what_is_not_public_yet(cast):
    make_answered(cast)
    make_draft(cast)
    draft_fact(cast.desk)

    with time_machine.travel(ENTERS - timedelta(seconds=1), tick=False):
        records = [page for page in everything(Client()) if re.search(r"/(answers|facts)/.", page)]

    assert records == []


def test_map_is_parted_where_it_grows_long(cast, reader, monkeypatch):
    monkeypatch.setattr(sitemap, "MOST", 2)
    for _number in range(3):
        make_answered(cast)

    parts = located(reader, "/sitemap.xml")

    assert parts == ["/sitemaps/pages-1.xml", "/sitemaps/answers-1.xml", "/sitemaps/answers-2.xml"]
    assert [len(located(reader, part)) for part in parts[1:]] == [4, 2]


@pytest.mark.parametrize("name", ["pages-2", "answers-1", "askers-1", "facts-0"])
def test_part_that_there_is_none_of_is_not_found(db, reader, name):
    assert reader.get(f"/sitemaps/{name}.xml").status_code == 404


def test_robots_are_told_where_the_map_is(client, db):
    assert client.get("/robots.txt").content.decode().splitlines()[-1] == (
        "Sitemap: http://testserver/sitemap.xml"
    )
