"""Reading parts: what this desk asked, what it was asked, and the one part a link opens."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import QuerySet

from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import EDITORIAL
from hoiam.texts.models import Attachment, Part, Text
from hoiam.texts.part_link import digest_of, is_genuine
from hoiam.texts.terms import PartState


def parts_of(record: models.Model) -> list[Part]:
    """Every part asked for one record, the earliest due first, with answers loaded; most records have none."""
    asked = Part.objects.filter(record_kind=record._meta.label_lower, record_id=record.pk)
    return list(_loaded(asked)) if asked.exists() else []


def parts_of_text(text: Text) -> list[Part]:
    """Every part asked for the record of one text, the earliest due first, with answers loaded."""
    return list(_loaded(Part.objects.filter(record_kind=text.record_kind, record_id=text.record_id)))


def parts_asked_by(standing: Standing) -> list[Part]:
    """Parts that this desk asked others for and that are not answered, the earliest due first."""
    return list(_loaded(Part.objects.filter(desk=standing.desk, state=PartState.ASKED)))


def parts_for(standing: Standing) -> list[Part]:
    """Parts that wait for an answer of this desk, the earliest due first; [] for roles that do not write."""
    if not standing.holds(*EDITORIAL):
        return []
    return list(_loaded(Part.objects.filter(to_desk=standing.desk, state=PartState.ASKED)))


def parts_done_by(standing: Standing, limit: int = 50) -> list[Part]:
    """Parts this desk answered or declined, the latest first."""
    ended = Part.objects.filter(to_desk=standing.desk).exclude(state=PartState.ASKED)
    return list(_loaded(ended).order_by("-ended_at", "-id")[:limit])


def get_part(part_id: int, *, standing: Standing) -> Part:
    """One part, for the desk that asked or the desk that is asked; raises `Part.DoesNotExist` for all others."""
    return _loaded(Part.objects.filter(models.Q(desk=standing.desk) | models.Q(to_desk=standing.desk))).get(
        pk=part_id
    )


def part_by_token(token: str, at: datetime) -> Part | None:
    """The part a link opens at that instant; None for a link that is wrong, ended or taken back."""
    if not is_genuine(token):
        return None
    open_states = (PartState.ASKED, PartState.ANSWERED)
    found = _loaded(Part.objects.filter(token_digest=digest_of(token), token_expires_at__gt=at))
    return found.filter(state__in=open_states).first()


def files_of_answer(part: Part) -> list[Attachment]:
    """Files that came with the answers to a part."""
    return [file for answer in part.answers.all() for file in Attachment.objects.of(answer)]


def _loaded(parts: QuerySet[Part]) -> QuerySet[Part]:
    return parts.select_related("desk__body", "to_desk__body", "to_body", "asked_by").prefetch_related(
        "answers"
    )
