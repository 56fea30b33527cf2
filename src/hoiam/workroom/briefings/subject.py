"""A record as it stands beside its text, in the editor and in clearance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hoiam.conferences.models import Conference, FloorQuestion
from hoiam.desks.queries.standing import Standing
from hoiam.texts.subjects import SubjectCard
from hoiam.ui import moments

CONFERENCE = Conference._meta.label_lower


def card_of_record(record_id: int, standing: Standing) -> SubjectCard:
    """Which conference it is. Raises `Conference.DoesNotExist` for one of another desk."""
    conference = Conference.objects.get(pk=record_id, desk=standing.desk)
    title, language = conference.title.in_language(conference.language)
    return SubjectCard(
        title=conference.reference,
        question_text=title,
        language=language or settings.LANGUAGE_CODE,
        back_url=reverse("workroom_briefings:record", args=[standing.desk.code, conference.reference]),
        heading=capfirst(_("record of the conference")),
    )


def words_of_record(record_id: int) -> tuple[str, ...]:
    """The day of the conference and what was asked: dates in them may be named without a citation."""
    conference = Conference.objects.get(pk=record_id)
    asked = FloorQuestion.objects.filter(conference=conference).values_list("question", flat=True)
    return moments.day(conference.starts_on), *asked


def bound_in_words(bound: Mapping[str, str]) -> list[tuple[str, str]]:
    """Promised answers with their days, as a leader signs them with the record."""
    said = [part.split(": ") for part in bound.get("promises", "").split("; ") if part]
    days = [
        _("question %(number)s: %(day)s") % {"number": number, "day": moments.day(date.fromisoformat(day))}
        for number, day in said
    ]
    return [(_("Promised answers"), "; ".join(days))] if days else []
