"""Looking facts up: one guarded door for a page, one for a citation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from hoiam.desks.models import Desk
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import EDITORIAL
from hoiam.evidence.models import Fact, FactQuerySet, FactVersion
from hoiam.evidence.rules import has_five_fields
from hoiam.evidence.terms import FactState

__all__ = ["FactQuerySet", "citable", "citable_versions", "get_fact", "visible"]


def visible(*, standing: Standing | None = None, at: datetime) -> FactQuerySet:
    """Every fact this reader may see: the public ones, and all of the own desk for those who write there."""
    if standing and standing.holds(*EDITORIAL):
        return Fact.objects.within(standing.desk, at)
    return Fact.objects.public(at)


def get_fact(reference: str, *, standing: Standing | None = None, at: datetime) -> Fact:
    """The fact of that reference; raises `Fact.DoesNotExist` where this reader may not see it."""
    rows = visible(standing=standing, at=at).select_related(
        "desk", "desk__body", "latest", "latest__place", "published", "published__place", "superseded_by"
    )
    return rows.get(reference=reference)


def citable(reference: str, desk: Desk | None, at: datetime) -> FactVersion | None:
    """The version a text of the desk may cite: a published one, or an own draft with the five fields."""
    return citable_versions({(reference, None)}, desk=desk, at=at).get((reference, None))


def citable_versions(
    wanted: Collection[tuple[str, int | None]], *, desk: Desk | None, at: datetime
) -> dict[tuple[str, int | None], FactVersion]:
    """{(reference, number or None): version} for what may be cited; a named number must be in force."""
    references = {reference for reference, _ in wanted}
    facts = Fact.objects.filter(reference__in=references).select_related("published__fact", "latest__fact")
    found: dict[str, FactVersion] = {}
    for fact in facts:
        if fact.state == FactState.PUBLISHED and fact.published and fact.published.published_at <= at:
            found[fact.reference] = fact.published
        elif (
            fact.state == FactState.DRAFT
            and desk
            and fact.desk_id == desk.pk
            and has_five_fields(fact.latest)
        ):
            found[fact.reference] = fact.latest
    return {
        (reference, number): found[reference]
        for reference, number in wanted
        if reference in found and number in (None, found[reference].number)
    }
