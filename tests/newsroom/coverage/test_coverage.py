"""Anybody reads how far the trainings reached, without a person being told by a number."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from hoiam.conferences.models import Conference, PressCount, ReportedFigure
from hoiam.conferences.queries.coverage_tables import exact, sum_of, veiled
from hoiam.newsroom.conference_parts import parts_of
from tests.factories.coverage import AT, from_documents, report, three_of_2023, training_of
from tests.factories.desks import make_cast
from tests.factories.evidence import make_places
from tests.workroom.visiting import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def cast():
    make_places()
    return make_cast()


@pytest.mark.parametrize(
    ("numbers", "told", "total"),
    [
        ((0, 4, 3), ("0", "4", "3"), "7"),
        ((0, 1, 5), ("0", "1–2", "5"), "6–7"),
        ((2, 2, 0), ("1–2", "1–2", "0"), "2–4"),
    ],
)
def test_small_counts_are_veiled_and_cannot_be_found_by_subtracting(numbers, told, total):
    assert tuple(veiled(number) for number in numbers) == told
    assert sum_of(numbers, veiled) == total
    assert sum_of(numbers, exact) == str(sum(numbers))


def test_public_reads_places_and_years_with_small_counts_veiled(cast, client):
    training = training_of(cast, date(2026, 10, 6), 1, vn_phu_tho=4, vn_hue=1)
    training_of(cast, date(2024, 8, 7), 2, vn_hoa_binh_pre2025=3)
    PressCount.objects.create(conference=training, heads=12, source="Danh sách ký", noted_at=AT)

    page = words(client.get("/en/coverage/"))
    table = client.get("/en/coverage/coverage.csv").content.decode()

    assert "Phu Tho 1 of 3 inherited 0 0 3 0 4 7" in page
    assert "Hue 0 0 0 0 1–2 1–2" in page and "All places 0 0 3 0 5–6" in page
    assert "People of the press, by heads – – – – 12" in page
    assert "Questions that wait" not in page
    assert "Hue,2026,0,1–2,1–2,1–2,0" in table
    assert client.get("/vi/coverage/?on=then&until=2024&measure=invited").status_code == 200
    assert client.get("/vi/coverage/?on=x&until=99&measure=x").status_code == 200


def test_training_of_a_practice_desk_and_one_not_announced_reach_nobody_in_public(cast, client):
    hidden = training_of(cast, date(2026, 10, 6), 1, vn_phu_tho=4)
    Conference.objects.filter(pk=hidden.pk).update(announced_at=None)

    page = words(client.get("/en/coverage/"))

    assert "34 of 34 places have nobody who came" in page


def test_figures_that_do_not_agree_are_public_with_their_sources(cast, client):
    three_of_2023(cast)

    page = words(client.get("/en/coverage/reported/"))

    assert "19 + 19 + 26 = 64" in page and "Claimed of the whole: 63" in page
    assert "Báo số 25" in page and "Báo số 26" in page and "they do not agree" in page


def test_public_page_of_a_conference_shows_reported_beside_computed(cast):
    training = training_of(cast, date(2026, 10, 6), 1, vn_hue=2)
    report(cast, training, 40, measure="participants", printed="gần 40 đại biểu", is_about=True)
    documented = report(cast, from_documents(cast), 19).conference

    (shown,) = [part for order, part in parts_of(training, AT, {ReportedFigure}) if order == 90]
    (other,) = [part for order, part in parts_of(documented, AT, {ReportedFigure}) if order == 90]

    text = shown.written(training, AT)
    assert "gần 40 đại biểu" in text and "1–2" in text
    assert "Báo Hòa Bình" in other.written(documented, AT)
    assert not [
        order
        for order, _part in parts_of(training_of(cast, date(2026, 9, 1), 2), AT, {ReportedFigure})
        if order == 90
    ]
