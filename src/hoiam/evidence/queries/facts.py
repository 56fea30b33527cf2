"""Looking facts up: one guarded door for a page, one for a citation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from hoiam.desks.models import Desk, Place, PlaceSuccession
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import EDITORIAL
from hoiam.evidence.models import Contradiction, Fact, FactQuerySet, FactVersion
from hoiam.evidence.rules import has_five_fields
from hoiam.evidence.terms import FactState

__all__ = ["FactQuerySet", "citable", "citable_versions", "get_fact", "visible"]


@dataclass(frozen=True)
class Territory:
    """One place with the places it was formed from and those it is part of since."""

    place: Place
    formed_from: list[Place]
    now_part_of: list[Place]


def visible(*, standing: Standing | None = None, at: datetime) -> FactQuerySet:
    """Every fact this reader may see: the public ones, and all of the own desk for those who write there."""
    if standing and standing.holds(*EDITORIAL):
        return Fact.objects.within(standing.desk, at)
    return Fact.objects.public(at)


def get_fact(reference: str, *, standing: Standing | None = None, at: datetime) -> Fact:
    """The fact of that reference; raises `Fact.DoesNotExist` where this reader may not see it."""
    rows = visible(standing=standing, at=at).select_related("desk", "published", "published__place")
    rows = rows.select_related("latest", "latest__place") if standing else rows
    return rows.get(reference=reference)


def published_versions(fact: Fact, at: datetime) -> list[FactVersion]:
    """Every version the public may read, the newest first. One version costs no query."""
    if fact.published and fact.published.number == 1:
        return [fact.published]
    return list(fact.versions.filter(published_at__lte=at).select_related("place").order_by("-number"))


def contested_by(fact: Fact) -> list[int]:
    """Ids of the facts that are marked as contradicting this one."""
    rows = Contradiction.objects.filter(Q(one=fact.pk) | Q(other=fact.pk)).values_list("one", "other")
    return [other if one == fact.pk else one for one, other in rows]


def territory_of(version: FactVersion) -> list[Territory]:
    """Where a version is about, with what came before and after: former and present names."""
    places = [version.place] if version.place else list(version.places.all())
    if not places:
        return []
    wanted = [place.pk for place in places]
    rows = PlaceSuccession.objects.filter(Q(former__in=wanted) | Q(present__in=wanted))
    steps = list(rows.select_related("former", "present"))
    return [
        Territory(
            place=place,
            formed_from=[step.former for step in steps if step.present_id == place.pk],
            now_part_of=[step.present for step in steps if step.former_id == place.pk],
        )
        for place in places
    ]


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
        public = fact.published if fact.state == FactState.PUBLISHED else None
        if public and public.published_at and public.published_at <= at:
            found[fact.reference] = public
        elif (
            fact.state == FactState.DRAFT
            and desk
            and fact.desk_id == desk.pk
            and has_five_fields(fact.newest)
        ):
            found[fact.reference] = fact.newest
    return {
        (reference, number): found[reference]
        for reference, number in wanted
        if reference in found and number in (None, found[reference].number)
    }
