"""Figures in public, and the list that each opens."""

from __future__ import annotations

from datetime import date

import pytest

from hoiam.desks.models import Clock
from hoiam.enquiries.models import DailyCount, Enquiry
from hoiam.enquiries.operations.answering import refuse, withhold
from hoiam.enquiries.operations.clarifying import ask_clarification, clarified
from hoiam.enquiries.operations.counting import count_days
from hoiam.enquiries.operations.from_asker import dispute
from hoiam.enquiries.operations.order import reorder
from hoiam.enquiries.queries.daycounts import first_broken_day
from hoiam.enquiries.queries.punctuality import (
    FIGURES,
    Measure,
    Period,
    figure_list,
    month_of,
    punctuality_of,
    quarter_of,
    year_of,
)
from tests.factories.enquiries import (
    ANSWER,
    AT,
    DAY,
    HOUR,
    clear,
    make_answered,
    make_assigned,
    make_enquiry,
    make_registered,
)

pytestmark = pytest.mark.django_db

SEPTEMBER = month_of(date(2026, 9, 15))
LATER = AT + 60 * DAY


def test_periods_end_on_their_last_day():
    day = date(2026, 2, 10)

    assert [month_of(day), quarter_of(day), year_of(day)] == [
        Period(date(2026, 2, 1), date(2026, 2, 28)),
        Period(date(2026, 1, 1), date(2026, 3, 31)),
        Period(date(2026, 1, 1), date(2026, 12, 31)),
    ]


def test_figures_of_nothing_are_empty_and_not_zero_days(cast):
    figures = punctuality_of(cast.desk, SEPTEMBER, LATER)

    assert (figures.received, figures.closed, figures.share_in_time) == (0, Measure(0, None, None), None)


def test_median_and_ninetieth_percentile_are_by_nearest_rank(cast):
    for days in range(1, 11):
        make_answered(cast, answered_at=AT + days * DAY)

    figures = punctuality_of(cast.desk, SEPTEMBER, LATER)

    assert figures.closed == Measure(10, 5.0, 9.0)
    assert figures.first_answer == Measure(10, 5.0, 9.0)
    assert figures.acknowledged == Measure(10, 0.04, 0.04)


def test_share_in_time_counts_what_is_met_or_past_and_nothing_else(cast):
    make_answered(cast, answered_at=AT + DAY)
    make_answered(cast, answered_at=AT + 20 * DAY)
    make_registered(cast)

    at_once = punctuality_of(cast.desk, SEPTEMBER, AT + 2 * DAY)
    later = punctuality_of(cast.desk, SEPTEMBER, LATER)

    assert (at_once.due, later.due) == (4, 6)
    assert (later.in_time, later.share_in_time) == (3, 0.5)


def test_answer_within_the_minute_of_the_limit_is_in_time(cast):
    answer = make_answered(cast)
    Clock.objects.filter(rule__isnull=False).update(due_at=answer.sent_at.replace(second=0))

    assert punctuality_of(cast.desk, SEPTEMBER, LATER).share_in_time == 1.0


def test_every_kind_of_end_is_told_by_code(cast):
    enquiry = make_assigned(cast)
    refusal = refuse(
        enquiry=enquiry, code="state_secret", by=cast.case_officer, at=AT + 3 * HOUR, body=ANSWER
    )
    clear(cast, refusal, AT + 4 * HOUR)
    answer = make_answered(cast)
    withhold(answer=answer, code="private_person", why="Lộ tên", by=cast.head, at=AT + 6 * HOUR)
    dispute(enquiry=answer.enquiry, about="answered", words="Chưa", at=AT + 2 * DAY)
    first, second = make_registered(cast), make_registered(cast)
    reorder(enquiry=second, before=first, reason="Lũ", by=cast.head, at=AT + DAY)

    figures = punctuality_of(cast.desk, SEPTEMBER, LATER)

    assert (
        figures.refused_by_code,
        figures.withheld_by_code,
        figures.disputes_by_subject,
        figures.reorders,
        figures.by_state,
        figures.is_open,
        figures.overdue,
    ) == (
        {"state_secret": 1},
        {"private_person": 1},
        {"answered": 1},
        1,
        {"answered": 1, "refused": 1, "registered": 2},
        2,
        2,
    )


def test_paused_days_add_up(cast):
    enquiry = make_assigned(cast)
    for clock in Clock.objects.filter(rule__isnull=False):
        clock.rule.row["pause_on"] = "clarification"
        clock.rule.save()
    ask_clarification(enquiry=enquiry, words="Năm nào?", by=cast.intake, at=AT + DAY)
    clarified(enquiry=enquiry, by=cast.intake, at=AT + 4 * DAY)

    figures = punctuality_of(cast.desk, SEPTEMBER, LATER)

    assert (figures.paused, figures.paused_days) == (1, 6.0)


def test_figures_of_another_desk_and_month_stand_apart(cast):
    make_enquiry(cast)
    make_enquiry(cast, desk=cast.other_desk)
    make_enquiry(cast, at=AT + 40 * DAY)

    counted = [
        punctuality_of(cast.desk, SEPTEMBER, LATER).received,
        punctuality_of(None, SEPTEMBER, LATER).received,
        punctuality_of(cast.desk, year_of(AT.date()), LATER).received,
    ]

    assert counted == [1, 2, 2]


@pytest.mark.parametrize("count", [1, 4])
def test_figures_cost_the_same_queries_whatever_their_size(cast, django_assert_num_queries, count):
    for _number in range(count):
        make_answered(cast)

    with django_assert_num_queries(17):
        punctuality_of(cast.desk, SEPTEMBER, LATER)


def test_each_figure_opens_a_list_as_long_as_itself(cast):
    make_answered(cast, answered_at=AT + 20 * DAY)
    make_answered(cast, answered_at=AT + DAY)
    make_registered(cast)
    figures = punctuality_of(cast.desk, SEPTEMBER, LATER)

    lengths = {
        name: len(figure_list(name, cast.desk, SEPTEMBER, LATER).rows)
        for name in ("received", "acknowledged", "first_answer", "closed", "open", "overdue")
    }

    assert lengths == {
        "received": figures.received,
        "acknowledged": figures.acknowledged.count,
        "first_answer": figures.first_answer.count,
        "closed": figures.closed.count,
        "open": figures.is_open,
        "overdue": figures.overdue,
    }


def test_lists_in_time_and_late_name_the_enquiries_whose_limits_they_count(cast):
    early = make_answered(cast, answered_at=AT + DAY).enquiry.reference
    between = make_answered(cast, answered_at=AT + 20 * DAY).enquiry.reference
    waiting = make_registered(cast).reference

    lists = {
        name: [line.reference for line in figure_list(name, cast.desk, SEPTEMBER, LATER).rows]
        for name in ("in_time", "late")
    }

    assert lists == {"in_time": [early, between], "late": [between, waiting]}


@pytest.mark.parametrize("figure", sorted(FIGURES))
def test_list_behind_a_figure_shows_reference_kind_dates_and_state_only(cast, figure):
    make_answered(cast)

    rows = figure_list(figure, None, SEPTEMBER, LATER, code="answered").rows

    shown = {name for row in rows for name in row.__dataclass_fields__}
    assert shown <= {
        "reference",
        "kind",
        "state",
        "received_at",
        "acknowledged_at",
        "first_answer_at",
        "closed_at",
    }


def test_list_of_an_unknown_figure_is_refused(cast):
    with pytest.raises(KeyError):
        figure_list("askers", None, SEPTEMBER, LATER)


def test_days_are_counted_once_and_chained(cast):
    make_enquiry(cast)
    make_enquiry(cast)
    make_enquiry(cast, at=AT + 2 * DAY)

    made = [count_days(AT + 3 * DAY), count_days(AT + 3 * DAY), count_days(AT + 4 * DAY)]

    rows = DailyCount.objects.filter(desk=cast.desk).order_by("day")
    assert made == [3, 0, 1]
    assert [(row.day.day, row.taken_in, row.total) for row in rows] == [
        (7, 2, 2),
        (8, 0, 2),
        (9, 1, 3),
        (10, 0, 3),
    ]
    assert [row.previous_digest for row in rows][1:] == [row.digest for row in rows][:-1]
    assert first_broken_day(cast.desk) is None


@pytest.mark.parametrize("change", [{"reference": "DN-2026-00009"}, {"taken_in_at": AT + DAY}])
def test_enquiry_that_vanishes_or_moves_breaks_the_count_of_its_day(cast, change):
    make_enquiry(cast)
    enquiry = make_enquiry(cast)
    count_days(AT + 3 * DAY)

    Enquiry.objects.filter(pk=enquiry.pk).update(**change)

    assert first_broken_day(cast.desk) == date(2026, 9, 7)


def test_count_altered_by_hand_is_found(cast):
    make_enquiry(cast)
    count_days(AT + 3 * DAY)
    DailyCount.objects.filter(day=date(2026, 9, 8)).update(taken_in=5)

    assert first_broken_day(cast.desk) == date(2026, 9, 8)
