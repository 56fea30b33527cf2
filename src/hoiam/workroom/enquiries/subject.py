"""An enquiry as it stands beside the texts written for it: reference, question, limit. Never who asked."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from hoiam.desks.queries.standing import Standing
from hoiam.enquiries.models import Enquiry
from hoiam.texts.subjects import SubjectCard

KIND = Enquiry._meta.label_lower


def card_of_enquiry(record_id: int, standing: Standing) -> SubjectCard:
    """Raises `Enquiry.DoesNotExist` for an enquiry of another desk."""
    enquiry = Enquiry.objects.get(pk=record_id, desk=standing.desk)
    return SubjectCard(
        title=enquiry.reference,
        question_text=enquiry.question,
        language=enquiry.language,
        back_url=reverse("workroom_enquiries:case", args=[standing.desk.code, enquiry.reference]),
        due=enquiry.next_due_at if enquiry.closed_at is None else None,
    )


def words_of_enquiry(record_id: int) -> tuple[str, ...]:
    """The question and the day it came: dates in them may be named without a citation."""
    found = Enquiry.objects.values_list("question", "received_at").filter(pk=record_id).first()
    if found is None:
        return ()
    question, received_at = found
    return question, timezone.localtime(received_at).strftime("%d/%m/%Y")
