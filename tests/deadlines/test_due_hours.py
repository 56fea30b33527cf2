"""Running hours: to the minute, through nights, holidays and changes of the clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from hoiam.deadlines import CountsFrom, Extension, Pause, due


def test_due_24_hours_across_the_night_of_tet_end_at_the_same_minute_of_tet(
    running_hours, calendar, zone, at, story
):
    rule = running_hours(24)

    result = due(rule, at("2026-02-16 22:10"), calendar=calendar, zone=zone)

    assert result.due_at == datetime(2026, 2, 17, 15, 10, tzinfo=UTC)
    assert story(result) == [
        "+ 2026-02-16 the clock starts at 22:10; nights and days off count; ran for 1 h 50 min",
        "+ 2026-02-17 ran for 22 h 10 min; ends at 22:10 (Asia/Ho_Chi_Minh)",
    ]


@pytest.mark.parametrize("counts_from", list(CountsFrom))
def test_due_hours_start_at_the_instant_whatever_days_would_do(counts_from, running_hours, zone, at):
    rule = running_hours(24, counts_from=counts_from)

    result = due(rule, at("2026-02-16 22:10"), calendar=None, zone=zone)

    assert result.due_at == at("2026-02-17 22:10")


@pytest.mark.parametrize(
    ("start", "wall"),
    [("2026-03-28 12:00", "2026-03-29 13:00"), ("2026-10-24 12:00", "2026-10-25 11:00")],
)
def test_due_24_hours_over_a_change_of_the_clock_are_hours_that_pass(start, wall, running_hours):
    paris = ZoneInfo("Europe/Paris")
    started_at = datetime.fromisoformat(start).replace(tzinfo=paris)

    result = due(running_hours(24), started_at, calendar=None, zone=paris)

    assert result.due_at.astimezone(paris).strftime("%Y-%m-%d %H:%M") == wall


def test_due_hours_on_the_long_day_of_autumn_tell_25_hours(running_hours, story):
    paris = ZoneInfo("Europe/Paris")
    started_at = datetime(2026, 10, 24, 22, tzinfo=paris)

    result = due(running_hours(28), started_at, calendar=None, zone=paris)

    assert story(result) == [
        "+ 2026-10-24 the clock starts at 22:00; nights and days off count; ran for 2 h 0 min",
        "+ 2026-10-25 ran for 25 h 0 min",
        "+ 2026-10-26 ran for 1 h 0 min; ends at 01:00 (Europe/Paris)",
    ]


def test_due_hours_with_a_pause_move_by_exactly_its_length(running_hours, zone, at, story):
    rule = running_hours(24, pause_on=("clarification",))
    pauses = [Pause(at("2026-08-03 12:00"), at("2026-08-05 13:30"))]

    result = due(rule, at("2026-08-03 10:00"), calendar=None, zone=zone, pauses=pauses)

    assert result.due_at == at("2026-08-06 11:30")
    assert story(result) == [
        "+ 2026-08-03 the clock starts at 10:00; nights and days off count; "
        "paused from 12:00: clarification; ran for 2 h 0 min",
        "- 2026-08-04 paused: clarification",
        "+ 2026-08-05 resumed at 13:30; ran for 10 h 30 min",
        "+ 2026-08-06 ran for 11 h 30 min; ends at 11:30 (Asia/Ho_Chi_Minh)",
    ]


def test_due_hours_while_paused_is_open(running_hours, zone, at):
    rule = running_hours(24, pause_on=("clarification",))
    pauses = [Pause(at("2026-08-03 12:00"), None)]

    result = due(rule, at("2026-08-03 10:00"), calendar=None, zone=zone, pauses=pauses)

    assert (result.due_at, result.due_date, result.paused_since) == (None, None, at("2026-08-03 12:00"))


def test_due_hours_extended_run_on_from_the_first_limit(running_hours, zone, at, story):
    rule = running_hours(24, ext_amount=12, ext_unit=running_hours(1).unit, ext_max=2)
    extensions = [Extension(at("2026-08-04 09:00"), times=2)]

    result = due(rule, at("2026-08-03 10:00"), calendar=None, zone=zone, extensions=extensions)

    assert result.due_at == at("2026-08-05 10:00")
    assert story(result)[1] == (
        "+ 2026-08-04 extension 1 of 2 begins, granted on 2026-08-04; "
        "extension 2 of 2 begins, granted on 2026-08-04; ran for 24 h 0 min"
    )


def test_due_hours_take_the_start_by_its_minute_and_the_whole_last_minute_is_in_time(running_hours, zone, at):
    result = due(running_hours(24), at("2026-08-03 10:00:45"), calendar=None, zone=zone)

    late = [result.is_late_at(at(f"2026-08-04 10:0{moment}")) for moment in ("0:59", "1:00")]

    assert (result.due_at, late) == (at("2026-08-04 10:00"), [False, True])
