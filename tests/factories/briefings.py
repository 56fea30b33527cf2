"""A briefing of Tuesday 6 October 2026, from half past eight to eleven, planned and announced as officers do it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hoiam.conferences.dates import When
from hoiam.conferences.models import Conference, Series
from hoiam.conferences.operations.announcing import announce, mark_held
from hoiam.conferences.operations.planning import plan_conference
from hoiam.conferences.operations.series import open_series
from tests.factories.desks import Cast

AT = datetime(2026, 9, 21, 2, tzinfo=UTC)
STARTS_AT = datetime(2026, 10, 6, 1, 30, tzinfo=UTC)
ENDS_AT = datetime(2026, 10, 6, 4, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TITLE = {"vi": "Hội nghị cung cấp thông tin quý IV", "en": "Briefing of the fourth quarter"}


def make_series(cast: Cast, *, at: datetime = AT, **given: object) -> Series:
    given = {"title": TITLE, "rhythm": "quarterly", "starts_on": date(2026, 7, 1)} | given
    return open_series(desk=cast.desk, by=cast.spokesperson, at=at, **given)


def make_planned(cast: Cast, *, at: datetime = AT, **given: object) -> Conference:
    given = {
        "venue": {"vi": "24 Trần Phú"},
        "mode": "in_person",
        "language": "vi",
        "kind": "briefing",
    } | given
    given.setdefault("when", When.hours(STARTS_AT, ENDS_AT))
    given.setdefault("title", TITLE)
    return plan_conference(desk=cast.desk, by=cast.case_officer, at=at, **given)


def make_announced(cast: Cast, *, at: datetime = AT, **given: object) -> Conference:
    return announce(conference=make_planned(cast, at=at, **given), by=cast.spokesperson, at=at)


def make_held(
    cast: Cast, *, at: datetime = AT, held_at: datetime = ENDS_AT + HOUR, **given: object
) -> Conference:
    conference = make_announced(cast, at=at, **given)
    return mark_held(conference=conference, by=cast.case_officer, at=held_at)
