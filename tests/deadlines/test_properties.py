"""What holds for every start, amount, calendar and pause."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hoiam.deadlines import (
    Calendar,
    CalendarDay,
    CountsFrom,
    DayKind,
    Extension,
    Pause,
    Rule,
    Unit,
    compare,
    due,
    reached_at,
    share_elapsed,
    trace_from_rows,
    trace_to_rows,
)

ZONES = st.sampled_from(
    [ZoneInfo(name) for name in ("Asia/Ho_Chi_Minh", "Europe/Paris", "America/New_York", "Asia/Beirut")]
)
FIRST_DAY = date(2025, 12, 1)
STARTS = st.integers(0, 400 * 24 * 60).map(
    lambda minutes: datetime(2025, 12, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
ROLLING = st.sampled_from([Unit.CALENDAR_DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.QUARTER])
AMOUNTS = st.integers(1, 40)


@st.composite
def calendars(draw) -> Calendar:
    numbers = draw(st.dictionaries(st.integers(0, 700), st.sampled_from(DayKind), max_size=40))
    days = tuple(
        CalendarDay(FIRST_DAY + timedelta(days=number), kind, "day", "drawn")
        for number, kind in sorted(numbers.items())
    )
    rest = draw(st.sampled_from([frozenset({6, 7}), frozenset({5}), frozenset(), frozenset({4, 5, 6, 7})]))
    return Calendar("VN", 1, days, rest)


@st.composite
def rules(draw, units=ROLLING) -> Rule:
    unit = draw(units)
    amount = draw(st.integers(1, 6) if unit in (Unit.MONTH, Unit.QUARTER) else AMOUNTS)
    counts_from = draw(st.sampled_from(CountsFrom))
    return Rule(
        id="R",
        unit=unit,
        amount=amount,
        calendar="VN",
        counts_from=counts_from,
        pause_on=("clarification",),
        ext_amount=3,
        ext_unit=Unit.WORKING_DAY,
        ext_max=2,
    )


@given(rules(), STARTS, calendars(), ZONES)
@settings(max_examples=150, deadline=None)
def test_due_in_days_is_the_end_of_a_working_day_and_counts_exactly_its_total(rule, start, calendar, zone):
    result = due(rule, start, calendar=calendar, zone=zone)

    assert not calendar.is_off(result.due_date)
    assert (result.due_at + timedelta(seconds=1)).astimezone(zone).date() == result.due_date + timedelta(1)
    assert sum(line.counted for line in result.trace) == result.total
    if rule.unit in (Unit.CALENDAR_DAY, Unit.WORKING_DAY):
        assert result.total == rule.amount
    assert start < result.due_at


@given(rules(), STARTS, calendars(), ZONES)
@settings(max_examples=100, deadline=None)
def test_trace_tells_every_local_day_once_and_in_order(rule, start, calendar, zone):
    result = due(rule, start, calendar=calendar, zone=zone)

    days = [line.day for line in result.trace]
    first = start.astimezone(zone).date()
    assert days == [first + timedelta(days=number) for number in range(len(days))]
    assert days[-1] == result.due_date
    assert trace_from_rows(trace_to_rows(result.trace)) == result.trace


@given(rules(), STARTS, st.integers(0, 60 * 24 * 40), calendars(), ZONES)
@settings(max_examples=150, deadline=None)
def test_due_never_comes_earlier_for_a_later_start(rule, start, minutes, calendar, zone):
    later = start + timedelta(minutes=minutes)

    sooner, then = (due(rule, at, calendar=calendar, zone=zone).due_at for at in (start, later))

    assert sooner <= then


@given(rules(), STARTS, st.integers(1, 20), calendars(), ZONES)
@settings(max_examples=100, deadline=None)
def test_due_never_comes_earlier_for_a_larger_amount(rule, start, more, calendar, zone):
    longer = replace(rule, amount=rule.amount + more)

    less, then = (due(each, start, calendar=calendar, zone=zone).due_at for each in (rule, longer))

    assert less <= then


@given(rules(), STARTS, calendars(), st.integers(0, 500), ZONES)
@settings(max_examples=150, deadline=None)
def test_due_never_comes_earlier_for_one_more_holiday(rule, start, calendar, number, zone):
    day = FIRST_DAY + timedelta(days=number)
    assume(day not in calendar.by_day)
    holiday = CalendarDay(day, DayKind.OFF, "declared", "drawn")
    more = replace(calendar, version=2, days=(*calendar.days, holiday))

    old, new = (due(rule, start, calendar=each, zone=zone) for each in (calendar, more))

    assert old.due_at <= new.due_at
    assert compare(old, new).moved == (old.due_at != new.due_at)


@given(STARTS, AMOUNTS, calendars(), ZONES, st.integers(0, 20 * 1440), st.integers(0, 30 * 1440))
@settings(max_examples=200, deadline=None)
def test_pause_moves_a_limit_in_working_days_by_at_least_the_working_days_inside_it(
    start, amount, calendar, zone, begins, lasts
):
    rule = Rule(id="R", unit=Unit.WORKING_DAY, amount=amount, calendar="VN", pause_on=("clarification",))
    plain = due(rule, start, calendar=calendar, zone=zone)
    pause = Pause(start + timedelta(minutes=begins), start + timedelta(minutes=begins + lasts))
    assume(pause.start <= plain.due_at)

    paused = due(rule, start, calendar=calendar, zone=zone, pauses=[pause])

    first, last = (at.astimezone(zone).date() for at in (pause.start, pause.end))
    counting_from = start.astimezone(zone).date() + timedelta(days=1)
    inside = _working_days(calendar, max(first + timedelta(days=1), counting_from), last)
    moved = _working_days(calendar, plain.due_date + timedelta(1), paused.due_date + timedelta(1))
    assert moved >= inside


def _working_days(calendar: Calendar, first: date, end: date) -> int:
    """Working days from `first` until before `end`."""
    return sum(not calendar.is_off(first + timedelta(days=n)) for n in range(max((end - first).days, 0)))


@given(rules(), STARTS, calendars(), ZONES, st.integers(1, 2))
@settings(max_examples=100, deadline=None)
def test_extension_moves_the_due_date_later_by_its_working_days(rule, start, calendar, zone, times):
    plain = due(rule, start, calendar=calendar, zone=zone)

    extended = due(rule, start, calendar=calendar, zone=zone, extensions=[Extension(start, times)])

    first = plain.due_date + timedelta(days=1)
    assert _working_days(calendar, first, extended.due_date + timedelta(days=1)) == 3 * times


@given(STARTS, st.integers(1, 200), ZONES, st.integers(0, 5000), st.integers(0, 5000))
@settings(max_examples=150, deadline=None)
def test_running_hours_end_after_exactly_their_hours_and_the_pause(start, hours, zone, begins, lasts):
    rule = Rule(id="H", unit=Unit.RUNNING_HOUR, amount=hours, pause_on=("clarification",))
    assume(begins < hours * 60)
    pause = Pause(start + timedelta(minutes=begins), start + timedelta(minutes=begins + lasts))

    result = due(rule, start, calendar=None, zone=zone, pauses=[pause])

    assert result.due_at == start + timedelta(hours=hours, minutes=lasts)
    told = [dict(w.parameters) for line in result.trace for w in line.why if w.code == "hours_run"]
    assert sum(run["hours"] * 60 + run["minutes"] for run in told) == hours * 60 == result.total


@given(rules(), STARTS, calendars(), ZONES, st.integers(0, 100), st.integers(0, 100))
@settings(max_examples=100, deadline=None)
def test_share_elapsed_grows_and_reaches_a_mark_when_it_says(rule, start, calendar, zone, one, other):
    result = due(rule, start, calendar=calendar, zone=zone)
    span = result.due_at - start
    early, late = sorted((one, other))

    shares = [share_elapsed(result, start + span * part / 100) for part in (early, late)]

    assert 0.0 <= shares[0] <= shares[1] <= 1.0
    assert share_elapsed(result, result.due_at + timedelta(seconds=1)) == 1.0
    for mark in (50, 75, 90):
        at = reached_at(result, mark)
        assert at <= result.due_at + timedelta(seconds=1)
        assert abs(share_elapsed(result, at) * 100 - mark) < 0.01
