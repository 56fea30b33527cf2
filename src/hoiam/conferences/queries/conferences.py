"""Conferences as their desk sees them: one guarded door, lists."""

from __future__ import annotations

from django.db.models import QuerySet

from hoiam.conferences.models import Conference
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import EDITORIAL, Role

SEEING = (*EDITORIAL, Role.AUDITOR)


def get_conference(reference: str, standing: Standing) -> Conference:
    """The conference of that reference; raises `Conference.DoesNotExist` where it is another desk's or the role
    does not see it."""
    if not standing.holds(*SEEING):
        raise Conference.DoesNotExist
    rows = Conference.objects.filter(desk=standing.desk).select_related(
        "desk__body", "place", "series", "period", "round__programme", "package"
    )
    return rows.get(reference=reference)


def conferences_of(standing: Standing) -> QuerySet[Conference]:
    """All conferences of the desk, the latest first; none for roles that do not see them."""
    if not standing.holds(*SEEING):
        return Conference.objects.none()
    return Conference.objects.filter(desk=standing.desk).select_related("place", "series", "round")
