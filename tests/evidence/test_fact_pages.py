from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hoiam.desks.wording import Wording
from hoiam.evidence import citers
from hoiam.evidence.models import Fact
from hoiam.evidence.operations.citations import sync_citations
from hoiam.evidence.operations.contradictions import mark_contradiction
from hoiam.evidence.operations.drafting import revise_fact
from hoiam.evidence.operations.endings import withdraw_fact
from tests.factories.evidence import make_content, make_draft, make_fact, make_places

HOUR = timedelta(hours=1)


def now():
    return timezone.now() - HOUR


@pytest.fixture
def reader() -> Client:
    return Client()


def test_a_public_fact_is_read_with_value_period_source_and_labels(cast, reader):
    fact = make_fact(cast.desk, at=now())

    page = reader.get(f"/vi/facts/{fact.reference}/")

    text = page.content.decode()
    assert page.status_code == 200
    for said in ("93,35%", "2023", "Báo cáo bao phủ bảo hiểm y tế 2023"):
        assert said in text
    assert page.cookies == {}


def test_a_public_page_sets_no_cookie_and_opens_no_session(cast, reader):
    fact = make_fact(cast.desk, at=now())

    for address in (f"/en/facts/{fact.reference}/", "/en/facts/", "/vi/search/?q=bảo hiểm y tế"):
        page = reader.get(address)
        assert (page.status_code, page.cookies, "Cookie" in page.get("Vary", "")) == (200, {}, False)


def test_a_draft_a_revision_and_a_later_fact_are_not_on_any_public_page(cast, reader):
    shown = make_fact(cast.desk, "Câu công khai.", at=now())
    hidden = make_draft(cast.desk, "Câu nháp kín.", at=now())
    later = make_fact(cast.desk, "Câu ngày mai.", at=timezone.now() + HOUR)
    content = make_content("Câu sửa kín.")
    revise_fact(fact=shown, content=content, base=shown.latest, by=cast.intake, at=now())

    listed = reader.get("/vi/facts/").content.decode()
    page = reader.get(f"/vi/facts/{shown.reference}/").content.decode()

    assert "Câu công khai." in listed and "Câu công khai." in page
    assert not any(text in listed + page for text in ("Câu nháp kín", "Câu sửa kín", "Câu ngày mai"))
    assert [reader.get(f"/vi/facts/{fact.reference}/").status_code for fact in (hidden, later)] == [404, 404]


def test_what_a_reader_holds_is_confirmed_until_the_fact_changes(cast, reader):
    fact = make_fact(cast.desk, at=now())
    address = f"/vi/facts/{fact.reference}/"
    first = reader.get(address)
    held = {"HTTP_IF_NONE_MATCH": first["ETag"]}

    assert first["Last-Modified"]
    assert reader.get(address, **held).status_code == 304
    withdraw_fact(fact=fact, reason="Nguồn đính chính.", by=cast.fact_steward, at=timezone.now())

    again = reader.get(address, **held)
    assert again.status_code == 200
    assert "Nguồn đính chính." in again.content.decode()


def test_contested_facts_stand_side_by_side(cast, reader):
    one, other = make_fact(cast.desk, at=now()), make_fact(cast.desk, "Một số khác.", at=now())
    mark_contradiction(fact=one, other=other, note="", by=cast.fact_steward, at=now())

    assert "Một số khác." in reader.get(f"/vi/facts/{one.reference}/").content.decode()
    assert one.published.statement["vi"] in reader.get(f"/vi/facts/{other.reference}/").content.decode()


def test_a_fact_without_a_translation_says_so_and_carries_its_language(cast, reader):
    fact = make_fact(cast.desk, "Chỉ có tiếng Việt.", at=now())

    text = reader.get(f"/en/facts/{fact.reference}/").content.decode()

    assert '<h1 lang="vi">Chỉ có tiếng Việt.</h1>' in text
    assert "This statement is not available in your language." in text


def test_markup_in_a_fact_is_shown_as_the_text_it_is(cast, reader):
    fact = make_fact(
        cast.desk,
        "<script>alert(1)</script>",
        limits=Wording({"vi": "<img src=x onerror=alert(1)>"}),
        at=now(),
    )

    for address in (f"/vi/facts/{fact.reference}/", "/vi/facts/"):
        text = reader.get(address).content.decode()
        assert "<script>alert" not in text and "<img src=x" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_the_public_answers_that_cite_a_fact_are_named(cast, reader, monkeypatch):
    fact = make_fact(cast.desk, at=now())
    sync_citations(
        citing_kind="texts.textversion",
        citing_id=7,
        rows=[("s1", fact.reference, None, "Đạt 93,35%.")],
        by=cast.intake,
        at=now(),
        desk=cast.desk,
    )
    monkeypatch.setattr(citers, "_resolvers", {})
    citers.register(
        "answers",
        lambda citations, at: [
            citers.PublicUse(title=f"DN-{one.citing_id}", address="/vi/answers/DN-7/") for one in citations
        ],
    )

    text = reader.get(f"/vi/facts/{fact.reference}/").content.decode()

    assert '<a href="/vi/answers/DN-7/">DN-7</a>' in text


def test_a_list_filters_by_theme_bearing_and_kind(cast, reader):
    make_fact(cast.desk, "Thành tựu y tế.", at=now())
    make_fact(cast.desk, "Hạn chế y tế.", bearing="shortcoming", at=now())
    make_fact(cast.desk, "Hạn chế giáo dục.", bearing="shortcoming", themes=("education",), at=now())

    text = reader.get("/vi/facts/?theme=health&bearing=shortcoming").content.decode()

    shown = [said for said in ("Thành tựu y tế.", "Hạn chế y tế.", "Hạn chế giáo dục.") if said in text]
    assert shown == ["Hạn chế y tế."]


def test_a_place_is_shown_with_what_it_became(cast, reader):
    places = make_places()
    hoa_binh = places["vn-hoa-binh-pre2025"]
    fact = make_fact(cast.desk, places=(hoa_binh,), place_printed="Hòa Bình", at=now())

    text = reader.get(f"/vi/facts/{fact.reference}/").content.decode()

    assert "Hòa Bình" in text and "Phú Thọ" in text


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/vi/facts/", 4), ("/office/da-nang/facts/", None)],
)
def test_a_list_asks_as_often_for_one_row_as_for_many(
    cast, client, django_assert_num_queries, django_assert_max_num_queries, address, queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast.fact_steward)
    client.get(address)
    counts = []
    for rows in (1, 3, 24):
        while Fact.objects.count() < rows:
            make_fact(cast.desk, f"Câu {Fact.objects.count()}.", at=now())
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(address).status_code == 200
        counts.append(len(caught))

    assert len(set(counts)) == 1
    assert queries is None or counts[0] <= queries


def test_paging_reaches_every_fact_once_and_back(cast, reader):
    for number in range(60):
        make_fact(cast.desk, f"Câu {number}.", at=now(), reference=f"P{number:03d}")
    seen, address = [], "/vi/facts/"
    import re

    while address:
        text = reader.get(address).content.decode()
        seen += re.findall(r'fact-reference">(P\d+)<', text)
        onward = re.search(r'href="(\?after=[^"]+)"', text)
        address = f"/vi/facts/{onward[1]}" if onward else ""

    assert seen == [f"P{number:03d}" for number in range(60)]
    back = reader.get("/vi/facts/?before=P050").content.decode()
    assert re.findall(r'fact-reference">(P\d+)<', back) == [f"P{number:03d}" for number in range(25, 50)]
