"""Rows of conferences with the least that makes them valid."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hoiam.conferences.dates import When
from hoiam.conferences.models import Conference, Session
from hoiam.conferences.operations.agenda import add_session
from hoiam.conferences.operations.announcing import announce
from hoiam.conferences.operations.planning import plan_conference
from hoiam.conferences.terms import ConferenceKind, Mode, Precision, SessionKind
from hoiam.desks.models import Desk, Person
from tests.factories.desks import Cast
from tests.factories.remembering import remembered

PLANNED_AT = datetime(2026, 9, 1, 2, tzinfo=UTC)
ANNOUNCED_AT = datetime(2026, 9, 4, 2, tzinfo=UTC)
BRIEFING_STARTS = datetime(2026, 10, 6, 1, tzinfo=UTC)
"""Tuesday 6 October 2026, eight in the morning in Viet Nam."""
BRIEFING_ENDS = datetime(2026, 10, 6, 4, 30, tzinfo=UTC)


@remembered
def make_conference(
    desk: Desk,
    by: Person | None = None,
    *,
    number: int = 1,
    kind: str = ConferenceKind.BRIEFING,
    at: datetime = PLANNED_AT,
    **given: Any,
) -> Conference:
    """A conference of October 2026, planned with the precision of a month; `given` changes its fields."""
    reference = f"H-{desk.reference_prefix}-2026-{number:04d}"
    fields = {
        "title": {"vi": "Hội nghị cung cấp thông tin", "en": "Press briefing"},
        "precision": Precision.MONTH,
        "starts_on": date(2026, 10, 1),
        "ends_on": date(2026, 10, 31),
        "language": "vi",
        "uid": f"{reference}@test.example",
        "planned_at": at,
        "planned_by": by,
        **given,
    }
    return Conference.objects.create(desk=desk, reference=reference, kind=kind, **fields)


def planned_briefing(cast: Cast, *, at: datetime = PLANNED_AT, **given: Any) -> Conference:
    """A briefing of 6 October 2026, from eight to half past eleven, planned by the case officer's operation."""
    said: dict[str, Any] = {
        "kind": ConferenceKind.BRIEFING,
        "title": {"vi": "Hội nghị cung cấp thông tin tháng 10", "en": "Briefing of October"},
        "when": When.hours(BRIEFING_STARTS, BRIEFING_ENDS),
        "mode": Mode.IN_PERSON,
        "venue": {"vi": "Hội trường lớn", "en": "Great hall"},
        "language": "vi",
        "by": cast.case_officer,
        **given,
    }
    return plan_conference(desk=cast.desk, at=at, **said)


def announced_briefing(cast: Cast, *, at: datetime = ANNOUNCED_AT, **given: Any) -> Conference:
    """The same, announced three days after it was planned."""
    return announce(conference=planned_briefing(cast, **given), by=cast.spokesperson, at=at)


def add_part(cast: Cast, conference: Conference, number: int = 0, **given: Any) -> Session:
    """A part of half an hour; the first begins with the conference, each further one after it."""
    starts = (conference.starts_at or BRIEFING_STARTS) + number * timedelta(minutes=30)
    said: dict[str, Any] = {
        "kind": SessionKind.TALKS,
        "title": {"vi": f"Phần {number + 1}", "en": f"Part {number + 1}"},
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=30),
        "by": cast.case_officer,
        "at": PLANNED_AT,
        **given,
    }
    return add_session(conference=conference, **said)
