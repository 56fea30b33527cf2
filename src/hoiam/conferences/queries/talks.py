"""Talks as their desk sees them, and the library that all desks share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from hoiam.conferences.models import Conference, Talk
from hoiam.conferences.queries.conferences import SEEING
from hoiam.desks.queries.standing import Standing

_BESIDE = ("desk", "body", "session__conference", "follows", "followed_by", "version", "text")


def get_talk(number: int, standing: Standing) -> Talk:
    """A talk of this desk, or one that any desk gave out; raises `Talk.DoesNotExist` for every other.

    What is being written at another desk is not seen.
    """
    if not standing.holds(*SEEING):
        raise Talk.DoesNotExist
    seen = Q(desk=standing.desk) | Q(published_at__isnull=False, desk__is_practice=False)
    return Talk.objects.filter(seen).select_related(*_BESIDE).get(pk=number)


def talks_of(standing: Standing) -> QuerySet[Talk]:
    """The talks of the desk, every one by its last version; none for roles that do not see them."""
    if not standing.holds(*SEEING):
        return Talk.objects.none()
    return _last(Talk.objects.filter(desk=standing.desk))


def library(standing: Standing, at: datetime) -> QuerySet[Talk]:
    """What any desk gave out, every talk by the last version that is given out."""
    if not standing.holds(*SEEING):
        return Talk.objects.none()
    public = Talk.objects.public(at)
    return public.exclude(followed_by__in=public.order_by().values("pk")).select_related(*_BESIDE)


def narrowed(
    rows: QuerySet[Talk], at: datetime, *, theme: str = "", words: str = "", state: str = ""
) -> QuerySet[Talk]:
    """`words`: of the title or the office; `state`: "outdated", "expired" or "" for all."""
    today = timezone.localdate(at)
    if theme:
        rows = rows.filter(theme=theme)
    if words.strip():
        wanted = Q()
        for tag, _name in settings.LANGUAGES:
            for field in ("title", "office"):
                wanted |= Q(**{f"{field}__{tag}__icontains": words.strip()})
        rows = rows.filter(wanted)
    if state == "outdated":
        rows = rows.filter(outdated_since__isnull=False)
    if state == "expired":
        rows = rows.filter(valid_until__lt=today)
    return rows


def public_talk(number: int, at: datetime) -> Talk:
    """A talk that was given out. Raises `Talk.DoesNotExist`."""
    rows = Talk.objects.public(at).select_related(
        "desk__body", "body", "session__conference", "version", "follows", "followed_by"
    )
    return rows.get(pk=number)


def talks_at(conference: Conference) -> list[Talk]:
    """The talks on the agenda of a conference, as its desk sees them, the last begun last."""
    rows = Talk.objects.filter(session__conference=conference).select_related(*_BESIDE)
    return list(rows.order_by("session__position", "pk"))


def public_talks_at(conference: Conference, at: datetime) -> Sequence[Talk]:
    """Those that everybody may read."""
    rows = Talk.objects.public(at).filter(session__conference=conference)
    return list(rows.order_by("pk"))


def has_expired(talk: Talk, at: datetime) -> bool:
    return talk.valid_until is not None and talk.valid_until < timezone.localdate(at)


def _last(rows: QuerySet[Talk]) -> QuerySet[Talk]:
    return rows.filter(followed_by__isnull=True).select_related(*_BESIDE)
