"""Dates and periods are found with how exactly they are known."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoiam.evidence.reading.dates import find_dates, read_period
from hoiam.evidence.reading.periods import Period

CASES = [
    ("ngày 7/12/2023", Period(date(2023, 12, 7), date(2023, 12, 7), "day")),
    ("7 December 2023", Period(date(2023, 12, 7), date(2023, 12, 7), "day")),
    ("December 7, 2023", Period(date(2023, 12, 7), date(2023, 12, 7), "day")),
    ("ngày 7 tháng 12 năm 2023", Period(date(2023, 12, 7), date(2023, 12, 7), "day")),
    ("2023-12-07", Period(date(2023, 12, 7), date(2023, 12, 7), "day")),
    ("ngày 7-8/7/2025", Period(date(2025, 7, 7), date(2025, 7, 8), "day")),
    ("14-15 November 2018", Period(date(2018, 11, 14), date(2018, 11, 15), "day")),
    ("tháng 12 năm 2023", Period(date(2023, 12, 1), date(2023, 12, 31), "month")),
    ("tháng 12/2023", Period(date(2023, 12, 1), date(2023, 12, 31), "month")),
    ("June 2022", Period(date(2022, 6, 1), date(2022, 6, 30), "month")),
    ("quý III/2024", Period(date(2024, 7, 1), date(2024, 9, 30), "quarter")),
    ("the third quarter of 2024", Period(date(2024, 7, 1), date(2024, 9, 30), "quarter")),
    ("năm 2016", Period(date(2016, 1, 1), date(2016, 12, 31), "year")),
    ("giai đoạn 2023-2028", Period(date(2023, 1, 1), date(2028, 12, 31), "year")),
    ("2018–2020", Period(date(2018, 1, 1), date(2020, 12, 31), "year")),
    ("by 2028", Period(None, date(2028, 12, 31), "year", "until")),
    ("to 2024-12", Period(None, date(2024, 12, 31), "month", "until")),
    ("since 2016", Period(date(2016, 1, 1), None, "year", "since")),
    ("Từ 2019 đến tháng 11/2023", Period(date(2019, 1, 1), date(2023, 11, 30), "month")),
    ("2018 (published)", Period(date(2018, 1, 1), date(2018, 12, 31), "year")),
    ("n.d.", None),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_read_period_spelling_gives_days_and_precision(text, expected):
    assert read_period(text) == expected


@pytest.mark.parametrize("text", ["31/02/2024", "ngày 31 tháng 2 năm 2024", "31 February 2024", "ngày 31/4"])
def test_find_dates_day_that_does_not_exist_is_impossible(text):
    found = find_dates(text)

    assert [(one.text, one.period, one.is_impossible) for one in found] == [(text, None, True)]


@pytest.mark.parametrize("text", ["2010 máy", "1.800", "từ 40 đến 50", "184/192", "số 5"])
def test_find_dates_counted_or_other_number_is_no_date(text):
    assert find_dates(text) == ()


def test_find_dates_without_year_is_found_without_period():
    found = find_dates("Sáng 7/12, tại Hòa Bình; tháng 12 trời lạnh.")

    assert [(one.text, one.period, one.is_impossible) for one in found] == [
        ("Sáng 7/12", None, False),
        ("tháng 12", None, False),
    ]


@settings(max_examples=200, deadline=None)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_read_period_any_day_reads_the_same_in_three_spellings(day):
    spellings = [f"{day.day}/{day.month}/{day.year}", day.isoformat(), day.strftime("%d %B %Y")]

    assert [read_period(text) for text in spellings] == [Period(day, day, "day")] * 3
