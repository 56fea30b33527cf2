"""Public answers of the desk that may answer a question again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hoiam.enquiries.likeness import ALIKE_FROM, likeness, shingles
from hoiam.enquiries.models import Answer, Enquiry
from hoiam.enquiries.models.answer import AnswerQuerySet
from hoiam.enquiries.queries.duplicates import Alike, alike
from hoiam.enquiries.terms import Outcome
from hoiam.search.queries import find

SAME_FROM = 0.5
"""From this likeness on the case page itself offers the answer; the form of an answer offers more."""
OFFERED = 3
SEARCHED = 8
LONGEST_QUERY = 400
WHOLE = (Outcome.ANSWERED, Outcome.PARTLY_ANSWERED, Outcome.NOT_HELD)


@dataclass(frozen=True)
class Earlier:
    """A public answer and how alike its question is, 0 to 1."""

    answer: Answer
    likeness: float


def reusable(enquiry: Enquiry, at: datetime) -> AnswerQuerySet:
    """Public answers of the same desk in the language of the asker, never corrected, that refuse nothing."""
    rows = Answer.objects.public(at).filter(
        desk=enquiry.desk_id, language=enquiry.language, outcome__in=WHOLE, corrects__isnull=True
    )
    corrected = Answer.objects.filter(corrects__isnull=False, sent_at__isnull=False).values("corrects")
    return rows.exclude(enquiry=enquiry.pk).exclude(pk__in=corrected)


def answered_before(enquiry: Enquiry, near: Iterable[Alike], at: datetime) -> list[Earlier]:
    """Answers to the very similar ones among `near`; one query, none where there is nothing similar."""
    same = {one.enquiry.pk: one.likeness for one in near if one.likeness >= SAME_FROM}
    return _answers(enquiry, same, at) if same else []


def found_before(enquiry: Enquiry, at: datetime) -> list[Earlier]:
    """Answers to questions that are alike, or that the search finds, the most alike first."""
    known = {one.enquiry.pk: one.likeness for one in alike(enquiry)}
    hits = find(
        enquiry.question[:LONGEST_QUERY],
        kinds={"answer"},
        audience={f"desk:{enquiry.desk_id}"},
        limit=SEARCHED,
    ).hits
    own = shingles(enquiry.question)
    rows = Enquiry.objects.filter(desk=enquiry.desk_id, reference__in=[hit.ref for hit in hits])
    for other in rows.exclude(pk__in=known).exclude(pk=enquiry.pk).only("question"):
        known[other.pk] = round(likeness(own, shingles(other.question)), 2)
    near = {number: share for number, share in known.items() if share >= ALIKE_FROM}
    return _answers(enquiry, near, at) if near else []


def _answers(enquiry: Enquiry, near: dict[int, float], at: datetime) -> list[Earlier]:
    rows = reusable(enquiry, at).filter(enquiry__in=near).select_related("enquiry")
    found = [Earlier(answer, near[answer.enquiry_id]) for answer in rows]
    return sorted(found, key=lambda one: (-one.likeness, -one.answer.pk))[:OFFERED]
