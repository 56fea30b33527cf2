"""Rows of conferences with the least that makes them valid."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hoiam.conferences.models import Conference
from hoiam.conferences.terms import ConferenceKind, Precision
from hoiam.desks.models import Desk, Person
from tests.factories.remembering import remembered

PLANNED_AT = datetime(2026, 9, 1, 2, tzinfo=UTC)


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
