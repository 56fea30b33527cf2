"""Working and calendar days, spelled out."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from hoiam.deadlines import Calendar, CountsFrom, due


def test_due_working_days_tells_every_day_from_day_zero_to_the_last_second(
    working_days, calendar, zone, at, story
):
    rule = working_days(3)

    result = due(rule, at("2026-08-28 10:00"), calendar=calendar, zone=zone)

    assert result.due_at == datetime(2026, 9, 7, 16, 59, 59, tzinfo=UTC)
    assert story(result) == [
        "- 2026-08-28 day zero: received",
        "- 2026-08-29 Saturday",
        "- 2026-08-30 Sunday",
        "- 2026-08-31 public holiday: Ngày nghỉ (thay cho ngày 22/08/2026)",
        "- 2026-09-01 public holiday: Quốc khánh",
        "- 2026-09-02 public holiday: Quốc khánh",
        "+ 2026-09-03 working day 1 of 3",
        "+ 2026-09-04 working day 2 of 3",
        "- 2026-09-05 Saturday",
        "- 2026-09-06 Sunday",
        "+ 2026-09-07 working day 3 of 3; last day, ends at 23:59:59 (Asia/Ho_Chi_Minh)",
    ]


def test_due_across_the_worked_saturday_of_august_counts_it(working_days, calendar, zone, at, story):
    rule = working_days(2)

    result = due(rule, at("2026-08-20 16:00"), calendar=calendar, zone=zone)

    assert story(result) == [
        "- 2026-08-20 day zero: received",
        "+ 2026-08-21 working day 1 of 2",
        "+ 2026-08-22 worked Saturday in exchange; working day 2 of 2; "
        "last day, ends at 23:59:59 (Asia/Ho_Chi_Minh)",
    ]


def test_due_over_new_year_passes_the_bridge_day_of_2_january(working_days, calendar, zone, at, story):
    rule = working_days(1)

    result = due(rule, at("2025-12-31 09:00"), calendar=calendar, zone=zone)

    assert story(result) == [
        "- 2025-12-31 day zero: received",
        "- 2026-01-01 public holiday: Tết Dương lịch",
        "- 2026-01-02 public holiday: nghỉ hoán đổi dịp Tết Dương lịch",
        "- 2026-01-03 Saturday",
        "- 2026-01-04 Sunday",
        "+ 2026-01-05 working day 1 of 1; last day, ends at 23:59:59 (Asia/Ho_Chi_Minh)",
    ]


def test_due_calendar_days_that_end_on_a_day_off_roll_forward_and_say_by_which_law(
    calendar_days, calendar, zone, at, story
):
    rule = calendar_days(2)
    cited = Calendar("VN", 1, calendar.days, roll_law="Civil Code, article 148(5)")

    result = due(rule, at("2026-02-12 08:00"), calendar=cited, zone=zone)

    assert story(result) == [
        "- 2026-02-12 day zero: received",
        "+ 2026-02-13 day 1 of 2",
        "+ 2026-02-14 day 2 of 2; last day is off (Saturday): rolls forward to the next working day "
        "(Civil Code, article 148(5))",
        "- 2026-02-15 Sunday: rolls forward",
        "- 2026-02-16 public holiday: Giao thừa Tết Nguyên Đán: rolls forward",
        "- 2026-02-17 public holiday: Tết Nguyên Đán: rolls forward",
        "- 2026-02-18 public holiday: Mùng hai Tết Nguyên Đán: rolls forward",
        "- 2026-02-19 public holiday: Mùng ba Tết Nguyên Đán: rolls forward",
        "- 2026-02-20 public holiday: Mùng bốn Tết Nguyên Đán: rolls forward",
        "- 2026-02-21 Saturday: rolls forward",
        "- 2026-02-22 Sunday: rolls forward",
        "- 2026-02-23 next working day; last day, ends at 23:59:59 (Asia/Ho_Chi_Minh)",
    ]


def test_due_calendar_days_that_end_on_a_worked_saturday_stay_there(calendar_days, calendar, zone, at):
    rule = calendar_days(2)

    result = due(rule, at("2026-08-20 08:00"), calendar=calendar, zone=zone)

    assert result.due_date == date(2026, 8, 22)


def test_due_counting_from_the_event_counts_its_day_as_the_first(working_days, calendar, zone, at, story):
    rule = working_days(2, counts_from=CountsFrom.EVENT)

    result = due(rule, at("2026-08-20 16:00"), calendar=calendar, zone=zone)

    assert story(result) == [
        "+ 2026-08-20 the day of the event is the first day: received; working day 1 of 2",
        "+ 2026-08-21 working day 2 of 2; last day, ends at 23:59:59 (Asia/Ho_Chi_Minh)",
    ]


def test_due_without_calendar_of_the_rule_counts_days_and_never_rolls(calendar_days, calendar, zone, at):
    rule = calendar_days(2, calendar="")

    result = due(rule, at("2026-02-12 08:00"), calendar=calendar, zone=zone)

    assert (result.due_date, result.calendar, result.calendar_version) == (date(2026, 2, 14), "", None)


@pytest.mark.parametrize(
    ("received_at", "due_date"),
    [
        (datetime(2026, 8, 24, 16, 59, tzinfo=UTC), date(2026, 8, 25)),
        (datetime(2026, 8, 24, 17, 30, tzinfo=UTC), date(2026, 8, 26)),
    ],
)
def test_due_of_an_instant_in_utc_starts_on_the_local_day(
    received_at, due_date, working_days, calendar, zone
):
    rule = working_days(1)

    result = due(rule, received_at, calendar=calendar, zone=zone)

    assert result.due_date == due_date
    assert result.due_at == datetime(due_date.year, due_date.month, due_date.day, 16, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "due_at"),
    [
        ("2026-03-28 10:00", datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC)),
        ("2026-03-27 10:00", datetime(2026, 3, 28, 22, 59, 59, tzinfo=UTC)),
        ("2026-10-24 10:00", datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC)),
    ],
)
def test_due_days_in_a_zone_with_summer_time_end_with_the_local_day(start, due_at, calendar_days):
    paris = ZoneInfo("Europe/Paris")
    started_at = datetime.fromisoformat(start).replace(tzinfo=paris)

    result = due(calendar_days(1, calendar=""), started_at, calendar=None, zone=paris)

    assert result.due_at == due_at


def test_due_on_a_day_whose_last_hour_comes_twice_ends_with_the_second(calendar_days):
    beirut = ZoneInfo("Asia/Beirut")
    started_at = datetime(2025, 10, 24, 10, tzinfo=beirut)

    result = due(calendar_days(1, calendar=""), started_at, calendar=None, zone=beirut)

    assert result.due_at == datetime(2025, 10, 25, 21, 59, 59, tzinfo=UTC)


def test_due_into_a_year_without_announced_holidays_says_so(working_days, calendar, zone, at):
    from hoiam.deadlines import sentence

    result = due(working_days(5), at("2026-12-29 10:00"), calendar=calendar, zone=zone)

    assert [sentence(note) for note in result.notes] == [
        "Calendar VN lists no day of 2027: in that year only the week was looked at."
    ]


def test_due_names_the_rule_and_calendar_versions_it_used(working_days, next_calendar, zone, at):
    result = due(working_days(5, version=3), at("2026-08-03 10:00"), calendar=next_calendar, zone=zone)

    assert result.version == "W:3 VN:2"


def test_act_within_the_last_second_is_in_time_and_after_midnight_is_late(working_days, calendar, zone, at):
    result = due(working_days(1), at("2026-08-03 10:00"), calendar=calendar, zone=zone)

    late = [result.is_late_at(at(f"2026-08-{moment}")) for moment in ("04 23:59:59.900", "05 00:00")]

    assert late == [False, True]
