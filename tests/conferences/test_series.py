"""A series keeps its rhythm: periods begin with the law's clock, are met by what was held, or are missed openly."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from hoiam.conferences.dates import day_begins
from hoiam.conferences.models import Notice, Period
from hoiam.conferences.operations.periods import begin_periods, explain_missed
from hoiam.conferences.operations.series import end_series, open_series
from hoiam.conferences.queries.periods import bounds, lines_of
from hoiam.conferences.signals import conference_held
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Clock, JournalLine
from hoiam.desks.operations.clocks import is_in_time, mark_times
from hoiam.desks.terms import Duty
from tests.factories.conferences import make_conference
from tests.factories.enquiries import load_law

pytestmark = pytest.mark.django_db
AT = datetime(2026, 8, 20, 2, tzinfo=UTC)
Q3, Q4 = date(2026, 7, 1), date(2026, 10, 1)
DAY = timedelta(days=1)
TITLE = {"vi": "Hội nghị cung cấp thông tin quý", "en": "Quarterly briefing"}


def opened(cast, at=AT, **given):
    given = {"title": TITLE, "rhythm": "quarterly", "starts_on": Q3} | given
    return open_series(desk=cast.desk, by=cast.spokesperson, at=at, **given)


def held(series, cast, day, at, **given):
    """A conference of the series, marked as held at that instant."""
    row = make_conference(cast.desk, cast.spokesperson, series=series, starts_on=day, ends_on=day, **given)
    row.precision, row.held_at, row.announced_at = "day", at, at - DAY
    row.save()
    conference_held.send(type(row), conference=row, by=cast.spokesperson, at=at)
    return row


@pytest.mark.parametrize(
    ("rhythm", "day", "found"),
    [
        ("monthly", date(2026, 2, 28), (date(2026, 2, 1), date(2026, 2, 28))),
        ("monthly", date(2027, 12, 31), (date(2027, 12, 1), date(2027, 12, 31))),
        ("quarterly", date(2026, 12, 1), (Q4, date(2026, 12, 31))),
        ("quarterly", date(2028, 1, 31), (date(2028, 1, 1), date(2028, 3, 31))),
    ],
)
def test_period_of_a_day_has_the_bounds_of_its_month_or_quarter(rhythm, day, found):
    assert bounds(rhythm, day) == found


def test_series_begins_its_period_with_the_limit_of_the_law_and_a_held_conference_meets_it(cast):
    load_law()
    series = opened(cast)
    clock = Clock.objects.get(record_kind="conferences.period")
    assert (clock.act, clock.duty, clock.rule.rule_id) == ("hold_conference", Duty.LEGAL, "VN-D244-QUARTERLY")

    conference = held(series, cast, date(2026, 9, 29), datetime(2026, 10, 2, 2, tzinfo=UTC))

    clock.refresh_from_db()
    conference.refresh_from_db()
    assert clock.met_at == day_begins(date(2026, 9, 29))
    assert is_in_time(clock)
    assert conference.period == Period.objects.get(starts_on=Q3)
    [line] = lines_of([series], datetime(2026, 10, 2, tzinfo=UTC))[series.pk]
    assert (line.state, line.conferences, line.clock) == ("held", [conference], clock)


def test_period_that_passes_without_a_conference_is_missed_and_a_later_one_does_not_meet_it(cast):
    load_law()
    series = opened(cast)
    after = datetime(2026, 10, 20, 2, tzinfo=UTC)
    planned = make_conference(cast.desk, series=series, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30))
    with pytest.raises(ReasonsAgainst, match="chưa kết thúc"):
        explain_missed(period=Period.objects.get(), why={"en": "Flood."}, by=cast.head, at=AT)

    assert begin_periods(after) == 1
    assert begin_periods(after) == 0
    conference = held(series, cast, date(2026, 10, 15), after, number=2)
    explain_missed(period=Period.objects.get(starts_on=Q3), why={"vi": "Bão lũ."}, by=cast.head, at=after)

    lines = lines_of([series], after)[series.pk]
    assert [(line.starts_on, line.state, line.conferences) for line in lines] == [
        (Q4, "held", [conference]),
        (Q3, "missed", [planned]),
    ]
    assert [line.clock.met_at is None for line in lines] == [False, True]
    assert lines[1].period.missed_why == {"vi": "Bão lũ."}
    with pytest.raises(ReasonsAgainst, match="Đã có hội nghị"):
        explain_missed(period=lines[0].period, why={"en": "Flood."}, by=cast.head, at=after + 90 * DAY)


def test_time_of_a_period_is_told_to_those_who_decide_and_never_twice(cast):
    load_law()
    opened(cast)
    for _again in range(3):
        mark_times(at=datetime(2026, 9, 25, tzinfo=UTC))
    told = Notice.objects.filter(what="period_time", share=75)
    assert {row.person for row in told} == {cast.spokesperson, cast.head}
    assert told.count() == 2


def test_law_of_the_first_day_counts_and_without_one_the_desk_s_own_rhythm_does(cast):
    """No row of law was loaded: what runs is what the desk promised, to the last minute of the month."""
    opened(cast, rhythm="monthly", starts_on=date(2026, 8, 31))
    clock = Clock.objects.get(record_kind="conferences.period")
    assert (clock.act, clock.duty, clock.rule) == ("update", Duty.PROMISED, None)
    assert clock.due_at == day_begins(date(2026, 9, 1)) - timedelta(minutes=1)


def test_series_is_opened_and_ended_by_those_who_decide_with_every_reason_against_at_once(cast):
    with pytest.raises(MayNot):
        open_series(desk=cast.desk, title=TITLE, rhythm="monthly", starts_on=Q3, by=cast.case_officer, at=AT)
    with pytest.raises(ReasonsAgainst) as against:
        opened(cast, title={}, starts_on=date(2026, 6, 30))
    assert len(against.value.reasons) == 2
    series = opened(cast)
    with pytest.raises(ReasonsAgainst, match="Đã có chuỗi"):
        opened(cast)

    end_series(series=series, why={"vi": "Nhập vào kỳ chung."}, by=cast.head, at=AT + DAY)

    assert begin_periods(AT + 200 * DAY) == 0
    assert Clock.objects.get(record_kind="conferences.period").stopped_at == AT + DAY
    with pytest.raises(ReasonsAgainst, match="đã kết thúc từ trước"):
        end_series(series=series, why={"vi": "Lại."}, by=cast.head, at=AT + DAY)
    verbs = list(JournalLine.objects.filter(verb__contains="series").values_list("verb", flat=True))
    assert verbs == ["opened series", "ended series"]
