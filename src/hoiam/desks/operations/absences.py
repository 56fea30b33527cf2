"""Somebody stands in for a colleague who is absent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import ActingPeriod, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.operations.people import insist_administers, is_in, open_roles
from hoiam.desks.queries.standing import Standing

LONGEST_ABSENCE = timedelta(days=180)


def name_substitute(
    *,
    absent: Person,
    substitute: Person,
    roles: Collection[str],
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    standing: Standing,
    at: datetime,
) -> ActingPeriod:
    """Let somebody stand in for a member of the desk, in roles the absent one holds, for a time.

    The substitute may belong to another desk. Raises `ReasonsAgainst` for a period that ends before it
    starts, is over, or is longer than 180 days, and for roles that the absent person does not hold.
    """
    if standing.person != absent:
        insist_administers(standing)
    held = set(open_roles(absent, standing.desk).values_list("role", flat=True))
    insist(
        [
            ends_at <= starts_at and _("The period ends before it starts."),
            ends_at <= at and _("The period is over already."),
            ends_at - starts_at > LONGEST_ABSENCE
            and _("A period lasts at most 180 days; name it again then."),
            absent == substitute and _("Nobody stands in for themselves."),
            (not roles or not set(roles) <= held) and _("Choose roles that the absent person holds here."),
            not is_in(substitute) and _("The substitute has left, or has not come in yet."),
        ]
    )
    with transaction.atomic():
        period = ActingPeriod.objects.create(
            desk=standing.desk,
            absent=absent,
            substitute=substitute,
            roles=sorted(roles),
            starts_at=starts_at,
            ends_at=ends_at,
            reason=reason.strip()[:200],
        )
        write_line(
            desk=standing.desk,
            by=standing.person,
            at=at,
            verb="named substitute",
            record=period,
            detail={"roles": sorted(roles)},
        )
    return period


def end_substitution(*, period: ActingPeriod, standing: Standing, at: datetime) -> None:
    """End a period before its time; one that has not begun is taken away."""
    if standing.person not in (period.absent, period.substitute):
        insist_administers(standing, period.desk)
    with transaction.atomic():
        write_line(desk=period.desk, by=standing.person, at=at, verb="ended substitution", record=period)
        if period.starts_at >= at:
            period.delete()
        else:
            ActingPeriod.objects.filter(pk=period.pk).update(ends_at=at)
