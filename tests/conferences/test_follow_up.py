from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from hoiam.conferences import dates
from hoiam.conferences.models import FollowUp
from hoiam.conferences.operations.follow_up import read_follow_ups
from hoiam.conferences.queries.follow_up import follow_up_of
from hoiam.desks.models import Clock, PlaceSuccession
from hoiam.enquiries.models import Enquiry
from tests.factories.conferences import make_conference
from tests.factories.desks import make_desk
from tests.factories.enquiries import make_enquiry
from tests.factories.learning import make_delegate, make_place, make_training

pytestmark = pytest.mark.django_db


def closed(desk, when, late: bool = False) -> Enquiry:
    row = make_enquiry(SimpleNamespace(desk=desk), at=when - timedelta(days=3))
    Enquiry.objects.filter(pk=row.pk).update(closed_at=when, state="answered")
    Clock.objects.filter(record_kind="enquiries.enquiry", record_id=row.pk).delete()
    Clock.objects.create(
        desk=desk,
        record_kind="enquiries.enquiry",
        record_id=row.pk,
        duty="legal",
        act="answer",
        started_at=when - timedelta(days=3),
        due_at=when - timedelta(days=1) if late else when,
        met_at=when,
    )
    return row


def test_places_are_read_from_their_desks_as_they_stood_on_the_day(cast):
    former, now = make_place("vn-quang-nam", "Quảng Nam"), make_place("vn-da-nang")
    silent = make_place("vn-hue", "Huế")
    PlaceSuccession.objects.create(former=former, present=now)
    training = make_training(cast.desk)
    for number, place in enumerate([former, former, silent], start=1):
        make_delegate(training, number, place=place)
    make_delegate(training, 4, place=now, came=False)
    over = dates.ends(training)
    desk = make_desk("ban-da-nang", place=now, opened_on=date(2026, 11, 2))
    make_desk("tap-da-nang", place=now, opened_on=date(2026, 10, 10), is_practice=True)
    make_conference(
        desk,
        number=5,
        starts_on=date(2026, 12, 1),
        ends_on=date(2026, 12, 1),
        held_at=over + timedelta(days=56),
    )
    closed(desk, over + timedelta(days=60))
    closed(desk, over + timedelta(days=70), late=True)
    closed(desk, over + timedelta(days=100))

    assert read_follow_ups(over + timedelta(days=89)) == 0
    assert read_follow_ups(over + timedelta(days=200)) == 4
    assert read_follow_ups(over + timedelta(days=201)) == 0

    lines = {line.place.code: line for line in follow_up_of(training)}
    read = lines["vn-quang-nam"].read
    assert [(row.answered, row.answered_in_time) for row in (read[90], read[180])] == [(2, 1), (3, 2)]
    assert (read[90].desk_opened_on, read[90].first_briefing_on) == (date(2026, 11, 2), date(2026, 12, 1))
    nothing = lines["vn-hue"].read[90]
    assert (nothing.desk_opened_on, nothing.first_briefing_on, nothing.answered) == (None, None, 0)
    assert set(lines) == {"vn-quang-nam", "vn-hue"}


def test_practice_and_trainings_without_anybody_are_not_followed(cast):
    make_training(cast.desk)
    practice = make_desk("luyen-tap", is_practice=True)
    make_delegate(make_training(practice, number=2))

    assert read_follow_ups(dates.ends(make_training(cast.desk, number=3)) + timedelta(days=400)) == 0
    assert not FollowUp.objects.exists()
