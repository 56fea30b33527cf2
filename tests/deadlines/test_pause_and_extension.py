"""What may move a due date, with an invented rule, and what may not."""

from datetime import date

import pytest

from hoiam.deadlines import DeadlineError, Extension, Pause, Unit, due


@pytest.fixture
def rule(working_days):
    """Five working days; clarification stops them; one extension of three working days with a notice."""
    return working_days(
        5,
        pause_on=("clarification", "fee"),
        ext_amount=3,
        ext_unit=Unit.WORKING_DAY,
        ext_max=1,
        ext_needs="written notice before due",
    )


@pytest.fixture
def refusal(rule, calendar, zone, at):
    """The sentences of the error when the invented rule, started on Monday 3 August 2026, is moved so."""

    def refuse(*, of=rule, start=at("2026-08-03 10:00"), **moved) -> str:
        with pytest.raises(DeadlineError) as refused:
            due(of, start, **{"calendar": calendar, "zone": zone} | moved)
        return str(refused.value)

    return refuse


def test_due_with_a_pause_leaves_out_the_days_that_end_in_it(rule, calendar, zone, at, story):
    pauses = [Pause(at("2026-08-05 15:00"), at("2026-08-11 09:00"), "clarification")]

    result = due(rule, at("2026-08-03 10:00"), calendar=calendar, zone=zone, pauses=pauses)

    assert story(result) == [
        "- 2026-08-03 day zero: received",
        "+ 2026-08-04 working day 1 of 5",
        "- 2026-08-05 paused: clarification",
        "- 2026-08-06 paused: clarification",
        "- 2026-08-07 paused: clarification",
        "- 2026-08-08 paused: clarification",
        "- 2026-08-09 paused: clarification",
        "- 2026-08-10 paused: clarification",
        "+ 2026-08-11 working day 2 of 5",
        "+ 2026-08-12 working day 3 of 5",
        "+ 2026-08-13 working day 4 of 5",
        "+ 2026-08-14 working day 5 of 5; last day, ends at 23:59:59 (Asia/Ho_Chi_Minh)",
    ]


def test_due_with_a_pause_within_one_day_does_not_move(rule, calendar, zone, at):
    pauses = [Pause(at("2026-08-05 09:00"), at("2026-08-05 17:00"), "fee")]

    result = due(rule, at("2026-08-03 10:00"), calendar=calendar, zone=zone, pauses=pauses)

    assert result.due_date == date(2026, 8, 10)


def test_due_while_a_pause_lasts_is_unknown_and_says_since_when(rule, calendar, zone, at, story):
    pauses = [Pause(at("2026-08-05 15:00"), None, "clarification")]

    result = due(rule, at("2026-08-03 10:00"), calendar=calendar, zone=zone, pauses=pauses)

    assert (result.due_at, result.paused_since, result.total) == (None, at("2026-08-05 15:00"), 5)
    assert story(result)[-1] == "- 2026-08-05 paused and not yet resumed: clarification"


def test_due_with_pauses_handed_in_out_of_order_takes_them_in_order(rule, calendar, zone, at):
    first = Pause(at("2026-08-04 15:00"), at("2026-08-05 09:00"), "fee")
    second = Pause(at("2026-08-06 15:00"), at("2026-08-07 09:00"), "clarification")

    result = due(rule, at("2026-08-03 10:00"), calendar=calendar, zone=zone, pauses=[second, first])

    assert (result.due_date, result.pauses) == (date(2026, 8, 12), (first, second))


def test_due_with_a_pause_inside_the_extension_counts_the_extension_on(rule, calendar, zone, at, story):
    extensions = [Extension(at("2026-08-10 08:00"), needs_met=True)]
    pauses = [Pause(at("2026-08-12 08:00"), at("2026-08-14 08:00"), "fee")]

    result = due(
        rule,
        at("2026-08-03 10:00"),
        calendar=calendar,
        zone=zone,
        pauses=pauses,
        extensions=extensions,
    )

    assert story(result)[7:] == [
        "+ 2026-08-10 working day 5 of 5; last day of the limit before the extension",
        "+ 2026-08-11 extension 1 of 1 begins, granted on 2026-08-10; working day 1 of 3",
        "- 2026-08-12 paused: fee",
        "- 2026-08-13 paused: fee",
        "+ 2026-08-14 working day 2 of 3",
        "- 2026-08-15 Saturday",
        "- 2026-08-16 Sunday",
        "+ 2026-08-17 working day 3 of 3; last day, ends at 23:59:59 (Asia/Ho_Chi_Minh)",
    ]


def test_due_extended_from_a_rolled_last_day_counts_on_from_there(calendar_days, calendar, zone, at):
    rule = calendar_days(5, ext_amount=1, ext_unit=Unit.CALENDAR_DAY, ext_max=1)
    extensions = [Extension(at("2026-08-04 08:00"))]

    result = due(rule, at("2026-08-03 10:00"), calendar=calendar, zone=zone, extensions=extensions)

    assert result.due_date == date(2026, 8, 11)


def test_extension_granted_after_due_is_refused(refusal, at):
    said = refusal(extensions=[Extension(at("2026-08-11 00:00"), needs_met=True)])

    assert said == "The extension of 2026-08-11 was granted after the time was over on 2026-08-10."


def test_extension_granted_in_the_last_minute_moves_the_due_date(rule, calendar, zone, at):
    extensions = [Extension(at("2026-08-10 23:59:59"), needs_met=True)]

    result = due(rule, at("2026-08-03 10:00"), calendar=calendar, zone=zone, extensions=extensions)

    assert result.due_date == date(2026, 8, 13)


def test_extensions_more_than_allowed_and_without_what_they_need_are_refused_together(refusal, at):
    said = refusal(extensions=[Extension(at("2026-08-05 00:00"), times=2)])

    assert said == (
        "Rule W may be extended 1 time(s), not 2. An extension of W needs: written notice before due."
    )


def test_pause_and_extension_of_a_rule_that_knows_neither_are_refused_together(refusal, working_days, at):
    said = refusal(
        of=working_days(5),
        pauses=[Pause(at("2026-08-04 00:00"), None)],
        extensions=[Extension(at("2026-08-04 00:00"))],
    )

    assert said == "Rule W does not allow a pause. Rule W does not allow an extension."


@pytest.mark.parametrize(
    ("pauses", "sentence"),
    [
        (
            [("2026-08-04 00:00", None, "holiday of the officer")],
            "Rule W allows no pause for “holiday of the officer”; it allows: clarification, fee.",
        ),
        (
            [("2026-08-04 00:00", None, "")],
            "Rule W allows several grounds for a pause; say which: clarification, fee.",
        ),
        (
            [("2026-08-05 00:00", "2026-08-04 00:00", "fee")],
            "The pause of 2026-08-05 ends before it begins.",
        ),
        (
            [("2026-08-02 00:00", "2026-08-04 00:00", "fee")],
            "The pause of 2026-08-02 begins before the clock started.",
        ),
        (
            [("2026-08-04 00:00", None, "fee"), ("2026-08-05 00:00", None, "fee")],
            "The pause of 2026-08-05 begins before the one before it has ended.",
        ),
        (
            [("2026-08-11 00:00", None, "fee")],
            "The pause of 2026-08-11 begins after the time was over on 2026-08-10.",
        ),
    ],
)
def test_pause_that_cannot_be_is_refused_with_its_sentence(pauses, sentence, refusal, at):
    given = [Pause(at(start), end and at(end), reason) for start, end, reason in pauses]

    said = refusal(pauses=given)

    assert said == sentence


def test_start_without_zone_is_refused(refusal, at):
    from datetime import datetime

    said = refusal(start=datetime(2026, 8, 3, 10))

    assert said == ("The start 2026-08-03T10:00:00 has no time zone; say which, for instance +07:00 or Z.")


def test_pause_without_zone_is_refused(refusal):
    from datetime import datetime

    said = refusal(pauses=[Pause(datetime(2026, 8, 4, 10), None, "fee")])

    assert said == ("The instant 2026-08-04T10:00:00 has no time zone; say which, for instance +07:00 or Z.")


def test_calendar_missing_or_of_another_country_is_refused(refusal, calendar):
    from dataclasses import replace

    said = [refusal(calendar=None), refusal(calendar=replace(calendar, id="XX"))]

    assert said == [
        "Rule W is counted with calendar VN, but none was given.",
        "Rule W is counted with calendar VN, not with XX.",
    ]


def test_limit_that_would_end_after_the_last_year_is_refused(refusal, calendar_days):
    said = refusal(of=calendar_days(10_000, unit=Unit.QUARTER, calendar=""), start=_late())

    assert said == "Rule C would be due after the year 9999."


def _late():
    from datetime import UTC, datetime

    return datetime(9000, 1, 1, tzinfo=UTC)
