"""One public answer: question, text with its footnotes, dates, refusal, corrections, open alarms."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from hoiam.enquiries.models import Alarm
from hoiam.enquiries.operations.alarms import settle_alarm
from hoiam.enquiries.operations.answering import start_correction, withhold
from hoiam.evidence.models import Citation, Fact
from hoiam.evidence.operations.endings import withdraw_fact
from hoiam.newsroom.search.results import resolve
from tests.factories.enquiries import AT, DAY, HOUR, QUESTION, Traces, clear, make_answered, refuse_one
from tests.newsroom.answers.log import ENTERS, PUBLIC, STATEMENT, make_cited

pytestmark = pytest.mark.django_db
ADDRESS = "/en/answers/DN-2026-00001/"


def test_page_shows_question_answer_footnote_dates_and_hash(cast, reader):
    answer, fact = make_cited(cast)

    page = reader.get(ADDRESS).content.decode()

    for said in (QUESTION, "Đạt 93,35%", STATEMENT, f'href="/en/facts/{fact}/"', answer.version.hash):
        assert said in page
    assert '<a href="#n1" id="m1">1</a>' in page
    assert "7 September 2026, 09:00" in page


def test_page_names_nobody_who_asked(cast, reader):
    make_cited(cast)

    assert Traces().found_in(reader.get(ADDRESS).content.decode()) == []


def test_page_is_there_from_its_moment_on_and_not_a_second_before(cast):
    make_answered(cast)
    found = []
    for at in (ENTERS - timedelta(seconds=1), ENTERS):
        with time_machine.travel(at, tick=False):
            found.append(Client().get(ADDRESS).status_code)

    assert found == [404, 200]


def test_answer_that_is_withheld_has_no_page(cast, reader):
    answer = make_answered(cast)
    withhold(answer=answer, code="private_person", why="Lộ tên người", by=cast.spokesperson, at=AT + DAY)

    assert reader.get(ADDRESS).status_code == 404


def test_refusal_shows_code_law_and_remedy(cast, reader):
    answer = refuse_one(cast)

    page = reader.get("/vi/answers/DN-2026-00001/").content.decode()

    ground = answer.ground
    for said in (
        ground.code,
        ground.label["vi"],
        ground.instrument["vi"],
        answer.article,
        answer.remedy["vi"],
    ):
        assert said in page


def test_correction_stands_before_what_it_corrects(cast, reader):
    answer = make_answered(cast)
    correction = start_correction(
        answer=answer, by=cast.case_officer, at=AT + DAY, body="Xin đính chính số liệu."
    )
    clear(cast, correction, AT + 3 * DAY)

    page = reader.get(ADDRESS).content.decode()

    assert "This answer was corrected" in page
    assert page.index("Xin đính chính số liệu.") < page.index("Thành phố chưa công bố con số này.")


def test_answer_and_correction_with_notes_share_no_anchor(cast, reader):
    answer, fact = make_cited(cast)
    body = f"Đúng là 93,35% [{fact}]."
    correction = start_correction(answer=answer, by=cast.case_officer, at=AT + DAY, body=body)
    clear(cast, correction, AT + 3 * DAY)

    page = reader.get(ADDRESS).content.decode()

    ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert {"n1", "n2", "m1", "m2"} <= set(ids)


def test_fact_that_changed_is_said_openly_until_somebody_has_looked(cast, reader):
    _answer, reference = make_cited(cast)
    fact = Fact.objects.get(reference=reference)
    withdraw_fact(fact=fact, reason="Nguồn sai.", by=cast.fact_steward, at=ENTERS + DAY)

    warned = reader.get(ADDRESS).content.decode()
    settle_alarm(alarm=Alarm.objects.get(), how="Vẫn đúng", by=cast.case_officer, at=ENTERS + 2 * DAY)
    settled = reader.get(ADDRESS).content.decode()

    assert "A fact cited here has changed since" in warned
    assert f'<a href="/en/facts/{reference}/">{reference}</a>: it was withdrawn' in warned
    assert "has changed since" not in settled


def test_text_in_another_language_says_so_and_carries_its_tag(cast, reader):
    make_answered(cast)

    english, vietnamese = (
        reader.get(ADDRESS).content.decode(),
        reader.get(ADDRESS.replace("en", "vi")).content.decode(),
    )

    assert "This text is in Tiếng Việt, the language of the question." in english
    assert 'class="answer-body" lang="vi"' in english
    assert 'class="answer-body">' in vietnamese


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_database_as_often_for_one_text_as_for_three(
    cast, reader, number, django_assert_max_num_queries
):
    answer = make_answered(cast)
    for place in range(number - 1):
        correction = start_correction(
            answer=answer, by=cast.case_officer, at=AT + DAY, body=f"Lần {'x' * place}."
        )
        clear(cast, correction, AT + DAY + HOUR)

    with django_assert_max_num_queries(4):
        reader.get(ADDRESS)


def test_page_sets_no_cookie_and_is_not_sent_twice_until_something_changes(cast, reader):
    answer = make_answered(cast)
    first = reader.get(ADDRESS)
    held = {"HTTP_IF_NONE_MATCH": first["ETag"]}

    assert (list(first.cookies), "Cookie" in first.get("Vary", "")) == ([], False)
    assert (reader.get(ADDRESS, **held).status_code, first["Cache-Control"]) == (304, "public, max-age=60")
    assert first["Last-Modified"] == "Tue, 08 Sep 2026 17:00:00 GMT"

    correction = start_correction(answer=answer, by=cast.case_officer, at=AT + DAY, body="Xin đính chính.")
    clear(cast, correction, AT + 3 * DAY)
    assert reader.get(ADDRESS, **held).status_code == 200


def test_markup_in_question_and_answer_is_shown_as_the_text_it_is(cast, reader):
    make_answered(cast, question="<script>alert(1)</script> là gì?", body="<img src=x onerror=alert> thế.")

    page = reader.get(ADDRESS).content.decode()

    assert "<script>alert" not in page and "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_page_of_a_fact_names_the_public_answers_that_rest_on_it(cast):
    _answer, reference = make_cited(cast)
    shown = []
    for at in (ENTERS - timedelta(seconds=1), PUBLIC):
        with time_machine.travel(at, tick=False):
            shown.append(ADDRESS in Client().get(f"/en/facts/{reference}/").content.decode())

    assert Citation.objects.filter(citing_kind="texts.textversion").exists()
    assert shown == [False, True]


def test_search_shows_answers_only_while_they_are_public(cast):
    make_answered(cast)

    found = [resolve([("answer", "DN-2026-00001")], at) for at in (ENTERS - timedelta(seconds=1), ENTERS)]

    assert (found[0], found[1]["answer", "DN-2026-00001"].title) == ({}, QUESTION)
