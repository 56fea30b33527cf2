"""Ending the clearance of a version before it was cleared, or because its text was edited."""

from __future__ import annotations

from datetime import datetime

from hoiam.desks.models import Person
from hoiam.desks.operations.journal import write_line
from hoiam.texts.models import Clearance, Text, TextVersion
from hoiam.texts.signals import clearance_voided
from hoiam.texts.terms import STANDING_STATES, ClearanceState


def void_clearance(*, text: Text, by: Person, at: datetime) -> Clearance | None:
    """End the standing clearance of an edited text, in the current transaction; None where none stood.

    Its signatures stay readable and count no longer. The row of the text is locked by the caller.
    """
    return end_clearance(text=text, state=ClearanceState.VOIDED, verb="voided clearance", by=by, at=at)


def end_clearance(*, text: Text, state: str, verb: str, by: Person, at: datetime) -> Clearance | None:
    """Give the standing clearance of a text its end, with the journal line and the news upwards."""
    standing = (
        Clearance.objects.filter(text=text, state__in=STANDING_STATES).select_related("version").first()
    )
    if standing is None:
        return None
    standing.state, standing.ended_at, standing.ended_by = state, at, by
    standing.save(update_fields=["state", "ended_at", "ended_by"])
    clearance_voided.send(sender=TextVersion, version=standing.version, by=by, at=at)
    write_line(
        desk=text.desk,
        by=by,
        at=at,
        verb=verb,
        record=text,
        detail={"version": standing.version.number, "hash": standing.version.hash},
    )
    return standing
