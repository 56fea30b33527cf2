"""A reference typed into the public search."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from hoiam.enquiries.operations.entering import note_log_entries
from hoiam.search import operations, reader
from hoiam.search.operations import catch_up
from tests.factories.enquiries import make_answered, make_registered
from tests.newsroom.answers.log import ENTERS, PUBLIC, make_cited

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["tantivy", "fts5"])
def index(request, tmp_path, settings, monkeypatch):
    """An index of its own, in either engine."""
    monkeypatch.setattr(operations, "preferred_engine", lambda: request.param)
    settings.HOIAM_INDEX_DIR = tmp_path / "index"
    yield
    reader.close(settings.HOIAM_INDEX_DIR)


def first_hit(query: str) -> str:
    """The address of the first result on the page."""
    page = Client().get("/en/search/", {"q": query}).content.decode()
    found = re.search(r'href="(/en/(?:answers/DN|facts/[^"])[^"]*)"', page)
    return found[1] if found else ""


def test_reference_in_any_writing_brings_its_answer_or_fact_first(cast, index):
    _, fact = make_cited(cast)
    make_answered(cast, question="Vì sao cầu Thuận Phước đóng cửa ban đêm?")
    with time_machine.travel(PUBLIC, tick=False):
        note_log_entries(PUBLIC)
        catch_up()

        answers = [first_hit(text) for text in ("DN-2026-00002", "dn-2026-00002", "dn202600002", "dn 2026 2")]
        facts = [first_hit(text) for text in (fact, fact.lower(), fact.replace("-", "").lower())]

    assert answers == ["/en/answers/DN-2026-00002/"] * 4
    assert facts == [f"/en/facts/{fact}/"] * 3


def test_reference_brings_nothing_before_its_answer_is_public(cast, index):
    make_answered(cast)
    make_registered(cast)

    with time_machine.travel(ENTERS - timedelta(seconds=1), tick=False):
        catch_up()
        found = [first_hit(text) for text in ("DN-2026-00001", "dn202600001", "DN-2026-00002", "dn 2026 2")]

    assert found == [""] * 4
