"""The duty roster: who is on duty, who stands in, when nobody is, and handing over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import ActingPeriod, Clock, DutyShift, JournalLine
from hoiam.desks.operations.clocks import mark_times, recompute_clocks, start_promise
from hoiam.desks.operations.duty import end_duty, hand_duty_over, put_on_duty
from hoiam.desks.queries.duty import gaps_in, on_duty, people_on_duty, shifts_within
from hoiam.desks.queries.standing import standing_of
from tests.factories.desks import make_person
from tests.factories.records import make_record

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NIGHT = (AT, AT + 14 * HOUR)


def put(cast, name: str, post: str, starts_at=NIGHT[0], ends_at=NIGHT[1], *, by: str = "head", at=AT, **more):
    return put_on_duty(
        person=getattr(cast, name),
        post=post,
        starts_at=starts_at,
        ends_at=ends_at,
        standing=standing_of(getattr(cast, by), cast.desk, at),
        at=at,
        **more,
    )


def test_people_on_duty_are_those_of_the_hour_reviewer_first(cast):
    put(cast, "spokesperson", "spokesperson", phone="0905 000 001")
    put(cast, "reviewer", "reviewer")

    now, later = on_duty(cast.desk, AT + HOUR), on_duty(cast.desk, NIGHT[1])

    assert [(one.shift.post, one.person.name, one.phone) for one in now] == [
        ("reviewer", "reviewer", ""),
        ("spokesperson", "spokesperson", "0905 000 001"),
    ]
    assert later == []


def test_substitute_is_on_duty_for_an_absent_colleague_without_the_absent_ones_number(cast):
    put(cast, "spokesperson", "spokesperson", phone="0905 000 001")
    deputy = make_person("deputy")
    ActingPeriod.objects.create(
        desk=cast.desk,
        absent=cast.spokesperson,
        substitute=deputy,
        roles=["spokesperson"],
        starts_at=AT + HOUR,
        ends_at=AT + 3 * HOUR,
    )

    told = [
        [(one.person.name, one.stands_in, one.phone) for one in on_duty(cast.desk, AT + hours * HOUR)]
        for hours in (0, 2, 4)
    ]

    own = [("spokesperson", False, "0905 000 001")]
    assert told == [own, [("deputy", True, "")], own]


def test_person_whose_login_ended_is_not_on_duty_and_leaves_a_gap(cast):
    put(cast, "reviewer", "reviewer")
    cast.reviewer.is_active = False
    cast.reviewer.save()

    gaps = gaps_in(shifts_within(cast.desk, *NIGHT), *NIGHT)

    assert people_on_duty(cast.desk, AT + HOUR) == []
    assert [(gap.post, gap.starts_at, gap.ends_at) for gap in gaps] == [
        ("reviewer", *NIGHT),
        ("spokesperson", *NIGHT),
    ]


def test_gaps_are_what_the_shifts_leave_open(cast):
    put(cast, "spokesperson", "spokesperson", AT - 5 * HOUR, AT + 2 * HOUR, at=AT - 6 * HOUR)
    put(cast, "head", "spokesperson", AT + HOUR, AT + 4 * HOUR)
    put(cast, "spokesperson", "spokesperson", AT + 6 * HOUR, AT + 20 * HOUR)
    put(cast, "reviewer", "reviewer", AT - HOUR, AT + 20 * HOUR)

    gaps = gaps_in(shifts_within(cast.desk, *NIGHT), *NIGHT)

    assert [(gap.post, gap.starts_at, gap.ends_at) for gap in gaps] == [
        ("spokesperson", AT + 4 * HOUR, AT + 6 * HOUR)
    ]


@pytest.mark.parametrize(
    ("name", "post"),
    [("case_officer", "reviewer"), ("reviewer", "spokesperson"), ("stranger", "reviewer"), ("head", "cook")],
)
def test_post_takes_nobody_whose_roles_do_not_fit(cast, name, post):
    with pytest.raises(ReasonsAgainst):
        put(cast, name, post)
    assert DutyShift.objects.count() == 0


def test_roster_is_planned_by_leaders_and_the_administrator_only(cast):
    put(cast, "reviewer", "reviewer", by="desk_admin")

    with pytest.raises(MayNot):
        put(cast, "spokesperson", "spokesperson", by="case_officer")
    assert JournalLine.objects.filter(verb="put on duty").count() == 1


@pytest.mark.parametrize(
    ("starts_at", "ends_at"),
    [(AT, AT), (AT - 2 * HOUR, AT - HOUR), (AT, AT + timedelta(days=15))],
)
def test_time_that_cannot_be_is_refused(cast, starts_at, ends_at):
    with pytest.raises(ReasonsAgainst):
        put(cast, "reviewer", "reviewer", starts_at, ends_at)


def test_same_person_is_not_put_on_duty_twice_for_one_time(cast):
    put(cast, "reviewer", "reviewer")

    with pytest.raises(ReasonsAgainst):
        put(cast, "reviewer", "reviewer", AT + HOUR, AT + 20 * HOUR)


def test_hand_over_ends_one_shift_and_begins_the_next_at_the_same_instant(cast):
    shift = put(cast, "spokesperson", "spokesperson")
    mine = standing_of(cast.spokesperson, cast.desk, AT)

    taken = hand_duty_over(
        shift=shift,
        to=cast.head,
        standing=mine,
        at=AT + 2 * HOUR,
        note=" Chờ số liệu của bệnh viện. ",
        phone="0905",
    )

    shift.refresh_from_db()
    assert (shift.ends_at, taken.starts_at, taken.ends_at) == (AT + 2 * HOUR, AT + 2 * HOUR, NIGHT[1])
    assert (taken.follows, taken.handed_over_with, taken.phone) == (
        shift,
        "Chờ số liệu của bệnh viện.",
        "0905",
    )
    assert gaps_in(shifts_within(cast.desk, *NIGHT), *NIGHT)[0].post == "reviewer"
    assert "bệnh viện" not in str(list(JournalLine.objects.values()))


@pytest.mark.parametrize(
    ("to", "hours"), [("spokesperson", 2), ("case_officer", 2), ("head", -1), ("head", 15)]
)
def test_hand_over_to_the_wrong_person_or_outside_the_shift_is_refused(cast, to, hours):
    shift = put(cast, "spokesperson", "spokesperson")

    with pytest.raises(ReasonsAgainst):
        hand_duty_over(
            shift=shift,
            to=getattr(cast, to),
            standing=standing_of(cast.head, cast.desk, AT),
            at=AT + hours * HOUR,
        )


def test_note_of_a_hand_over_that_is_marked_secret_is_not_kept(cast):
    shift = put(cast, "spokesperson", "spokesperson")

    with pytest.raises(ReasonsAgainst):
        hand_duty_over(
            shift=shift,
            to=cast.head,
            standing=standing_of(cast.head, cast.desk, AT),
            at=AT + HOUR,
            note="TỐI MẬT\nPhương án",
        )
    assert DutyShift.objects.count() == 1


def test_shift_that_ends_opens_a_gap_and_one_to_come_is_taken_away(cast):
    running, coming = (
        put(cast, "reviewer", "reviewer"),
        put(cast, "head", "reviewer", AT + 20 * HOUR, AT + 30 * HOUR),
    )
    mine = standing_of(cast.head, cast.desk, AT)

    end_duty(shift=running, standing=mine, at=AT + HOUR)
    end_duty(shift=coming, standing=mine, at=AT + HOUR)

    assert list(DutyShift.objects.values_list("ends_at", flat=True)) == [AT + HOUR]
    with pytest.raises(MayNot):
        end_duty(shift=running, standing=standing_of(cast.stranger, cast.other_desk, AT), at=AT)


def test_promise_passes_its_shares_evenly_by_night_and_is_never_recounted(cast):
    record = make_record(cast.desk)
    clock = start_promise(
        desk=cast.desk, record=record, act="update", due_at=AT + 2 * HOUR, by=cast.head, at=AT
    )

    shares = []
    for minutes in (59, 60, 90, 108, 120, 500):
        mark_times(at=AT + timedelta(minutes=minutes))
        shares.append(sorted(clock.marks.values_list("share", flat=True)))

    assert shares == [[], [50], [50, 75], [50, 75, 90], [50, 75, 90, 100], [50, 75, 90, 100]]
    recompute_clocks(by="operator", at=AT, why="test")
    assert Clock.objects.get().due_at == AT + 2 * HOUR


def test_promise_of_a_moment_that_is_past_is_refused(cast):
    with pytest.raises(ReasonsAgainst):
        start_promise(
            desk=cast.desk, record=make_record(cast.desk), act="update", due_at=AT, by=cast.head, at=AT
        )
