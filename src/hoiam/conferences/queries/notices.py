"""What a person at a desk was told about conferences and requests, and has not put away."""

from __future__ import annotations

from django.db.models import QuerySet

from hoiam.conferences.models import Notice
from hoiam.desks.queries.standing import Standing


def notices_for(standing: Standing) -> QuerySet[Notice]:
    """The latest first."""
    rows = Notice.objects.filter(person=standing.person, desk=standing.desk, seen_at__isnull=True)
    return rows.select_related("desk", "conference", "request", "guidance", "talk")
