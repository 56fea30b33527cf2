from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hoiam.evidence.models import Fact
from hoiam.evidence.operations.drafting import revise_fact
from hoiam.evidence.operations.endings import withdraw_fact
from hoiam.evidence.operations.gaps import open_gap
from hoiam.search import reader
from hoiam.search.operations import catch_up
from hoiam.search.queries import checksum_of_index, checksum_of_record, find
from tests.factories.evidence import make_content, make_draft, make_fact, make_places


@pytest.fixture
def index(tmp_path, settings, db):
    settings.HOIAM_INDEX_DIR = tmp_path / "index"
    yield
    reader.close(settings.HOIAM_INDEX_DIR)


def now():
    return timezone.now() - timedelta(hours=1)


def found(query, *audience) -> list[str]:
    catch_up()
    return [hit.ref for hit in find(query, kinds=["fact", "gap"], audience=audience or ["public"]).hits]


def test_a_public_fact_is_found_without_diacritics_by_place_and_by_theme(cast, index):
    places = make_places()
    fact = make_fact(cast.desk, places=(places["vn-hoa-binh-pre2025"],), at=now())

    assert found("bao hiem y te") == [fact.reference]
    assert found("bảo hiểm ở Phú Thọ") == [fact.reference]


def test_a_draft_is_found_inside_its_desk_only(cast, index):
    draft = make_draft(cast.desk, at=now())

    assert found("bảo hiểm y tế") == []
    assert found("bảo hiểm y tế", "public", f"desk:{cast.other_desk.pk}") == []
    assert found("bảo hiểm y tế", "public", f"desk:{cast.desk.pk}") == [draft.reference]


def test_a_revision_that_is_not_public_is_not_found(cast, index):
    fact = make_fact(cast.desk, at=now())
    content = make_content("Số hộ nghèo ở vùng cao giảm một nửa.")
    revise_fact(fact=fact, content=content, base=fact.latest, by=cast.intake, at=now())

    catch_up()
    hits = find("số hộ nghèo ở vùng cao giảm một nửa", kinds=["fact"], audience=["public"]).hits

    assert not any("vùng cao" in hit.passage for hit in hits)


def test_a_withdrawn_fact_is_found_last_and_marked(cast, index):
    gone = make_fact(cast.desk, "Tỷ lệ bao phủ bảo hiểm y tế đạt 90%.", at=now())
    stands = make_fact(cast.desk, "Tỷ lệ bao phủ bảo hiểm y tế đạt 93%.", at=now())
    withdraw_fact(fact=gone, reason="Nguồn sai.", by=cast.fact_steward, at=now())

    catch_up()
    hits = find("tỷ lệ bao phủ bảo hiểm y tế", kinds=["fact"], audience=["public"]).hits

    assert [(hit.ref, "superseded" in hit.signals) for hit in hits] == [
        (stands.reference, False),
        (gone.reference, True),
    ]


def test_index_and_record_agree(cast, index):
    make_fact(cast.desk, at=now())
    make_draft(cast.desk, "Nháp.", at=now())
    open_gap(desk=cast.desk, question="Bao nhiêu trẻ bỏ học?", by=cast.intake, at=now())

    catch_up()

    assert checksum_of_index() == checksum_of_record()


def test_the_public_search_shows_only_what_the_predicate_allows(cast, index, client):
    fact = make_fact(cast.desk, at=now())
    catch_up()
    # The index lags behind: the fact was ended for the public by other means.
    Fact.objects.filter(pk=fact.pk).update(state="draft")

    text = client.get("/vi/search/?q=bảo hiểm y tế").content.decode()

    assert fact.published.statement["vi"] not in text


def test_the_office_search_offers_to_record_what_is_not_there(cast, index, client):
    make_fact(cast.desk, at=now())
    catch_up()
    client.force_login(cast.case_officer)

    text = client.get("/office/da-nang/search/?q=số vụ tai nạn hàng hải").content.decode()

    assert "/office/da-nang/gaps/new/?question=s%E1%BB%91" in text


def test_the_office_search_marks_the_words_and_gives_a_way_back(cast, index, client):
    make_fact(cast.desk, at=now())
    catch_up()
    client.force_login(cast.case_officer)

    text = client.get("/office/da-nang/search/?q=bao hiem y te").content.decode()

    assert "<mark>" in text
    assert "as=typed" in text
