"""Questions from the floor: as their desk decides them, and what of them is public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from hoiam.conferences.dates import ends
from hoiam.conferences.models import Conference, FloorQuestion
from hoiam.conferences.terms import ConferenceKind, QuestionState
from hoiam.enquiries.models import Answer
from hoiam.texts.queries.versions import standing_clearance

QUESTION = FloorQuestion._meta.label_lower


def is_open(conference: Conference, at: datetime) -> bool:
    """Whether anybody may ask by the public form: from the announcement of a briefing until its end."""
    if conference.kind != ConferenceKind.BRIEFING or conference.announced_at is None:
        return False
    if conference.cancelled_at or conference.is_from_documents:
        return False
    return conference.announced_at <= at < ends(conference)


def open_for_questions(reference: str, at: datetime) -> Conference | None:
    """The public conference of that reference, where the form is open; None else."""
    rows = Conference.objects.public(at).filter(reference=reference).select_related("desk__body", "place")
    conference = rows.first()
    return conference if conference is not None and is_open(conference, at) else None


def is_settled(conference: Conference) -> bool:
    """Whether the record is being cleared, or is: the questions stay as they are then."""
    if conference.record_version_id or conference.record_published_at:
        return True
    text = conference.record_text
    return text is not None and standing_clearance(text) is not None


def questions_of(conference: Conference) -> QuerySet[FloorQuestion]:
    """All of one conference in the order in which they were asked; the caller has come by the guarded door."""
    rows = FloorQuestion.objects.filter(conference=conference)
    return rows.select_related("enquiry", "session").order_by("number")


def undecided(conference: Conference) -> QuerySet[FloorQuestion]:
    return FloorQuestion.objects.filter(
        conference=conference, answered_at__isnull=True, enquiry__isnull=True, set_aside_at__isnull=True
    )


def open_promises(at: datetime) -> QuerySet[FloorQuestion]:
    """Promised answers that have not gone out."""
    return FloorQuestion.objects.filter(enquiry__isnull=False, kept_at__isnull=True)


def state_of(question: FloorQuestion, at: datetime) -> QuestionState:
    if question.set_aside_at:
        return QuestionState.SET_ASIDE
    if question.enquiry_id:
        if question.kept_at:
            return QuestionState.KEPT
        day = question.promised_for
        late = day is not None and day < timezone.localdate(at)
        return QuestionState.LATE if late else QuestionState.PROMISED
    return QuestionState.ANSWERED if question.answered_at else QuestionState.OPEN


@dataclass(frozen=True)
class PublicPromise:
    """A promised answer as everybody reads of it."""

    question: FloorQuestion
    state: QuestionState
    answer: str = ""
    """Reference under which the answer stands in the public log; "" while it does not."""


def public_promises(conferences: Sequence[int], at: datetime) -> list[PublicPromise]:
    """Promises of these conferences, the earliest day first. Two queries; the caller has asked `public`.

    The words are the desk's own wording of the question. An answer is led to only where the log shows it.
    """
    rows = FloorQuestion.objects.filter(conference__in=conferences, enquiry__isnull=False)
    found = list(rows.select_related("enquiry", "conference").order_by("promised_for", "pk"))
    if not found:
        return []
    asked = {row.pk: row.enquiry.merged_into_id or row.enquiry.pk for row in found if row.enquiry}
    shown = _in_log(set(asked.values()), at)
    return [PublicPromise(row, state_of(row, at), shown.get(asked[row.pk], "")) for row in found]


def _in_log(enquiries: set[int], at: datetime) -> dict[int, str]:
    """{enquiry: reference} of those whose answer is public at that instant."""
    rows = Answer.objects.public(at).filter(enquiry__in=enquiries)
    return {row.enquiry_id: row.enquiry.reference for row in rows.select_related("enquiry")}


def promised_with(answer: Answer) -> QuerySet[FloorQuestion]:
    """Open promises that this answer concerns: of its own enquiry, and of those joined to it."""
    mine = Q(enquiry=answer.enquiry_id) | Q(enquiry__merged_into=answer.enquiry_id)
    return FloorQuestion.objects.filter(mine, kept_at__isnull=True).select_related("conference__desk")
