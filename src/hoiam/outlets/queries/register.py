"""Reading the register: outlets, applications, criteria, refusals, appeals, what must be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from hoiam.desks.models import Desk, Person
from hoiam.desks.queries.standing import Standing
from hoiam.outlets import rules
from hoiam.outlets.models import Appeal, Application, Criterion, Loan, Outlet, ReachTask, Refusal
from hoiam.outlets.terms import AppealOutcome


@dataclass(frozen=True)
class Counts:
    """What the public sees of the register in figures."""

    registered: int
    waiting: int
    refused: int
    appealed: int
    upheld: int
    undecided: int


def counts(at: datetime) -> Counts:
    appeals = Appeal.objects.aggregate(
        all=Count("pk"),
        upheld=Count("pk", filter=Q(outcome=AppealOutcome.UPHELD)),
        undecided=Count("pk", filter=Q(decided_at__isnull=True)),
    )
    return Counts(
        registered=Outlet.objects.registered(at).count(),
        waiting=Application.objects.waiting().count(),
        refused=Refusal.objects.count(),
        appealed=appeals["all"],
        upheld=appeals["upheld"],
        undecided=appeals["undecided"],
    )


def criteria(at: datetime) -> QuerySet[Criterion]:
    """What holds at that instant, by code."""
    return Criterion.objects.in_force(at).order_by("code")


def public_refusals() -> QuerySet[Refusal]:
    """Every refusal, the latest first, each with its appeal; nobody is named in it."""
    return Refusal.objects.select_related("desk", "criterion", "appeal").order_by("-at", "-pk")


def outlets(at: datetime, *, words: str = "", ended: bool = False) -> QuerySet[Outlet]:
    """The register by name, common to all desks; those that ended or ran out where asked for."""
    rows = Outlet.objects.exclude(name="").select_related("desk")
    here = Outlet.objects.registered(at)
    rows = rows.exclude(pk__in=here.values("pk")) if ended else rows.filter(pk__in=here.values("pk"))
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(code__iexact=words) | Q(email__iexact=words))
    return rows.annotate(ways=Count("channels", filter=Q(channels__ended_at__isnull=True))).order_by(
        "name", "pk"
    )


def get_outlet(code: str) -> Outlet:
    """One entry; every desk may read the register. Raises `Outlet.DoesNotExist`."""
    return Outlet.objects.select_related("desk").get(code=code)


def applications(standing: Standing) -> QuerySet[Application]:
    """Confirmed applications at this desk that wait to be decided, the oldest first."""
    return Application.objects.waiting().filter(desk=standing.desk)


def get_application(code: str, standing: Standing) -> Application:
    """Raises `Application.DoesNotExist`, also for another desk's."""
    return applications(standing).select_related("desk").get(code=code)


def reach_tasks(standing: Standing) -> QuerySet[ReachTask]:
    """Outlets this desk must reach otherwise, the oldest first."""
    rows = ReachTask.objects.filter(desk=standing.desk, settled_at__isnull=True)
    return rows.select_related("outlet", "consignment__dispatch", "consignment__channel")


def appeals_for(person: Person, at: datetime) -> list[Appeal]:
    """Appeals that this person may decide, the oldest first."""
    rows = Appeal.objects.filter(decided_at__isnull=True).select_related(
        "refusal__desk", "refusal__criterion", "refusal__application", "refusal__outlet"
    )
    may: dict[int, bool] = {}
    return [row for row in rows if _may(person, row.refusal.desk, at, may)]


def loans() -> QuerySet[Loan]:
    """Everything that was lent, the latest first; whether it still is, the room of the record knows."""
    return Loan.objects.filter(desk__is_practice=False).select_related("desk")


def _may(person: Person, desk: Desk, at: datetime, known: dict[int, bool]) -> bool:
    if desk.pk not in known:
        known[desk.pk] = rules.decides_appeals_of(person, desk, at)
    return known[desk.pk]
