"""What a single cell says: numbers, periods, places, and how they are shown again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from hoiam.evidence.figures import Figure, NotANumber, TwoReadings, read_figure, read_number, style_of
from hoiam.evidence.periods import ImpossibleDay, read_period
from hoiam.evidence.sheets.cells import clean
from hoiam.evidence.showing import figure_text, period_text, unit_label
from hoiam.evidence.vocabulary import fold, group_code, theme_code
from tests.factories.evidence import make_draft


@pytest.mark.parametrize(
    ("cell", "style", "value"),
    [
        ("1800", None, "1800"),
        ("1.800", "comma", "1800"),
        ("1.800", "point", "1.8"),
        ("1 800", None, "1800"),
        ("1.800.000", None, "1800000"),
        ("1,800,000", None, "1800000"),
        ("−6,1", None, "-6.1"),
        ("0,5", None, "0.5"),
    ],
)
def test_a_number_is_read_in_its_style(cell, style, value):
    assert read_number(cell, style) == Decimal(value)


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [("1.800", TwoReadings), ("1.80.0", NotANumber), ("20-15", NotANumber), ("nhiều", NotANumber)],
)
def test_a_cell_that_is_no_figure_or_two_is_refused(cell, wrong):
    with pytest.raises(wrong):
        read_figure(cell)


def test_alternatives_keep_every_value():
    assert read_figure("25 or 26") == Figure(Decimal(25), Decimal(26), (Decimal(25), Decimal(26)), "25 or 26")


@pytest.mark.parametrize(
    ("cells", "style"),
    [(["93,35", "1.800"], "comma"), (["93.35", "1.800"], "point"), (["1.800"], None), (["0,5", "0.5"], None)],
)
def test_a_column_shows_its_style_or_none(cells, style):
    assert style_of(cells) == style


@pytest.mark.parametrize(
    ("printed", "start", "end", "precision"),
    [
        ("2023-12-07", date(2023, 12, 7), date(2023, 12, 7), "day"),
        ("31/12/2024", date(2024, 12, 31), date(2024, 12, 31), "day"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2019-2023", date(2019, 1, 1), date(2023, 12, 31), "year"),
        ("by 2028", None, date(2028, 12, 31), "year"),
        ("từ năm 2016", date(2016, 1, 1), None, "year"),
        ("2018 (published)", date(2018, 1, 1), date(2018, 12, 31), "year"),
        ("n.d. (before 2017 decree)", None, None, "unknown"),
    ],
)
def test_a_period_is_read_and_its_words_are_kept(printed, start, end, precision):
    period = read_period(printed)

    assert (period.start, period.end, period.precision, period.printed) == (start, end, precision, printed)


@pytest.mark.parametrize("printed", ["31/02/2024", "2023-13", "2023-2021", "00/2024"])
def test_a_date_of_no_calendar_is_refused(printed):
    with pytest.raises(ImpossibleDay):
        read_period(printed)


@pytest.mark.parametrize(
    ("given_", "vi", "en"),
    [
        ({"value": "93,35", "unit": "%"}, "93,35%", "93.35%"),
        ({"value": "15-20", "unit": "%"}, "15–20%", "15–20%"),
        ({"value": "25 or 26", "unit": "provinces"}, "25 hoặc 26 tỉnh, thành phố", "25 or 26 provinces"),
        ({"value": "334234", "unit": "houses"}, "334.234 căn nhà", "334,234 houses"),
        ({"value": "2029", "unit": "next review"}, "2029 năm rà soát kế tiếp", "2029 next review"),
        ({"value": "", "unit": ""}, "", ""),
    ],
)
def test_a_figure_is_shown_in_the_readers_style(cast, given_, vi, en):
    version = make_draft(cast.desk, **given_).latest
    version.refresh_from_db()

    with translation.override("vi"):
        assert figure_text(version) == vi
    with translation.override("en"):
        assert figure_text(version) == en


@pytest.mark.parametrize(
    ("printed", "vi", "en"),
    [
        ("by 2028", "đến năm 2028", "until the year 2028"),
        ("2019-2023", "2019–2023", "2019–2023"),
        ("n.d.", "n.d.", "n.d."),
        ("quý III/2024", "quý 3/2024", "quarter 3 of 2024"),
    ],
)
def test_a_period_is_shown_as_exactly_as_it_is_known(cast, printed, vi, en):
    version = make_draft(cast.desk, period=printed).latest

    with translation.override("vi"):
        assert period_text(version) == vi
    with translation.override("en"):
        assert period_text(version) == en


def test_a_unit_no_table_knows_stays_as_printed():
    assert unit_label("thùng mì") == "thùng mì"


def test_words_of_the_country_pack_are_known_by_label_alias_and_code():
    found = [theme_code(word) for word in ("health", "Y tế", "quyền được chăm sóc sức khỏe", "thể thao")]

    assert found == ["health", "health", "health", "thể thao"]
    assert group_code("hộ nghèo") == "poor_households"


@given(st.text(max_size=60))
def test_folding_and_cleaning_twice_is_as_once(text):
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text)
