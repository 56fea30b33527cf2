"""Rows of text become rules and calendars, or say in sentences why not."""

from datetime import date

import pytest

from hoiam.deadlines import (
    Base,
    Calendar,
    CalendarDay,
    CountsFrom,
    DayKind,
    DeadlineError,
    Rule,
    State,
    Unit,
    calendar_from_rows,
    rule_from_row,
)

GOOD = {
    "id": "X-1",
    "instrument": "Law 1",
    "article": "31",
    "applies_to": "state body",
    "kinds": "access_request; press_enquiry",
    "start_event": "request_valid",
    "base": "legal",
    "amount": "15",
    "unit": "working_day",
    "ext_amount": "15",
    "ext_unit": "calendar_day",
    "ext_max": "1",
    "ext_needs": "written notice before due",
    "pause_on": "clarification;fee",
    "calendar": "VN",
    "counts_from": "next_day",
    "valid_from": "2018-07-01",
    "valid_to": "2026-08-31",
    "duty": "answer",
    "state": "read",
    "source": "page",
    "note": "n",
    "version": "2",
}


def reasons(row: dict) -> str:
    with pytest.raises(DeadlineError) as refused:
        rule_from_row(row)
    return str(refused.value)


def test_rule_from_row_reads_every_column():
    rule = rule_from_row(GOOD)

    assert rule == Rule(
        id="X-1",
        instrument="Law 1",
        article="31",
        applies_to="state body",
        kinds=("access_request", "press_enquiry"),
        start_event="request_valid",
        base=Base.LEGAL,
        amount=15,
        unit=Unit.WORKING_DAY,
        ext_amount=15,
        ext_unit=Unit.CALENDAR_DAY,
        ext_max=1,
        ext_needs="written notice before due",
        pause_on=("clarification", "fee"),
        calendar="VN",
        counts_from=CountsFrom.NEXT_DAY,
        valid_from=date(2018, 7, 1),
        valid_to=date(2026, 8, 31),
        duty="answer",
        state=State.READ,
        source="page",
        note="n",
        version=2,
    )


def test_rule_from_row_of_a_warning_takes_the_warning_amount_and_calendar_none_as_none():
    row = {"id": "W", "base": "warning", "warning_amount": "24", "warning_unit": "running_hour"}

    rule = rule_from_row(row | {"calendar": "none", "state": "from_memory"})

    assert (rule.running_amount, rule.running_unit, rule.calendar) == (24, Unit.RUNNING_HOUR, "")
    assert rule.warns_only


def test_legal_rule_that_nobody_read_only_warns():
    rule = rule_from_row(GOOD | {"state": "unknown_limit"})

    assert rule.warns_only


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"unit": "fortnight"},
            "Rule X-1: “fortnight” in column unit is no known unit; known are running_hour, calendar_day, "
            "working_day, month, quarter.",
        ),
        ({"amount": ""}, "Rule X-1 does not say how much time there is."),
        ({"amount": None}, "Rule X-1 does not say how much time there is."),
        ({"amount": "0"}, "Rule X-1: “0” in amount is not a whole number from 1 to 10000."),
        ({"amount": "1,5"}, "Rule X-1: “1,5” in amount is not a whole number from 1 to 10000."),
        ({"amount": "٣"}, "Rule X-1: “٣” in amount is not a whole number from 1 to 10000."),
        (
            {"amount": "9" * 5000},
            f"Rule X-1: “{'9' * 5000}” in amount is not a whole number from 1 to 10000.",
        ),
        ({"unit": ""}, "Rule X-1 does not say in which unit time is counted."),
        (
            {"valid_from": "31/02/2026"},
            "Rule X-1: “31/02/2026” in column valid_from is not a day written as YYYY-MM-DD.",
        ),
        (
            {"valid_from": "20180701"},
            "Rule X-1: “20180701” in column valid_from is not a day written as YYYY-MM-DD.",
        ),
        ({"valid_to": "2018-06-30"}, "Rule X-1 ends on 2018-06-30, before it begins on 2018-07-01."),
        ({"source": ""}, "Rule X-1 names no source; a limit without a source is not used."),
        ({"calendar": ""}, "Rule X-1 is counted in working days and must name a calendar."),
        (
            {"unit": "calendar_day", "ext_unit": "working_day", "calendar": "none"},
            "Rule X-1 is counted in working days and must name a calendar.",
        ),
        (
            {"base": "target"},
            "Rule X-1: “target” is not possible in column base; known are legal, warning.",
        ),
        (
            {"ext_max": ""},
            "Rule X-1: an extension needs an amount, a unit and how many times it may be granted.",
        ),
        (
            {"ext_unit": "running_hour"},
            "Rule X-1: a limit and its extension are both in running hours, or neither is.",
        ),
    ],
)
def test_rule_from_row_with_one_thing_wrong_says_that_one_thing(change, sentence):
    assert reasons(GOOD | change) == sentence


def test_rule_from_row_with_several_things_wrong_says_all():
    said = reasons({"id": "", "unit": "week", "amount": "soon", "source": "page", "valid_to": "never"})

    assert said == (
        "A rule needs an id. "
        "Rule : “week” in column unit is no known unit; known are running_hour, calendar_day, working_day, "
        "month, quarter. "
        "Rule : “soon” in amount is not a whole number from 1 to 10000. "
        "Rule : “never” in column valid_to is not a day written as YYYY-MM-DD."
    )


def test_calendar_from_rows_sorts_its_days_and_leaves_out_other_calendars():
    rows = [
        {"calendar": "VN", "day": "2026-09-02", "kind": "off", "name_vi": "Quốc khánh", "source": "s"},
        {"day": "2026-08-22", "kind": "worked", "name_vi": "làm bù", "name_en": "in exchange", "source": "s"},
        {"calendar": "XX", "day": "2026-05-05", "kind": "off", "name_vi": "?", "source": "s"},
    ]

    calendar = calendar_from_rows(rows, id="VN", version=4, language="en")

    assert calendar == Calendar(
        "VN",
        4,
        (
            CalendarDay(date(2026, 8, 22), DayKind.WORKED, "in exchange", "s"),
            CalendarDay(date(2026, 9, 2), DayKind.OFF, "Quốc khánh", "s"),
        ),
    )


def test_calendar_from_rows_says_everything_that_is_wrong():
    rows = [
        {"day": "31/02", "kind": "off", "source": "s"},
        {"day": "2026-01-01", "kind": "closed", "source": "s"},
        {"day": "2026-01-02", "kind": "off", "source": ""},
        {"day": "2026-01-03", "kind": "off", "source": "s"},
        {"day": "2026-01-03", "kind": "worked", "source": "s"},
    ]

    with pytest.raises(DeadlineError) as refused:
        calendar_from_rows(rows, id="VN", version=1, weekly_rest=range(1, 8))

    assert str(refused.value) == (
        "“31/02” is not a day of the calendar; days are written as YYYY-MM-DD. "
        "2026-01-01 is “closed”; a day in the calendar is “off” or “worked”. "
        "2026-01-02 names no source; a day without a source is not used. "
        "2026-01-03 is in the calendar twice. "
        "Calendar VN has no working day in the week."
    )
