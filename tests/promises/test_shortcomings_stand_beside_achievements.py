"""Promise 4: every fact says which it is; lists, themes, search and open data show both by default."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from hoiam.desks.against import ReasonsAgainst
from hoiam.evidence.operations.drafting import draft_fact
from hoiam.evidence.operations.publishing import publish_fact
from hoiam.evidence.queries.lists import theme_counts
from hoiam.search import reader
from hoiam.search.operations import catch_up
from hoiam.search.queries import find
from tests.factories.evidence import AT, make_content, make_fact

pytestmark = pytest.mark.django_db
GOOD = "Bảo hiểm y tế bao phủ 93,35% dân số năm 2023."
BAD = "Nhiều nơi thiếu thuốc bảo hiểm y tế năm 2023."


@pytest.fixture(autouse=True)
def today(settings, tmp_path):
    settings.IS_DEMO = True  # no second factor to set up
    settings.HOIAM_INDEX_DIR = tmp_path / "index"
    with time_machine.travel(AT, tick=False):
        yield
    reader.close(settings.HOIAM_INDEX_DIR)


@pytest.fixture
def pair(cast) -> tuple[str, str]:
    """(achievement, shortcoming) of one theme."""
    good = make_fact(cast.desk, GOOD, bearing="achievement")
    bad = make_fact(cast.desk, BAD, bearing="shortcoming", value="", unit="")
    catch_up()
    return good.reference, bad.reference


def test_fact_that_does_not_say_which_it_is_is_never_public(cast):
    fact = draft_fact(desk=cast.desk, content=make_content(bearing=""), by="operator", at=AT)

    with pytest.raises(ReasonsAgainst) as refused:
        publish_fact(fact=fact, by="operator", at=AT)

    (reason,) = refused.value.reasons
    with translation.override("en"):
        assert str(reason) == "Say whether it is an achievement, a shortcoming, context or a target."


@pytest.mark.parametrize("address", ["/vi/facts/", "/vi/facts/?theme=health"])
def test_list_for_the_public_shows_both_without_being_asked(pair, address):
    page = Client().get(address).content.decode()

    assert [GOOD in page, BAD in page] == [True, True]


def test_list_for_the_office_shows_both_without_being_asked(pair, cast):
    client = Client()
    client.force_login(cast.case_officer)

    page = client.get("/office/da-nang/facts/").content.decode()

    assert [GOOD in page, BAD in page] == [True, True]


def test_list_narrowed_to_achievements_still_offers_the_shortcomings(pair):
    page = Client().get("/vi/facts/?bearing=achievement").content.decode()

    assert [GOOD in page, BAD in page, "bearing=shortcoming" in page] == [True, False, True]


def test_themes_count_both_side_by_side(pair):
    counted = theme_counts(AT)["health"]

    assert (counted["achievement"], counted["shortcoming"]) == (1, 1)


def test_search_ranks_neither_down_for_what_it_is(pair):
    hits = find("bảo hiểm y tế năm 2023", kinds=["fact"], audience=["public"]).hits

    assert {hit.ref for hit in hits} == set(pair)
    swapped = find("thiếu thuốc bảo hiểm y tế", kinds=["fact"], audience=["public"]).hits
    assert swapped[0].ref == pair[1]


def test_both_are_proposed_beside_the_question_that_is_being_answered(pair, cast):
    from tests.factories.enquiries import load_law
    from tests.factories.enquiries import make_draft as make_answer

    load_law()
    answer = make_answer(cast, question="Bảo hiểm y tế năm 2023 bao phủ bao nhiêu?", at=AT, body="")
    client = Client()
    client.force_login(cast.case_officer)

    page = client.get(f"/office/da-nang/texts/{answer.text_id}/").content.decode()

    assert [f"[{reference}]" in page for reference in pair] == [True, True]
