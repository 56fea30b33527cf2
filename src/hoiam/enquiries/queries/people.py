"""Who holds a role at a desk now."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from hoiam.desks.models import ActingPeriod, Desk, Membership, Person


def holding(desk: Desk, at: datetime, *roles: str) -> list[Person]:
    """Everybody who holds one of `roles` there at that instant, own or for somebody absent, each once."""
    now = Q(valid_to__isnull=True) | Q(valid_to__gt=at)
    own = Membership.objects.filter(
        now, desk=desk, role__in=roles, valid_from__lte=at, person__is_active=True
    )
    found = {row.person_id: row.person for row in own.select_related("person")}
    lent = ActingPeriod.objects.filter(desk=desk, starts_at__lte=at, ends_at__gt=at)
    for period in lent.select_related("substitute"):
        if set(period.roles) & set(roles) and period.substitute.is_active:
            found[period.substitute_id] = period.substitute
    return [found[key] for key in sorted(found)]


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
