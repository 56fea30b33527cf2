"""What an answer amounts to, chosen beside its text; `enquiries` keeps it and says why it cannot be changed."""

from __future__ import annotations

from dataclasses import dataclass

from hoiam.enquiries.models import Answer
from hoiam.enquiries.operations.answering import change_outcome
from hoiam.enquiries.terms import Outcome
from hoiam.texts.models import Text
from hoiam.workroom.access import OfficeRequest

KIND = "enquiries.enquiry"
FREE = (Outcome.ANSWERED, Outcome.PARTLY_ANSWERED, Outcome.NOT_HELD)
"""What may still become another of these; a refusal and an interim answer are begun as such."""


@dataclass(frozen=True)
class OutcomeChoice:
    chosen: str
    choices: list[tuple[str, str]]


def outcome_choice(text: Text) -> OutcomeChoice | None:
    """What the editor offers; None for a text whose kind is fixed or that answers no enquiry."""
    answer = _answer_of(text)
    return OutcomeChoice(answer.outcome, [(one.value, str(one.label)) for one in FREE]) if answer else None


def keep_outcome(request: OfficeRequest, text: Text) -> None:
    """Keep what was chosen beside the text where it is another one. Raises `ReasonsAgainst`."""
    chosen = request.POST.get("outcome", "")
    answer = _answer_of(text) if chosen else None
    if answer and chosen != answer.outcome:
        change_outcome(answer=answer, outcome=chosen, by=request.user, at=request.at)


def _answer_of(text: Text) -> Answer | None:
    if text.record_kind != KIND or text.purpose != "answer":
        return None
    rows = Answer.objects.filter(text=text, sent_at=None, dropped_at=None, corrects=None, outcome__in=FREE)
    return rows.select_related("enquiry__desk").first()
