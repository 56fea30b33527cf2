"""What a new holiday or a new version of a rule moved, and by which day."""

from dataclasses import replace
from datetime import date

from hoiam.deadlines import CalendarDay, DayKind, Pause, compare, due


def test_holiday_added_while_running_moves_the_due_date_and_names_the_day(
    working_days, calendar, next_calendar, zone, at
):
    old = due(working_days(5), at("2026-09-03 10:00"), calendar=calendar, zone=zone)

    new = due(working_days(5), at("2026-09-03 10:00"), calendar=next_calendar, zone=zone)
    change = compare(old, new)

    assert (old.due_date, new.due_date) == (date(2026, 9, 10), date(2026, 9, 11))
    assert (change.moved, change.days) == (True, 1)
    assert str(change) == (
        "The due date moves from 2026-09-10 to 2026-09-11, 1 day(s) later. "
        "2026-09-07 no longer counts: public holiday: Nghỉ do bão. "
        "Calendar VN changed from version 1 to version 2."
    )


def test_holiday_on_the_last_calendar_day_rolls_it_and_names_the_day(
    calendar_days, calendar, next_calendar, zone, at
):
    start = at("2026-09-03 10:00")
    old = due(calendar_days(4), start, calendar=calendar, zone=zone)

    new = due(calendar_days(4), start, calendar=next_calendar, zone=zone)

    assert str(compare(old, new)) == (
        "The due date moves from 2026-09-07 to 2026-09-08, 1 day(s) later. "
        "2026-09-07 is no longer a possible last day: public holiday: Nghỉ do bão. "
        "Calendar VN changed from version 1 to version 2."
    )


def test_holiday_on_the_day_to_which_the_last_day_rolled_rolls_it_on(
    calendar_days, calendar, next_calendar, zone, at
):
    start = at("2026-09-03 10:00")
    old = due(calendar_days(2), start, calendar=calendar, zone=zone)

    change = compare(old, due(calendar_days(2), start, calendar=next_calendar, zone=zone))

    assert str(change) == (
        "The due date moves from 2026-09-07 to 2026-09-08, 1 day(s) later. "
        "2026-09-07 is no longer a possible last day: public holiday: Nghỉ do bão. "
        "Calendar VN changed from version 1 to version 2."
    )


def test_holiday_in_the_middle_of_calendar_days_moves_nothing(
    calendar_days, calendar, next_calendar, zone, at
):
    start = at("2026-09-03 10:00")
    old = due(calendar_days(8), start, calendar=calendar, zone=zone)

    change = compare(old, due(calendar_days(8), start, calendar=next_calendar, zone=zone))

    assert (change.moved, change.days) == (False, 0)
    assert str(change) == ("The due date stays 2026-09-11. Calendar VN changed from version 1 to version 2.")


def test_saturday_declared_worked_moves_the_due_date_earlier(working_days, calendar, zone, at):
    worked = CalendarDay(date(2026, 9, 5), DayKind.WORKED, "làm bù", "decision")
    more = replace(calendar, version=2, days=(*calendar.days, worked))
    start = at("2026-09-03 10:00")
    old = due(working_days(2), start, calendar=calendar, zone=zone)

    new = due(working_days(2), start, calendar=more, zone=zone)

    assert str(compare(old, new)) == (
        "The due date moves from 2026-09-07 to 2026-09-05, 2 day(s) earlier. "
        "2026-09-05 now counts: worked Saturday in exchange. "
        "Calendar VN changed from version 1 to version 2."
    )


def test_confirmed_rule_with_fewer_days_moves_the_due_date_earlier(working_days, calendar, zone, at):
    start = at("2026-08-03 10:00")
    old = due(working_days(10), start, calendar=calendar, zone=zone)

    new = due(working_days(5, version=2), start, calendar=calendar, zone=zone)

    assert str(compare(old, new)) == (
        "The due date moves from 2026-08-17 to 2026-08-10, 7 day(s) earlier. "
        "Rule W changed from version 1 to version 2."
    )


def test_clock_paused_and_resumed_says_so(working_days, calendar, zone, at):
    rule, start = working_days(5, pause_on=("fee",)), at("2026-08-03 10:00")
    paused_at, resumed_at = at("2026-08-05 10:00"), at("2026-08-06 10:00")

    plain, paused, resumed = (
        due(rule, start, calendar=calendar, zone=zone, pauses=pauses)
        for pauses in ((), [Pause(paused_at, None)], [Pause(paused_at, resumed_at)])
    )

    assert str(compare(plain, paused)) == (
        "The due date was 2026-08-10; the clock is now paused. "
        "2026-08-05 no longer counts: paused and not yet resumed: fee."
    )
    assert str(compare(paused, resumed)) == "The clock runs again; the due date is 2026-08-11."


def test_hours_that_move_within_the_day_say_the_time(running_hours, zone, at):
    rule, start = running_hours(24, pause_on=("fee",)), at("2026-08-03 10:00")
    old = due(rule, start, calendar=None, zone=zone)

    pauses = [Pause(at("2026-08-03 11:00"), at("2026-08-03 12:30"))]
    new = due(rule, start, calendar=None, zone=zone, pauses=pauses)

    assert str(compare(old, new)) == ("The due date stays 2026-08-04; the time moves from 10:00 to 11:30.")
