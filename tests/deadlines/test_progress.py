"""How much of a limit has passed, in its own unit, and when the next mark is reached."""

import pytest

from hoiam.deadlines import CountsFrom, Pause, due, level, reached_at, share_elapsed


@pytest.fixture
def ten_working_days(working_days, calendar, zone, at):
    """Received Friday 31 July 2026: the ten days run from Monday 3 to Friday 14 August."""
    return due(working_days(10), at("2026-07-31 15:00"), calendar=calendar, zone=zone)


@pytest.mark.parametrize(
    ("moment", "share"),
    [
        ("2026-07-31 16:00", 0.0),
        ("2026-08-02 23:59", 0.0),
        ("2026-08-03 12:00", 0.05),
        ("2026-08-08 00:00", 0.5),
        ("2026-08-10 00:00", 0.5),
        ("2026-08-14 12:00", 0.95),
        ("2026-09-30 00:00", 1.0),
    ],
)
def test_share_of_working_days_passes_only_on_working_days(moment, share, ten_working_days, at):
    assert share_elapsed(ten_working_days, at(moment)) == pytest.approx(share)


@pytest.mark.parametrize(
    ("moment", "reached"),
    [
        ("2026-08-07 23:59", 0),
        ("2026-08-08 00:00", 50),
        ("2026-08-12 12:00", 75),
        ("2026-08-14 00:00", 90),
        ("2026-08-14 23:59", 90),
        ("2026-08-15 00:00", 100),
    ],
)
def test_level_is_the_highest_mark_reached_and_100_once_late(moment, reached, ten_working_days, at):
    assert level(ten_working_days, at(moment)) == reached


def test_marks_are_reached_at_the_instants_at_which_the_level_changes(ten_working_days, at):
    reached = [reached_at(ten_working_days, mark) for mark in (50, 75, 90)]

    assert reached == [at("2026-08-08 00:00"), at("2026-08-12 12:00"), at("2026-08-14 00:00")]


def test_level_over_a_rolling_weekend_is_not_late(calendar_days, calendar, zone, at):
    result = due(calendar_days(5), at("2026-08-03 10:00"), calendar=calendar, zone=zone)

    levels = [level(result, at(f"2026-08-{day}")) for day in ("09 12:00", "10 23:59", "11 00:00")]

    assert levels == [90, 90, 100]


def test_share_of_running_hours_stands_still_in_a_pause(running_hours, zone, at):
    rule = running_hours(24, pause_on=("clarification",))
    pauses = [Pause(at("2026-08-03 16:00"), at("2026-08-04 16:00"))]

    result = due(rule, at("2026-08-03 10:00"), calendar=None, zone=zone, pauses=pauses)
    shares = [share_elapsed(result, at(f"2026-08-{m}")) for m in ("03 16:00", "04 12:00", "04 22:00")]

    assert shares == [0.25, 0.25, 0.5]
    assert reached_at(result, 50) == at("2026-08-04 22:00")


def test_mark_behind_a_pause_that_lasts_has_no_instant(working_days, calendar, zone, at):
    rule = working_days(10, pause_on=("clarification",))
    pauses = [Pause(at("2026-08-10 09:00"), None)]

    result = due(rule, at("2026-07-31 15:00"), calendar=calendar, zone=zone, pauses=pauses)

    assert (reached_at(result, 50), reached_at(result, 75)) == (at("2026-08-08 00:00"), None)
    assert level(result, at("2027-01-01 00:00")) == 50


def test_share_of_a_first_day_that_counts_passes_from_the_instant_of_the_event(
    working_days, calendar, zone, at
):
    rule = working_days(2, counts_from=CountsFrom.EVENT)

    result = due(rule, at("2026-08-03 12:00"), calendar=calendar, zone=zone)
    shares = [share_elapsed(result, at(f"2026-08-{m}")) for m in ("03 12:00", "03 18:00", "04 12:00")]

    assert shares == [0.0, 0.25, 0.75]
