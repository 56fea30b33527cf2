"""Answers as the desk sees them."""

from __future__ import annotations

from hoiam.enquiries.models import Answer, Enquiry
from hoiam.enquiries.models.answer import AnswerQuerySet


def being_written(enquiry: Enquiry) -> AnswerQuerySet:
    """Begun, neither sent nor given up."""
    return Answer.objects.filter(
        enquiry=enquiry, sent_at__isnull=True, dropped_at__isnull=True
    ).select_related("text")


def sent_of(enquiry: Enquiry) -> AnswerQuerySet:
    """What the asker of this enquiry was sent, oldest first; for a joined enquiry, what its main one said."""
    main = enquiry.merged_into_id or enquiry.pk
    return (
        Answer.objects.filter(enquiry=main, sent_at__isnull=False)
        .select_related("version__text", "ground")
        .order_by("sent_at", "id")
    )
