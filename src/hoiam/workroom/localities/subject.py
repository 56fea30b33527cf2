"""Guidance as it stands beside its text while that is written and cleared."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.conferences.models import Guidance
from hoiam.desks.queries.standing import Standing
from hoiam.texts.subjects import SubjectCard

KIND = Guidance._meta.label_lower


def card_of_guidance(record_id: int, standing: Standing) -> SubjectCard:
    """Raises `Guidance.DoesNotExist` for another desk's. Whose question it was is not on the card."""
    guidance = Guidance.objects.get(pk=record_id, desk=standing.desk)
    return SubjectCard(
        title=guidance.title,
        question_text=guidance.title,
        language=guidance.language,
        back_url=reverse("workroom_localities:guidance", args=[standing.desk.code, guidance.reference]),
        heading=_("Guidance for all desks"),
    )


def words_of_guidance(record_id: int) -> tuple[str, ...]:
    return (Guidance.objects.get(pk=record_id).title,)
