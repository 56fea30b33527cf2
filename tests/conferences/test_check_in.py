"""Check-in at the door: replayed, out of order, forged, of another conference, from paper."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hoiam.conferences.models import CheckIn, Conference, Delegate, Session
from hoiam.conferences.operations.checkin import Scan, check_in, enter_paper, undo_check_in
from hoiam.conferences.operations.registering import register_delegates
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalLine
from tests.factories.trainings import AT, DOOR, make_place, make_training, people


@pytest.fixture
def training(cast):
    made = make_training(cast, seats=3)
    entries = people(4, make_place("hue", "Huế"))
    register_delegates(conference=made, entries=entries, by=cast.case_officer, at=AT)
    return made


def codes(training: Conference) -> list[str]:
    return list(Delegate.objects.filter(conference=training).order_by("pk").values_list("code", flat=True))


def scan(cast, training, *scans: Scan, **given):
    given = {"by": cast.intake, "at": DOOR, **given}
    return [one.what for one in check_in(conference=training, scans=list(scans), **given)]


def test_queue_sent_twice_and_out_of_order_checks_everybody_in_once_at_the_earliest_moment(cast, training):
    first, second = codes(training)[:2]
    early = Scan("scan-0001", first, DOOR - timedelta(minutes=20), "camera")
    late = Scan("scan-0002", first.lower()[:4] + " -" + first[4:], DOOR - timedelta(minutes=5))
    other = Scan("scan-0003", second, DOOR + timedelta(days=400), "camera")

    assert scan(cast, training, late, other) == ["in", "in"]
    assert scan(cast, training, other, early, late, at=DOOR + timedelta(minutes=1)) == ["in", "again", "in"]

    rows = CheckIn.objects.order_by("delegate")
    assert [row.scanned_at for row in rows] == [early.scanned_at, DOOR]
    assert JournalLine.objects.filter(verb="checked in").count() == 1


def test_codes_that_do_not_open_are_told_one_by_one_and_the_others_are_kept(cast, training):
    known = codes(training)
    elsewhere = make_training(cast, number=2)
    register_delegates(
        conference=elsewhere,
        entries=people(1, make_place("gia-lai", "Gia Lai")),
        by=cast.case_officer,
        at=AT,
    )
    Delegate.objects.filter(code=known[1]).update(state="cancelled")

    told = check_in(
        conference=training,
        scans=[
            Scan("scan-0001", known[0], DOOR),
            Scan("scan-0002", known[1], DOOR),
            Scan("scan-0003", known[3], DOOR),
            Scan("scan-0004", codes(elsewhere)[0], DOOR),
            Scan("scan-0005", "FORGED22", DOOR),
            Scan("scan-0001", known[2], DOOR),
            Scan("x", known[2], DOOR),
        ],
        by=cast.intake,
        at=DOOR,
    )

    assert [one.what for one in told] == ["in", *["refused"] * 6]
    assert len({str(one.reason) for one in told}) == 7
    assert CheckIn.objects.count() == 1


def test_session_is_checked_in_beside_the_door_and_paper_is_entered_after_the_event(cast, training):
    Session.objects.create(conference=training, code="S1", title={"vi": "Khai mạc"}, position=1)
    first = Delegate.objects.get(code=codes(training)[0])
    assert scan(cast, training, Scan("scan-0001", first.code, DOOR), session_code="S1") == ["in"]
    after = DOOR + timedelta(days=2)
    ids = list(Delegate.objects.filter(state="registered").values_list("pk", flat=True))

    given = {"conference": training, "delegate_ids": ids, "by": cast.intake, "at": after}
    assert (enter_paper(**given), enter_paper(**given)) == (3, 0)
    assert CheckIn.objects.filter(session=None, way="paper").count() == 3

    undo_check_in(conference=training, delegate=first, by=cast.intake, at=after)
    assert set(CheckIn.objects.filter(delegate=first).values_list("session__code", flat=True)) == {"S1"}


def test_door_is_closed_to_other_roles_before_the_day_and_after_a_cancellation(cast, training):
    one = Scan("scan-0001", codes(training)[0], DOOR)
    with pytest.raises(MayNot):
        scan(cast, training, one, by=cast.fact_steward)
    with pytest.raises(ReasonsAgainst):
        scan(cast, training, one, at=DOOR - timedelta(days=1))
    with pytest.raises(ReasonsAgainst):
        scan(cast, training, one, session_code="S9")
    Conference.objects.update(cancelled_at=AT)
    with pytest.raises(ReasonsAgainst):
        scan(cast, training, one)
    assert not CheckIn.objects.exists()
