"""Territories with the days on which they exist, and what became of them."""

from __future__ import annotations

from datetime import date

from ninja import Query, Router, Schema

from hoiam.desks.models import Place
from hoiam.newsroom.api.paging import LONGEST, MOST, USUAL, read_cursor, write_cursor
from hoiam.newsroom.api.shapes import Listed, Wording, page, wording
from hoiam.newsroom.requests import PublicRequest

router = Router(tags=["places"])
ON = Query(None, description="Only places that exist on this day")


class PlaceShape(Schema):
    """`valid_to` is the last day on which the place exists; `successors` and `predecessors` are codes."""

    code: str
    kind: str
    name: Wording
    aliases: list[str]
    region: str
    part_of: str
    valid_from: date | None
    valid_to: date | None
    legal_basis: str
    predecessors: list[str]
    successors: list[str]


class PlaceList(Listed):
    items: list[PlaceShape]


@router.get("/places", response=PlaceList, operation_id="list_places", summary="Places, former and present")
def list_places(
    request: PublicRequest,
    on: date | None = ON,
    cursor: str = Query("", max_length=LONGEST),
    limit: int = Query(USUAL, ge=1, le=MOST),
) -> PlaceList:
    rows = Place.objects.in_force(on) if on else Place.objects.all()
    rows = rows.filter(code__gt=read_cursor(cursor)).order_by("code")
    found = list(rows.select_related("part_of").prefetch_related("successors", "predecessors")[: limit + 1])
    shown = found[:limit]
    return PlaceList(
        items=[_shape(place) for place in shown],
        next_cursor=write_cursor(shown[-1].code if len(found) > limit else ""),
        source=page("newsroom_facts:list"),
    )


def _shape(place: Place) -> PlaceShape:
    return PlaceShape(
        code=place.code,
        kind=place.kind,
        name=wording(place.name),
        aliases=place.aliases,
        region=place.region,
        part_of=place.part_of.code if place.part_of else "",
        valid_from=place.valid_from,
        valid_to=place.valid_to,
        legal_basis=place.legal_basis,
        predecessors=sorted(one.code for one in place.predecessors.all()),
        successors=sorted(one.code for one in place.successors.all()),
    )
