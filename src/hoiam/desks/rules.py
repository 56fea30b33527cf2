"""May I? Predicates about people and desks, each with a name."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoiam.desks.models import ActingPeriod, Desk, InstallationMembership, Membership, Person
from hoiam.desks.terms import CLEARING, Role

STRONG = frozenset({*CLEARING, Role.DESK_ADMIN})
"""Roles whose holders must sign in with two factors."""


def needs_second_factor(person: Person, at: datetime) -> bool:
    """Whether this person clears texts or administers anything, own or lent, at this instant."""
    now = Q(valid_to__isnull=True) | Q(valid_to__gt=at)
    if Membership.objects.filter(now, person=person, role__in=STRONG).exists():
        return True
    if InstallationMembership.objects.filter(person=person).exists():
        return True
    lent = ActingPeriod.objects.filter(substitute=person, starts_at__lte=at, ends_at__gt=at)
    return any(STRONG & set(roles) for roles in lent.values_list("roles", flat=True))


def against_meeting(desk: Desk, other: Desk | None) -> list[object]:
    """Nothing passes between a practice desk and a real one; `other` None: a body outside this installation."""
    if desk.is_practice == (other.is_practice if other else False):
        return []
    return [_("Nothing passes between a practice desk and a real one.")]
