"""A text as its editor shows it: sentence by sentence, with what it cites and what stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoiam.texts.citation_marks import without_marks
from hoiam.texts.findings import Finding
from hoiam.texts.models import Clearance
from hoiam.texts.queries.versions import missing_role
from hoiam.texts.sentence_book import SentenceBook
from hoiam.texts.terms import ClearanceState, SigningRole
from hoiam.ui.shapes import Step


@dataclass(frozen=True)
class Chip:
    """A citation of a sentence; `is_wrong` where it leads nowhere, `must_be_checked` where it asks to be seen."""

    reference: str
    is_wrong: bool = False
    must_be_checked: bool = False


@dataclass(frozen=True)
class SentenceRow:
    id: str
    number: int
    text: str
    chips: tuple[Chip, ...] = ()
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    """Why its number needs no cited fact, as somebody wrote it."""

    @property
    def wants_reason(self) -> bool:
        return bool(self.reason) or any(finding.weight == "needs_reason" for finding in self.findings)

    @property
    def tone(self) -> str:
        """`danger` where something stands against sending, `warning` where something is only pointed out."""
        if any(finding.stands_against_sending for finding in self.findings):
            return "danger"
        return "warning" if self.findings else "neutral"


def sentence_rows(book: SentenceBook, findings: Sequence[Finding]) -> list[SentenceRow]:
    """Every sentence in reading order."""
    wrong = {
        (found.sentence_id, found.reference): found.kind for found in findings if found.weight == "blocks"
    }
    reasons = book.valid_reasons()
    rows = []
    for number, sentence in enumerate(book.sentences, start=1):
        sentence_id = str(sentence.id)
        kinds = {
            row.reference: wrong.get((sentence_id, row.reference), "")
            for row in book.citations
            if row.sentence_id == sentence_id
        }
        rows.append(
            SentenceRow(
                id=sentence_id,
                number=number,
                text=without_marks(sentence.text),
                chips=tuple(
                    Chip(
                        reference,
                        is_wrong=bool(kind) and kind != "to_be_checked",
                        must_be_checked=kind == "to_be_checked",
                    )
                    for reference, kind in kinds.items()
                ),
                findings=tuple(found for found in findings if found.sentence_id == sentence_id),
                reason=reasons.get(sentence_id, ""),
            )
        )
    return rows


def steps_of(clearance: Clearance | None) -> list[Step]:
    """Where the text stands on its way out: writing, review, spokesperson."""
    missing = missing_role(clearance.version) if clearance else None
    is_cleared = clearance is not None and clearance.state == ClearanceState.CLEARED
    at_review, at_last = missing == SigningRole.REVIEWER, missing == SigningRole.SPOKESPERSON
    return [
        Step(_("Write"), "done" if clearance else "current"),
        Step(_("Review"), "current" if at_review else "done" if at_last or is_cleared else "todo"),
        Step(_("Spokesperson"), "current" if at_last else "done" if is_cleared else "todo"),
        Step(_("Cleared"), "done" if is_cleared else "todo"),
    ]
