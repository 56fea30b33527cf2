"""A conference from plan to announcement: its time grows finer or is moved with a reason, its place must exist."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from hoiam.conferences.dates import When, said
from hoiam.conferences.models import Conference, Notice, Party, Site
from hoiam.conferences.operations.announcing import announce, cancel, mark_held
from hoiam.conferences.operations.changing import refine_or_move
from hoiam.conferences.operations.planning import PartyNamed, SiteNamed, plan_conference
from hoiam.conferences.queries.changes import told_of
from hoiam.conferences.signals import conference_announced, conference_changed
from hoiam.conferences.terms import ConferenceKind, Mode, Precision, Stage
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalLine, Place
from tests.factories.conferences import (
    ANNOUNCED_AT,
    BRIEFING_ENDS,
    BRIEFING_STARTS,
    PLANNED_AT,
    add_part,
    announced_briefing,
    planned_briefing,
)
from tests.factories.desks import make_body, make_country

pytestmark = pytest.mark.django_db
WHY = {"vi": "Trùng kỳ họp Hội đồng nhân dân", "en": "The council meets on that day"}
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LATER = ANNOUNCED_AT + DAY


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def moved(cast, conference: Conference, when: When, *, at: datetime = LATER, by=None, **given):
    """The time of a conference set anew; mode, place, venue and seats as they stand."""
    as_it_stands = {
        "mode": conference.mode,
        "place": conference.place,
        "venue": conference.venue,
        "seats": conference.seats,
    }
    return refine_or_move(
        conference=conference, when=when, by=by or cast.case_officer, at=at, **{**as_it_stands, **given}
    )


def reasons(raised) -> list[str]:
    return [str(reason) for reason in raised.value.reasons]


def test_conference_planned_by_month_has_its_reference_uid_and_nothing_public(cast):
    conference = planned_briefing(cast, when=When.month(2026, 10), seats=40)

    assert conference.reference == "H-DN-2026-0001" and conference.uid == "h-dn-2026-0001@testserver"
    assert (conference.starts_on, conference.ends_on) == (date(2026, 10, 1), date(2026, 10, 31))
    assert (said(conference, "vi"), said(conference, "en")) == ("tháng 10/2026", "October 2026")
    assert conference.stage == Stage.PLANNED
    assert not Conference.objects.public(PLANNED_AT + 99 * DAY).exists()
    assert JournalLine.objects.get().verb == "planned conference"


@pytest.mark.parametrize(
    ("when", "in_vi", "in_en"),
    [
        (When.year(2026), "2026", "2026"),
        (When.days(date(2026, 10, 6)), "06/10/2026", "6 October 2026"),
        (
            When.days(date(2026, 10, 6), date(2026, 10, 8)),
            "06/10/2026 – 08/10/2026",
            "6 October 2026 – 8 October 2026",
        ),
        (
            When.hours(BRIEFING_STARTS, BRIEFING_ENDS),
            "08:00–11:30 06/10/2026",
            "6 October 2026, 08:00–11:30",
        ),
        (
            When.hours(BRIEFING_STARTS + 14 * HOUR, BRIEFING_STARTS + 17 * HOUR),
            "22:00 06/10/2026 – 01:00 07/10/2026",
            "6 October 2026, 22:00 – 7 October 2026, 01:00",
        ),
    ],
)
def test_time_is_said_as_exactly_as_it_is_known(when, in_vi, in_en):
    assert (said(when, "vi"), said(when, "en")) == (in_vi, in_en)


def test_plan_says_every_reason_against_it_together(cast):
    with pytest.raises(ReasonsAgainst) as raised:
        plan_conference(
            desk=cast.desk,
            kind="party",
            title={"vi": " "},
            when=When.hours(BRIEFING_ENDS, BRIEFING_STARTS),
            mode=Mode.ONLINE,
            language="Vietnamese",
            theme="astrology",
            seats=0,
            by=cast.case_officer,
            at=PLANNED_AT,
        )

    assert reasons(raised) == [
        "Choose what is to be held.",
        "Give it a title.",
        "The end lies before the beginning.",
        "Name the language by its tag, such as vi, en, fr or km.",
        "Choose one of the themes.",
        "Name a number of seats from 1 to 20,000, or none.",
    ]
    with pytest.raises(MayNot):
        planned_briefing(cast, by=cast.auditor)


def test_before_the_announcement_time_and_place_change_freely(cast):
    conference = planned_briefing(cast, when=When.month(2026, 10))

    change = moved(cast, conference, When.days(date(2026, 11, 3)), seats=30)

    conference.refresh_from_db()
    assert change is None and (conference.sequence, conference.changes.count()) == (0, 0)
    assert (conference.precision, conference.seats) == (Precision.DAY, 30)
    with pytest.raises(ReasonsAgainst, match="Nothing would change"):
        moved(cast, conference, When.days(date(2026, 11, 3)))


def test_after_the_announcement_a_finer_time_inside_needs_a_reason_and_tells(cast):
    told = []
    conference_changed.connect(lambda sender, change, **_: told.append(change.sequence), weak=False)
    conference = announced_briefing(cast, when=When.month(2026, 10))
    exact = When.hours(BRIEFING_STARTS, BRIEFING_ENDS)

    with pytest.raises(ReasonsAgainst, match="Say why; the reason is read in public"):
        moved(cast, conference, exact, by=cast.spokesperson)
    change = moved(cast, conference, exact, by=cast.spokesperson, why=WHY)

    conference.refresh_from_db()
    assert (conference.sequence, change.sequence, told) == (1, 1, [1])
    [(row, [difference])] = told_of(conference)
    assert (row.why, difference.before, difference.after) == (
        WHY,
        "October 2026",
        "6 October 2026, 08:00–11:30",
    )
    assert [(notice.person, notice.what) for notice in Notice.objects.all()] == [(cast.case_officer, "moved")]


def test_a_time_outside_the_announced_one_must_be_said_to_be_moved(cast):
    conference = announced_briefing(cast, when=When.month(2026, 10))
    outside = When.days(date(2026, 11, 3))

    with pytest.raises(ReasonsAgainst) as raised:
        moved(cast, conference, outside, why=WHY)
    assert reasons(raised) == [
        "October 2026 was announced, and this time is not inside it. Say that the conference is moved."
    ]
    moved(cast, conference, outside, why=WHY, is_moved=True)
    with pytest.raises(ReasonsAgainst, match="not inside it"):
        # Coarser than what was announced is moved as well.
        moved(cast, conference, When.month(2026, 11), why=WHY)
    with pytest.raises(ReasonsAgainst, match="That time is past"):
        moved(cast, conference, When.days(date(2026, 9, 1)), why=WHY, is_moved=True)

    assert Conference.objects.get().sequence == 1


def test_moved_across_midnight_the_agenda_moves_along_each_part_with_its_version(cast):
    conference = planned_briefing(cast)
    first, second = add_part(cast, conference), add_part(cast, conference, 1)
    announce(conference=conference, by=cast.spokesperson, at=ANNOUNCED_AT)
    conference.refresh_from_db()
    night = When.hours(BRIEFING_STARTS + 15 * HOUR, BRIEFING_ENDS + 15 * HOUR)

    moved(cast, conference, night, why=WHY, is_moved=True)

    conference.refresh_from_db()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (conference.starts_on, conference.ends_on) == (date(2026, 10, 6), date(2026, 10, 7))
    assert (first.starts_at, first.version) == (BRIEFING_STARTS + 15 * HOUR, 2)
    assert first.changes.get().before["starts_at"] == BRIEFING_STARTS.isoformat()
    assert said(conference, "vi") == "23:00 06/10/2026 – 02:30 07/10/2026"
    with pytest.raises(ReasonsAgainst, match="would lie outside the conference"):
        short = When.hours(BRIEFING_STARTS, BRIEFING_STARTS + HOUR / 2)
        moved(cast, conference, short, why=WHY, is_moved=True)


def test_moved_across_the_merger_the_place_of_that_day_is_named(cast):
    make_country()
    places = {code: Place.objects.get(code=code) for code in ("vn-quang-nam-pre2025", "vn-da-nang")}
    gone = make_body("so-cu", name={"vi": "Sở Cũ"}, valid_to=date(2025, 6, 30))
    conference = planned_briefing(
        cast,
        at=datetime(2025, 5, 1, tzinfo=UTC),
        when=When.days(date(2025, 6, 27)),
        place=places["vn-quang-nam-pre2025"],
        parties=[PartyNamed("host", "Sở Cũ", gone)],
        sites=[SiteNamed("province", "Tam Kỳ", places["vn-quang-nam-pre2025"])],
    )

    after = When.days(date(2025, 7, 3))
    with pytest.raises(ReasonsAgainst) as raised:
        moved(cast, conference, after, at=datetime(2025, 6, 1, tzinfo=UTC))

    place = "“Quang Nam” exists until 30 June 2025. On 3 July 2025 it is: Da Nang."
    assert reasons(raised) == [place, place, "“Sở Cũ” does not exist on 3 July 2025."]
    conference.refresh_from_db()
    assert conference.starts_on == date(2025, 6, 27)
    assert Party.objects.count() == Site.objects.count() == 1
    with pytest.raises(ReasonsAgainst, match="exists from"):
        moved(cast, conference, When.days(date(2025, 6, 28)), place=places["vn-da-nang"])


def test_announced_conference_is_public_cancelled_stays_with_its_reason(cast):
    heard = []
    conference_announced.connect(lambda sender, conference, **_: heard.append(conference.pk), weak=False)
    conference = planned_briefing(cast)

    with pytest.raises(MayNot):
        announce(conference=conference, by=cast.case_officer, at=ANNOUNCED_AT)
    announce(conference=conference, by=cast.spokesperson, at=ANNOUNCED_AT)
    cancelled = cancel(conference=conference, why=WHY, by=cast.head, at=LATER)

    assert heard == [conference.pk]
    assert list(Conference.objects.public(LATER)) == [conference]
    assert not Conference.objects.public(ANNOUNCED_AT - HOUR).exists()
    assert (cancelled.stage, cancelled.sequence, cancelled.cancelled_why) == (Stage.CANCELLED, 1, WHY)
    with pytest.raises(ReasonsAgainst, match="was cancelled"):
        moved(cast, conference, When.days(date(2026, 11, 3)), why=WHY)


def test_practice_desks_announce_nothing_to_the_public(cast):
    cast.desk.is_practice = True
    cast.desk.save()

    announced_briefing(cast)

    assert not Conference.objects.public(LATER).exists()


def test_held_only_after_its_start_with_a_known_day_and_once_announced(cast):
    vague = planned_briefing(cast, when=When.month(2026, 10), kind=ConferenceKind.TRAINING)
    exact = announced_briefing(cast)

    with pytest.raises(ReasonsAgainst) as raised:
        mark_held(conference=vague, by=cast.case_officer, at=BRIEFING_ENDS)
    assert reasons(raised) == [
        "Nobody was told of this conference. Announce it first.",
        "Say first on which day it was held.",
    ]
    with pytest.raises(ReasonsAgainst, match="It has not begun: its time is"):
        mark_held(conference=exact, by=cast.case_officer, at=BRIEFING_STARTS - HOUR)

    held = mark_held(conference=exact, by=cast.case_officer, at=BRIEFING_ENDS)
    assert (held.stage, held.held_at) == (Stage.HELD, BRIEFING_ENDS)
    with pytest.raises(ReasonsAgainst, match="was held already"):
        cancel(conference=exact, why=WHY, by=cast.head, at=BRIEFING_ENDS)
