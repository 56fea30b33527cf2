"""The agenda: parts with stable codes, never two in a room at once, changed with reasons once it is public."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from hoiam.conferences.dates import When
from hoiam.conferences.operations.agenda import (
    change_session,
    order_sessions,
    remove_session,
    start_from_template,
)
from hoiam.conferences.operations.announcing import announce
from hoiam.conferences.queries.agenda import agenda_of, changes_of_agenda
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Adoption, DeskTemplate
from tests.factories.conferences import (
    ANNOUNCED_AT,
    BRIEFING_ENDS,
    BRIEFING_STARTS,
    PLANNED_AT,
    add_part,
    planned_briefing,
)

pytestmark = pytest.mark.django_db
WHY = {"vi": "Thêm thời gian hỏi đáp", "en": "More time for questions"}
HALF_AN_HOUR = timedelta(minutes=30)
LATER = ANNOUNCED_AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def changed(cast, session, *, at=LATER, why=None, version=None, **given):
    """A part with something different; the rest as it stands."""
    as_it_stands = {
        name: getattr(session, name) for name in ("kind", "title", "office", "room", "starts_at", "ends_at")
    }
    return change_session(
        session=session, by=cast.case_officer, at=at, why=why, version=version, **{**as_it_stands, **given}
    )


def test_parts_overlap_only_in_different_rooms(cast):
    conference = planned_briefing(cast)
    add_part(cast, conference, room="Phòng A")

    with pytest.raises(ReasonsAgainst, match=r"“Part 1” \(S1\) takes the room at that time"):
        add_part(cast, conference, room=" phong  a ")
    beside = add_part(cast, conference, room="Phòng B")
    after = add_part(cast, conference, 1, room="Phòng A")

    assert [row.code for row in agenda_of(conference)] == ["S1", "S2", "S3"]
    assert (beside.room, after.position) == ("Phòng B", 3)


@pytest.mark.parametrize(
    ("starts", "ends", "reason"),
    [
        (-HALF_AN_HOUR, HALF_AN_HOUR, "would lie outside the conference"),
        (4 * HALF_AN_HOUR, 10 * HALF_AN_HOUR, "would lie outside the conference"),
        (HALF_AN_HOUR, HALF_AN_HOUR, "The end lies before the beginning"),
    ],
)
def test_parts_lie_inside_the_hours_of_the_conference(cast, starts, ends, reason):
    conference = planned_briefing(cast)

    with pytest.raises(ReasonsAgainst, match=reason):
        add_part(cast, conference, starts_at=BRIEFING_STARTS + starts, ends_at=BRIEFING_STARTS + ends)
    add_part(cast, conference, starts_at=BRIEFING_ENDS - HALF_AN_HOUR, ends_at=BRIEFING_ENDS)


def test_hours_wait_until_the_day_is_known(cast):
    conference = planned_briefing(cast, when=When.month(2026, 10))

    with pytest.raises(ReasonsAgainst, match="Say first on which day"):
        add_part(cast, conference)
    first, second = (add_part(cast, conference, number, starts_at=None, ends_at=None) for number in range(2))
    order_sessions(
        conference=conference, codes=[second.code, first.code], by=cast.case_officer, at=PLANNED_AT
    )

    assert [row.code for row in agenda_of(conference)] == ["S2", "S1"]
    with pytest.raises(ReasonsAgainst, match="agenda has changed since you opened it"):
        order_sessions(conference=conference, codes=["S1"], by=cast.case_officer, at=PLANNED_AT)


def test_public_agenda_keeps_what_each_part_was_and_why_it_changed(cast):
    conference = planned_briefing(cast)
    first, second = add_part(cast, conference), add_part(cast, conference, 1)
    announce(conference=conference, by=cast.spokesperson, at=ANNOUNCED_AT)

    with pytest.raises(ReasonsAgainst, match="The agenda is announced"):
        changed(cast, first, room="Phòng B")
    with pytest.raises(ReasonsAgainst, match="Somebody changed this part"):
        changed(cast, first, room="Phòng B", why=WHY, version=7)
    changed(cast, first, room="Phòng B", why=WHY, version=1)
    remove_session(session=second, why=WHY, by=cast.case_officer, at=LATER)
    third = add_part(cast, conference, 2, why=WHY, at=LATER)

    told = [(row.code, row.what, row.before) for row in changes_of_agenda(conference)]
    assert sorted(told) == [
        ("S1", "changed", ["6 October 2026, 08:00–08:30"]),
        ("S2", "taken out", ["6 October 2026, 08:30–09:00"]),
        ("S3", "added", []),
    ]
    first.refresh_from_db()
    assert (first.version, third.code) == (2, "S3")
    assert [row.code for row in agenda_of(conference)] == ["S1", "S3"]
    with pytest.raises(ReasonsAgainst, match="was taken out"):
        remove_session(session=second, why=WHY, by=cast.case_officer, at=LATER)


def test_agenda_begins_from_what_the_desk_took_over(cast):
    conference = planned_briefing(cast, when=When.month(2026, 10))
    with pytest.raises(ReasonsAgainst, match="took no model agenda over"):
        start_from_template(conference=conference, by=cast.case_officer, at=PLANNED_AT)
    content = {"agenda": {"02": {"vi": "Trả lời báo chí"}, "01": {"vi": "Việc đã hứa", "en": "Promises"}}}
    template = DeskTemplate.objects.create(code="province", name={"vi": "Tỉnh"})
    Adoption.objects.create(
        desk=cast.desk, template=template, number=1, content=content, adopted_at=PLANNED_AT
    )

    made = start_from_template(conference=conference, by=cast.case_officer, at=PLANNED_AT)

    assert [(row.code, str(row.title)) for row in made] == [("S1", "Promises"), ("S2", "Trả lời báo chí")]
    with pytest.raises(ReasonsAgainst, match="has parts already"):
        start_from_template(conference=conference, by=cast.case_officer, at=PLANNED_AT)
