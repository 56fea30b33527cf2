"""Reading who does what at a desk, and who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from hoiam.desks.models import ActingPeriod, Desk, Membership, Person


@dataclass
class Member:
    """One person of a desk with the roles held in their own right."""

    person: Person
    roles: list[Membership] = field(default_factory=list)
    absences: list[ActingPeriod] = field(default_factory=list)
    """Periods, running or to come, in which a colleague stands in."""

    @property
    def has_come_in(self) -> bool:
        """Whether the invitation was used."""
        return self.person.has_usable_password()


def members_of(desk: Desk, at: datetime) -> list[Member]:
    """Everybody with a role at the desk now, by name; two queries, whatever their number."""
    rows = Membership.objects.filter(desk=desk, valid_from__lte=at).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=at)
    )
    found: dict[int, Member] = {}
    for row in rows.select_related("person").order_by("person__name", "person__email", "pk"):
        found.setdefault(row.person_id, Member(row.person)).roles.append(row)
    for period in acting_periods(desk, at):
        if period.absent_id in found:
            found[period.absent_id].absences.append(period)
    return list(found.values())


def acting_periods(desk: Desk, at: datetime) -> list[ActingPeriod]:
    """Periods of the desk that run or are to come, the earliest first."""
    rows = ActingPeriod.objects.filter(desk=desk, ends_at__gt=at)
    return list(rows.select_related("absent", "substitute").order_by("starts_at", "pk"))


def get_member(desk: Desk, person_id: int, at: datetime) -> Member:
    """One member of the desk. Raises `Person.DoesNotExist` for anybody else."""
    member = next((one for one in members_of(desk, at) if one.person.pk == person_id), None)
    if member is None:
        raise Person.DoesNotExist
    return member


def lent_to(person: Person, at: datetime) -> list[ActingPeriod]:
    """For whom somebody stands in, now or later, at any desk; the earliest first."""
    rows = ActingPeriod.objects.filter(substitute=person, ends_at__gt=at)
    return list(rows.select_related("desk", "absent").order_by("starts_at", "pk"))


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
