"""What became of a text, newest first: who wrote, sent, signed, returned, and what stood earlier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hoiam.desks.models import Person
from hoiam.texts.models import Draft, PaperApproval, Signature, Text, TextVersion
from hoiam.texts.terms import ClearanceState, DraftState, PaperState


@dataclass(frozen=True)
class Step:
    """One thing that happened to a text."""

    kind: Literal[
        "earlier",
        "set_aside",
        "taken",
        "sent",
        "approve",
        "return",
        "ended",
        "paper_brought",
        "paper_confirmed",
        "paper_rejected",
    ]
    at: datetime
    by: Person | None
    version: TextVersion | None = None
    draft: Draft | None = None
    signature: Signature | None = None
    paper: PaperApproval | None = None
    state: str = ""
    """For `ended`: how the clearance ended, as its word."""


def history(text: Text) -> list[Step]:
    """Every version, signature and earlier draft of a text, newest first; [] for a text never sent."""
    steps = [
        Step(draft.state, draft.saved_at, draft.person, draft=draft)  # type: ignore[arg-type]
        for draft in text.drafts.exclude(state=DraftState.BESIDE).select_related("person")
    ]
    versions = text.versions.select_related("sent_by", "clearance", "clearance__ended_by")
    for version in versions.prefetch_related(
        "signatures__person", "papers__uploaded_by", "papers__decided_by"
    ):
        steps.append(Step("sent", version.sent_at, version.sent_by, version=version))
        for row in version.signatures.all():
            steps.append(
                Step(row.decision, row.at, row.person, version=version, signature=row)  # type: ignore[arg-type]
            )
        steps += [step for paper in version.papers.all() for step in _of_paper(version, paper)]
        ended = version.clearance
        if ended.ended_at and ended.state in (ClearanceState.TAKEN_BACK, ClearanceState.VOIDED):
            steps.append(
                Step(
                    "ended", ended.ended_at, ended.ended_by, version=version, state=ended.get_state_display()
                )
            )
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _of_paper(version: TextVersion, paper: PaperApproval) -> list[Step]:
    steps = [Step("paper_brought", paper.uploaded_at, paper.uploaded_by, version=version, paper=paper)]
    if paper.decided_at:
        kind: Literal["paper_confirmed", "paper_rejected"] = (
            "paper_confirmed" if paper.state == PaperState.CONFIRMED else "paper_rejected"
        )
        steps.append(Step(kind, paper.decided_at, paper.decided_by, version=version, paper=paper))
    return steps
