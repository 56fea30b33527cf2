"""Who somebody is at a desk, at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from hoiam.desks.models import ActingPeriod, Desk, InstallationMembership, Membership, Person


@dataclass(frozen=True)
class Standing:
    """One person at one desk: own roles, and those held for absent colleagues."""

    person: Person
    desk: Desk
    roles: frozenset[str]
    """Everything the person may act as at this desk now."""
    lent: frozenset[str] = frozenset()
    """Those of `roles` that come from standing in for somebody."""
    installation_roles: frozenset[str] = frozenset()

    def holds(self, *roles: str) -> bool:
        """Whether any one of these roles is held."""
        return bool(self.roles & set(roles))


def standing_of(person: Person, desk: Desk, at: datetime) -> Standing:
    """The roles of a person at a desk at that instant; empty roles mean: not a member."""
    own = set(
        Membership.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=at), person=person, desk=desk, valid_from__lte=at
        ).values_list("role", flat=True)
    )
    lent: set[str] = set()
    periods = ActingPeriod.objects.filter(substitute=person, desk=desk, starts_at__lte=at, ends_at__gt=at)
    for roles in periods.values_list("roles", flat=True):
        lent.update(roles)
    return Standing(
        person=person,
        desk=desk,
        roles=frozenset(own | lent),
        lent=frozenset(lent - own),
        installation_roles=installation_roles(person),
    )


def installation_roles(person: Person) -> frozenset[str]:
    return frozenset(InstallationMembership.objects.filter(person=person).values_list("role", flat=True))


def desks_of(person: Person, at: datetime) -> list[Desk]:
    """The desks where a person has any role now, own or lent, by code."""
    own = Q(memberships__person=person, memberships__valid_from__lte=at) & (
        Q(memberships__valid_to__isnull=True) | Q(memberships__valid_to__gt=at)
    )
    lent = Q(
        acting_periods__substitute=person, acting_periods__starts_at__lte=at, acting_periods__ends_at__gt=at
    )
    return list(Desk.objects.filter(own | lent).distinct().order_by("code"))
