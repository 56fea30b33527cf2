"""What became of a text, newest first: who wrote, sent, signed, returned, and what stood earlier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hoiam.desks.models import Person
from hoiam.texts.models import Draft, Signature, Text, TextVersion
from hoiam.texts.terms import ClearanceState, DraftState


@dataclass(frozen=True)
class Step:
    """One thing that happened to a text."""

    kind: Literal["earlier", "set_aside", "taken", "sent", "approve", "return", "ended"]
    at: datetime
    by: Person | None
    version: TextVersion | None = None
    draft: Draft | None = None
    signature: Signature | None = None
    state: str = ""
    """For `ended`: how the clearance ended, as its word."""


def history(text: Text) -> list[Step]:
    """Every version, signature and earlier draft of a text, newest first; [] for a text never sent."""
    steps = [
        Step(draft.state, draft.saved_at, draft.person, draft=draft)  # type: ignore[arg-type]
        for draft in text.drafts.exclude(state=DraftState.BESIDE).select_related("person")
    ]
    versions = text.versions.select_related("sent_by", "clearance", "clearance__ended_by")
    for version in versions.prefetch_related("signatures__person"):
        steps.append(Step("sent", version.sent_at, version.sent_by, version=version))
        for row in version.signatures.all():
            steps.append(
                Step(row.decision, row.at, row.person, version=version, signature=row)  # type: ignore[arg-type]
            )
        ended = version.clearance
        if ended.ended_at and ended.state in (ClearanceState.TAKEN_BACK, ClearanceState.VOIDED):
            steps.append(
                Step(
                    "ended", ended.ended_at, ended.ended_by, version=version, state=ended.get_state_display()
                )
            )
    return sorted(steps, key=lambda step: step.at, reverse=True)
