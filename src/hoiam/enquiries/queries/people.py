"""Who holds a role at a desk now."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from hoiam.desks.models import ActingPeriod, Desk, Membership
from hoiam.desks.queries.people import holding

__all__ = ["holding", "names_holding"]


def names_holding(desk: Desk, at: datetime, *roles: str) -> dict[int, str]:
    """{id: name} of the same people, for a list to choose from."""
    now = Q(valid_to__isnull=True) | Q(valid_to__gt=at)
    own = Membership.objects.filter(
        now, desk=desk, role__in=roles, valid_from__lte=at, person__is_active=True
    ).order_by()
    found = dict(own.values_list("person_id", "person__name"))
    lent = ActingPeriod.objects.filter(
        desk=desk, starts_at__lte=at, ends_at__gt=at, substitute__is_active=True
    ).order_by()
    for number, name, held in lent.values_list("substitute_id", "substitute__name", "roles"):
        if set(held) & set(roles):
            found[number] = name
    return found
