"""A matter as it stands beside the texts by which the desk informs on it."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from hoiam.desks.models import Clock
from hoiam.desks.queries.standing import Standing
from hoiam.enquiries.models import Matter
from hoiam.texts.subjects import SubjectCard

KIND = Matter._meta.label_lower


def card_of_matter(record_id: int, standing: Standing) -> SubjectCard:
    """Raises `Matter.DoesNotExist` for a matter of another desk."""
    matter = Matter.objects.get(pk=record_id, desk=standing.desk)
    first = Clock.objects.of(KIND, matter.pk).open().exclude(due_at=None).order_by("due_at").first()
    return SubjectCard(
        title=matter.title,
        question_text=matter.title,
        language=settings.LANGUAGE_CODE,
        back_url=reverse("workroom_matters:matter", args=[standing.desk.code, matter.pk]),
        due=first.due_at if first else None,
    )


def words_of_matter(record_id: int) -> tuple[str, ...]:
    """The title and the days on which it happened: dates in them may be named without a citation."""
    matter = Matter.objects.get(pk=record_id)
    days = matter.events.values_list("happened_at", flat=True)
    return matter.title, *(timezone.localtime(day).strftime("%d/%m/%Y") for day in days)
