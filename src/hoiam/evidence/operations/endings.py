"""A fact ends: another takes its place, its day passes, or it is withdrawn. It stays readable, with a notice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.journal import write_line
from hoiam.evidence import rules
from hoiam.evidence.models import Fact
from hoiam.evidence.operations.keeping import tell
from hoiam.evidence.terms import FactState
from hoiam.search.operations import note_change


def supersede_fact(*, fact: Fact, successor: Fact, reason: str, by: Person | str, at: datetime) -> Fact:
    """Another published fact takes the place of this one; searches show it last and marked.

    Raises `ReasonsAgainst` where either of them is not published or no reason is given.
    """
    rules.may_publish(by=by, desk=fact.desk, at=at)
    with transaction.atomic():
        fact = _locked(fact)
        successor = Fact.objects.get(pk=successor.pk)
        insist(
            [
                fact.state != FactState.PUBLISHED and _("Only a published fact can be superseded."),
                successor.state != FactState.PUBLISHED
                and _("The fact that follows must be published first."),
                successor.pk == fact.pk and _("A fact cannot follow itself."),
                not reason.strip() and _("Say why, in words for the public."),
            ]
        )
        fact.superseded_by = successor
        return _end(fact, FactState.SUPERSEDED, reason, by, at)


def withdraw_fact(*, fact: Fact, reason: str, by: Person | str, at: datetime) -> Fact:
    """Say openly that the fact does not stand; it stays readable under the reason.

    Raises `ReasonsAgainst` without a reason or for a draft (a draft is revised, not withdrawn).
    """
    rules.may_publish(by=by, desk=fact.desk, at=at)
    with transaction.atomic():
        fact = _locked(fact)
        insist(
            [
                fact.published_id is None and _("A draft was never public: revise it instead."),
                fact.state == FactState.WITHDRAWN and _("This fact is withdrawn already."),
                not reason.strip() and _("Say why, in words for the public."),
            ]
        )
        return _end(fact, FactState.WITHDRAWN, reason, by, at)


def expire_facts(at: datetime) -> int:
    """Mark published facts whose last day has passed in local time; returns how many. Called by the tick."""
    today = timezone.localdate(at)
    due = Fact.objects.filter(state=FactState.PUBLISHED, published__expires_on__lt=today)
    count = 0
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            fact = _locked(Fact(pk=pk))
            expires_on = fact.published.expires_on if fact.published else None
            if fact.state != FactState.PUBLISHED or expires_on is None or expires_on >= today:
                continue
            _end(fact, FactState.EXPIRED, "", "worker", at)
            count += 1
    return count


def _locked(fact: Fact) -> Fact:
    rows = Fact.objects.select_for_update(of=("self",)).select_related("desk", "published")
    return rows.get(pk=fact.pk)


def _end(fact: Fact, state: FactState, reason: str, by: Person | str, at: datetime) -> Fact:
    fact.state, fact.ended_at, fact.ended_because, fact.changed_at = state, at, reason.strip(), at
    fact.save()
    note_change(kind="fact", refs=[fact.reference])
    tell(fact=fact, what=str(state), by=by, at=at)
    write_line(
        desk=fact.desk, by=by, at=at, verb=f"fact_{state}", record=fact, detail={"reason": reason.strip()}
    )
    return fact
