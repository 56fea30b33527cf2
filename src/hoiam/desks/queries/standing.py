"""Who somebody is at a desk, at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from json import loads

from django.db import connection
from django.db.models import Q

from hoiam.desks.models import Desk, InstallationMembership, Person


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
    desk_ids: frozenset[int] = frozenset()
    """Every desk where the person has any role now, this one among them."""

    def holds(self, *roles: str) -> bool:
        """Whether any one of these roles is held."""
        return bool(self.roles & set(roles))


_ROLES = """
    SELECT 'own', desk_id, role FROM desks_membership
    WHERE person_id = %(person)s AND valid_from <= %(at)s AND (valid_to IS NULL OR valid_to > %(at)s)
    UNION ALL
    SELECT 'lent', desk_id, CAST(roles AS text) FROM desks_actingperiod
    WHERE substitute_id = %(person)s AND starts_at <= %(at)s AND ends_at > %(at)s
    UNION ALL
    SELECT 'installation', 0, role FROM desks_installationmembership WHERE person_id = %(person)s
"""
"""Written out, because every page of the office asks it: three queries took longer to put together than to run."""


def standing_of(person: Person, desk: Desk, at: datetime) -> Standing:
    """The roles of a person at a desk at that instant, in one query; empty roles mean: not a member."""
    given = {"person": person.pk, "at": connection.ops.adapt_datetimefield_value(at)}
    with connection.cursor() as cursor:
        cursor.execute(_ROLES, given)
        held = cursor.fetchall()
    own = {role for kind, where, role in held if kind == "own" and where == desk.pk}
    lent = {
        role for kind, where, roles in held if kind == "lent" and where == desk.pk for role in loads(roles)
    }
    return Standing(
        person=person,
        desk=desk,
        roles=frozenset(own | lent),
        lent=frozenset(lent - own),
        installation_roles=frozenset(role for kind, _where, role in held if kind == "installation"),
        desk_ids=frozenset(where for kind, where, _role in held if kind != "installation"),
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
