"""A talk as it stands beside its text, in the editor and in clearance."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hoiam.conferences.dates import begins
from hoiam.conferences.models import Talk
from hoiam.desks.queries.standing import Standing
from hoiam.texts.subjects import SubjectCard
from hoiam.ui import moments

TALK = Talk._meta.label_lower


def card_of_talk(record_id: int, standing: Standing) -> SubjectCard:
    """Whose talk it is and when it is given. Raises `Talk.DoesNotExist` for one of another desk."""
    rows = Talk.objects.select_related("session__conference")
    talk = rows.get(pk=record_id, desk=standing.desk)
    conference = talk.session.conference if talk.session else None
    title, language = talk.title.in_language(talk.language)
    return SubjectCard(
        title=_("Talk: %(office)s") % {"office": talk.office},
        question_text=title,
        language=language or settings.LANGUAGE_CODE,
        back_url=reverse("workroom_conferences:talk", args=[standing.desk.code, talk.pk]),
        due=begins(conference) if conference and not conference.held_at else None,
        heading=capfirst(_("talk")),
    )


def words_of_talk(record_id: int) -> tuple[str, ...]:
    """Title, and the day on which it is given: dates in them may be named without a citation."""
    talk = Talk.objects.select_related("session__conference").get(pk=record_id)
    conference = talk.session.conference if talk.session else None
    return *talk.title.values(), *((moments.day(conference.starts_on),) if conference else ())
