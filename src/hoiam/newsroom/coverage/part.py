"""What documents report of a conference, beside what its roster gives: a part of its public page."""

from __future__ import annotations

from datetime import datetime

from hoiam.conferences.models import Conference
from hoiam.conferences.queries.coverage_tables import veiled
from hoiam.conferences.queries.reported import Beside, beside
from hoiam.conferences.terms import Measure
from hoiam.newsroom.conference_parts import Part

PEOPLE = Measure.PARTICIPANTS
TEMPLATE = "newsroom/coverage/part.html"


def read_reported(conference: Conference, at: datetime) -> Part | None:
    """None where no document reports anything: a roster of its own is told elsewhere."""
    rows = [told_of(row) for row in beside(conference) if row.figures]
    return (
        Part(stands_on=[_stamp(row) for row in rows], template=TEMPLATE, context={"rows": rows})
        if rows
        else None
    )


def told_of(row: Beside) -> dict[str, object]:
    """One measure as the public reads it: a small count of people is veiled."""
    computed = None if row.computed is None else str(row.computed)
    if row.measure == PEOPLE and row.computed is not None:
        computed = veiled(row.computed)
    return {"label": row.label, "figures": row.figures, "computed": computed, "is_conflict": row.is_conflict}


def _stamp(row: dict[str, object]) -> tuple[object, ...]:
    figures = row["figures"]
    assert isinstance(figures, tuple)
    told = [(one.pk, one.number, one.printed, one.source, one.is_about, one.is_at_least) for one in figures]
    return row["label"], row["computed"], told
