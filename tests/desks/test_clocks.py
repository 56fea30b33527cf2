from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import CalendarDay, CalendarVersion, Clock, LawRule
from hoiam.desks.operations import clocks
from hoiam.desks.operations.packs import make_calendar_version
from hoiam.desks.queries.clocks import clocks_of, explanation, next_due
from hoiam.desks.queries.law import explain
from hoiam.desks.signals import mark_reached
from tests.factories.desks import make_country
from tests.factories.records import make_record

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 8, 20, 9, 0, tzinfo=HANOI)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law(db):
    make_country()


def start(desk, record, kind, event="received", at=AT):
    return clocks.start_clocks(
        desk=desk, record=record, kind=kind, event=event, started_at=at, by="worker", at=at
    )


def local(moment):
    return moment.astimezone(HANOI).strftime("%Y-%m-%d %H:%M") if moment else None


def test_press_enquiry_on_either_side_of_the_first_of_july_runs_under_different_laws(desk):
    before, after = make_record(desk), make_record(desk)

    old = start(desk, before, "press_enquiry", at=datetime(2026, 6, 30, 23, 30, tzinfo=HANOI))
    new = start(desk, after, "press_enquiry", at=datetime(2026, 7, 1, 0, 30, tzinfo=HANOI))

    assert [(c.rule.rule_id, c.duty, local(c.due_at)) for c in old] == [
        ("VN-PL16-REPLY", "legal", "2026-07-30 23:59")
    ]
    assert sorted((c.rule.rule_id, c.duty) for c in new) == [
        ("VN-D244-REQUEST", "warning"),
        ("VN-PL25-REPLY", "warning"),
    ]


def test_clock_over_a_worked_saturday_counts_it_and_skips_the_day_off_given_for_it(desk):
    record = make_record(desk)

    started = start(desk, record, "foreign_press_request", at=datetime(2026, 8, 20, 9, 0, tzinfo=HANOI))

    counted = [line.day for line in explanation(started[0]) if line.counted]
    assert counted == ["2026-08-21", "2026-08-22", "2026-08-24", "2026-08-25", "2026-08-26"]


def test_holiday_added_while_running_moves_the_clock_and_says_which_day(desk):
    record = make_record(desk)
    start(desk, record, "foreign_press_request")
    current = CalendarVersion.objects.get(is_current=True)
    days = list(current.days.all())
    days.append(CalendarDay(day=AT.date().replace(day=25), kind="off", name={"vi": "Nghỉ bão"}, source="QĐ"))
    make_calendar_version(calendar_id="VN", days=days, made_by=None, reason="bão", at=AT)

    moved = clocks.recompute_clocks(by="worker", at=AT, why="bão")

    assert [(local(clock.due_at), "2026-08-25" in said) for clock, said in moved] == [
        ("2026-08-27 23:59", True)
    ]


def test_confirmed_rule_turns_an_open_warning_into_a_legal_limit(desk):
    record = make_record(desk)
    start(desk, record, "access_request", event="request_valid", at=datetime(2026, 9, 3, 9, tzinfo=HANOI))
    law = LawRule.objects.get(rule_id="VN-ATI26-ANSWER")
    row = {**law.row, "base": "legal", "amount": "10", "unit": "working_day", "state": "read"}
    LawRule.objects.filter(pk=law.pk).update(is_current=False)
    law.pk, law.version, law.row, law.state, law.is_current = None, 2, row, "read", True
    law.save(force_insert=True)

    clocks.recompute_clocks(by="worker", at=AT, why="confirmed")

    assert list(Clock.objects.values_list("duty", "counted_with")) == [("legal", "VN-ATI26-ANSWER:2 VN:1")]


def test_rule_that_allows_no_pause_refuses_one_and_keeps_nothing(desk):
    record = make_record(desk)
    clock = start(desk, record, "foreign_press_request")[0]

    with pytest.raises(ReasonsAgainst):
        clocks.pause_clock(clock=clock, by="worker", at=AT, reason="waiting for the asker")

    assert clock.pauses.count() == 0


def test_extension_needs_its_notice_and_comes_before_the_due_date(desk, cast):
    record = make_record(cast.desk)
    start(cast.desk, record, "data_subject_request")
    clock = next(c for c in clocks_of(record) if c.rule.rule_id == "VN-PDP-STOP")
    clocks.extend_clock(clock=clock, by=cast.case_officer, at=AT, reason="nhiều hồ sơ", needs_met=True)

    assert local(clock.due_at) == "2026-09-21 23:59", "15 calendar days more end on a Saturday and roll"
    with pytest.raises(ReasonsAgainst):
        clocks.extend_clock(clock=clock, by=cast.case_officer, at=AT, reason="nữa", needs_met=True)


def test_acknowledging_meets_one_clock_of_two(desk):
    record = make_record(desk)
    start(desk, record, "data_subject_request")

    met = clocks.meet_clocks(record=record, act="acknowledge", by="worker", at=AT)

    assert [clock.rule.rule_id for clock in met] == ["VN-PDP-ACK"]
    assert next_due(record).rule.rule_id == "VN-PDP-STOP"


def test_marks_are_told_once_each_and_in_order(desk):
    record = make_record(desk)
    start(desk, record, "matter", event="event_handled")
    told = []

    def hear(sender, clock, share, at, **_kw):
        told.append(share)

    mark_reached.connect(hear)
    try:
        for hours in (11, 12, 13, 18, 22, 25, 26):
            at = datetime.fromtimestamp(AT.timestamp() + hours * 3600, UTC)
            clocks.mark_times(at=at)
    finally:
        mark_reached.disconnect(hear)

    assert told == [50, 75, 90, 100]


def test_explanation_is_told_in_the_readers_language(desk):
    with translation.override("vi"):
        said = explain(rule_id="VN-D88-FOREIGN", start="2026-08-28T09:00+07:00")

    assert said["due"] == "2026-09-09T23:59:59+07:00"
    assert said["trace"][0]["why"] == "ngày không tính: nhận được yêu cầu"
    assert [line["day"] for line in said["trace"] if line["counted"]] == [
        "2026-09-03",
        "2026-09-04",
        "2026-09-07",
        "2026-09-08",
        "2026-09-09",
    ]


def test_unknown_rule_and_instant_without_zone_are_refused_in_sentences(desk):
    for words in (
        {"rule_id": "NO", "start": "2026-08-28T09:00+07:00"},
        {"rule_id": "VN-D88-FOREIGN", "start": "2026-08-28T09:00"},
    ):
        with pytest.raises(ReasonsAgainst):
            explain(**words)
