"""Months and quarters: the day of the same number, or the last of a shorter month."""

from datetime import date

import pytest

from hoiam.deadlines import CountsFrom, Unit, due


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due_date"),
    [
        ("2026-01-31", 1, Unit.MONTH, date(2026, 2, 28)),
        ("2028-01-31", 1, Unit.MONTH, date(2028, 2, 29)),
        ("2026-01-30", 1, Unit.MONTH, date(2026, 2, 28)),
        ("2026-02-28", 1, Unit.MONTH, date(2026, 3, 28)),
        ("2026-12-31", 2, Unit.MONTH, date(2027, 2, 28)),
        ("2026-07-01", 1, Unit.MONTH, date(2026, 8, 1)),
        ("2026-07-01", 1, Unit.QUARTER, date(2026, 10, 1)),
        ("2026-11-30", 1, Unit.QUARTER, date(2027, 2, 28)),
        ("2026-01-31", 12, Unit.MONTH, date(2027, 1, 31)),
    ],
)
def test_due_months_from_the_next_day_end_on_the_day_of_the_same_number(
    start, amount, unit, due_date, calendar_days, zone, at
):
    rule = calendar_days(amount, unit=unit, calendar="")

    result = due(rule, at(f"{start} 09:00"), calendar=None, zone=zone)

    assert result.due_date == due_date


@pytest.mark.parametrize(
    ("start", "unit", "due_date"),
    [
        ("2026-07-01", Unit.MONTH, date(2026, 7, 31)),
        ("2026-07-01", Unit.QUARTER, date(2026, 9, 30)),
        ("2026-01-31", Unit.MONTH, date(2026, 2, 28)),
        ("2026-02-01", Unit.MONTH, date(2026, 2, 28)),
    ],
)
def test_due_months_from_the_event_end_with_the_day_before_that_number(
    start, unit, due_date, calendar_days, zone, at
):
    rule = calendar_days(1, unit=unit, calendar="", counts_from=CountsFrom.EVENT)

    result = due(rule, at(f"{start} 00:00"), calendar=None, zone=zone)

    assert result.due_date == due_date


def test_due_31_january_and_one_month_rolls_from_saturday_28_february_to_monday(
    calendar_days, calendar, zone, at, story
):
    rule = calendar_days(1, unit=Unit.MONTH)

    result = due(rule, at("2026-01-31 09:00"), calendar=calendar, zone=zone)

    assert result.due_date == date(2026, 3, 2)
    assert story(result)[-3:] == [
        "+ 2026-02-28 day 28 of 28; last day is off (Saturday): rolls forward",
        "- 2026-03-01 Sunday: rolls forward",
        "- 2026-03-02 next working day; last day, ends at 23:59:59 (Asia/Ho_Chi_Minh)",
    ]
