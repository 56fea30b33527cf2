"""The twenty questions of the demo, played through: found, answered from facts, or said plainly to be missing."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import override_settings

from hoiam.desks.models import RefusalGround
from hoiam.desks.queries.journal import first_breaks
from hoiam.enquiries.queries.disclosures import public_log
from hoiam.evidence.models import Citation
from hoiam.search import reader
from tests.journeys.twenty import NOT_HELD, REFUSED, Played, play
from tests.post.server import mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
ENTERS = datetime(2026, 9, 8, 17, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker, tmp_path_factory) -> dict[str, Played]:
    """All twenty played once for this file, and taken back at its end."""
    folder = tmp_path_factory.mktemp("twenty") / "index"
    with django_db_blocker.unblock(), mail_server() as (url, keeper):
        with override_settings(HOIAM_INDEX_DIR=folder, EMAIL_URL=url), transaction.atomic():
            yield play(keeper)[1]
            transaction.set_rollback(True)
        reader.close(folder)


def those(played: dict[str, Played], *answerable: str) -> list[Played]:
    return [one for one in played.values() if one.row["answerable"] in answerable]


def body_of(one: Played) -> str:
    """The mail as its reader has it, in one line."""
    return " ".join(one.mail.get_body().get_content().split())


def test_every_question_is_answered_as_the_table_of_questions_expects(played):
    outcomes = {key: one.answer.outcome for key, one in played.items()}

    assert Counter(outcomes.values()) == {
        "answered": 12,
        "partly_answered": 4,
        "not_held": 3,
        "refused": 1,
    }
    assert {key: one.enquiry.state for key, one in played.items()} == outcomes


def test_search_gives_for_every_question_a_fact_that_answers_it(played):
    asked = [one for one in played.values() if one.named]

    missed = [one.row["id"] for one in asked if not set(one.named) & set(one.found[:5])]
    assert (len(asked), missed) == (18, [])


def test_search_gives_all_facts_named_among_the_first_five_for_fifteen_of_eighteen(played):
    whole = [one.row["id"] for one in played.values() if one.named and set(one.named) <= set(one.found[:5])]

    assert len(whole) >= 15, whole


def test_every_answer_cites_exactly_the_facts_named_for_it(played):
    cited = {
        key: set(
            Citation.objects.filter(
                citing_kind="texts.textversion", citing_id=one.answer.version_id
            ).values_list("fact__reference", flat=True)
        )
        for key, one in played.items()
    }

    assert cited == {key: set(one.named) for key, one in played.items()}


def test_gates_have_nothing_against_an_answer_whose_numbers_stand_in_its_facts(played):
    assert {key: one.findings for key, one in played.items() if one.findings} == {}


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("Q01", ["1.800 hộ", "2 triệu đồng mỗi thiết bị, mỗi hộ", "3.810 hộ", "khoảng 500 hộ"]),
        ("Q02", ["93,35%", "81% năm 2016"]),
        ("Q03", ["271 of 320", "84.7%", "49 fourth-cycle recommendations were not accepted"]),
        ("Q05", ["4,06%", "1,65 điểm", "5,71%", "không so sánh trực tiếp được"]),
        ("Q08", ["25 hoặc 26", "280 đại biểu"]),
        ("Q12", ["62,9%", "90,4%", "31,5% xuống 26,1%", "9,9% (2010) lên 13,3%"]),
        ("Q14", ["5.3%", "9.1%", "9.6%", "15.5%"]),
        ("Q15", ["145 trên 189 phiếu", "184/192"]),
        ("Q17", ["81.500 tỷ đồng", "50.000 tỷ đồng"]),
        ("Q19", ["27,7 triệu", "27 triệu", "24,3 triệu"]),
    ],
)
def test_mail_carries_the_figures_of_both_sides_and_their_sources(played, question, figures):
    said = body_of(played[question])

    assert [figure for figure in figures if figure not in said] == []
    for reference in played[question].named:
        assert reference in said


def test_every_asker_has_one_mail_with_the_answer_in_their_language(played):
    assert [key for key, one in played.items() if one.mail is None] == []
    assert {key: one.mail["To"] for key, one in played.items()} == {
        key: f"{key.lower()}@bao-mau.example" for key in played
    }
    assert {key: "To your question" in body_of(one) for key, one in played.items()} == {
        key: one.row["language"] == "en" for key, one in played.items()
    }


def test_what_is_not_held_is_said_plainly_and_recorded_as_a_gap(played):
    for one in those(played, "none", "partial"):
        assert NOT_HELD[one.row["language"]] in body_of(one)
        assert (one.gap.question, one.gap.state, one.gap.asked_in_id) == (
            one.row["question"],
            "open",
            one.enquiry.pk,
        )
    assert [one.gap for one in those(played, "full", "refuse")] == [None] * 13


def test_refused_question_has_code_law_and_remedy_in_the_mail(played):
    (one,) = those(played, "refuse")
    ground = RefusalGround.objects.get(code="personal_or_family_secret")

    said = body_of(one)

    assert (one.row["id"], one.answer.ground, one.answer.article) == ("Q16", ground, ground.article["en"])
    for words in (REFUSED["en"], ground.label["en"], one.answer.article, ground.remedy["en"]):
        assert words in said


def test_contact_of_a_body_that_is_gone_is_the_body_that_follows_it(played):
    assert "Department of Grassroots Information and External Information" in body_of(played["Q11"])


def test_log_shows_all_twenty_from_one_moment_on_and_the_journal_holds(played):
    before = public_log(datetime(2026, 9, 8, 16, 59, 59, tzinfo=UTC), limit=50).rows
    after = public_log(ENTERS, limit=50).rows

    assert (len(before), len(after)) == (0, 20)
    assert first_breaks() == []
