"""What a desk opens with: the published facts of its place, of the places before it, and of the country."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Count

from hoiam.desks.models import Desk, Place
from hoiam.evidence.models import Fact
from hoiam.evidence.terms import FactState

Why = Literal["here", "before", "around"]


@dataclass(frozen=True)
class OfPlace:
    """Published facts of one place. `why`: the desk's own place, one that it came from, or one that it lies in."""

    place: Place
    why: Why
    number: int


def facts_for(desk: Desk, at: datetime) -> list[OfPlace]:
    """Its place, those before it by name, those around it up to the nation; [] for a desk without a place."""
    if desk.place is None:
        return []
    places: list[tuple[Place, Why]] = [(desk.place, "here")]
    places += [(place, "before") for place in desk.place.predecessors.all()]
    around = desk.place.part_of
    while around is not None and all(around != place for place, _why in places):
        places.append((around, "around"))
        around = around.part_of
    counts = _counts([place.pk for place, _why in places], at)
    return [OfPlace(place, why, counts.get(place.pk, 0)) for place, why in places]


def _counts(places: list[int], at: datetime) -> dict[int, int]:
    rows = Fact.objects.public(at).filter(state=FactState.PUBLISHED, published__places__in=places)
    counted = rows.order_by().values("published__places").annotate(number=Count("pk", distinct=True))
    return {row["published__places"]: row["number"] for row in counted}
