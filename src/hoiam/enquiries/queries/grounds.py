"""On which grounds a question may be refused."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from hoiam.desks.models import RefusalGround
from hoiam.desks.queries.law import zone


def grounds_for(kind: str, at: datetime) -> QuerySet[RefusalGround]:
    """The grounds of the law in force on the local day of `at` for that kind of enquiry, by code."""
    day = at.astimezone(zone()).date()
    in_force = RefusalGround.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )
    fitting = [ground.pk for ground in in_force if kind in ground.kinds]
    return RefusalGround.objects.filter(pk__in=fitting)
