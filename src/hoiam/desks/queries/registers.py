"""Reading places and bodies with their validity, what came before and what follows."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from hoiam.desks.models import Body, Place
from hoiam.search.analysis.syllables import fold

Entry = TypeVar("Entry", Place, Body)


def places(text: str = "", on: date | None = None) -> QuerySet[Place]:
    """Places whose name or code has `text`, with or without marks; only those of the day `on`, if given."""
    return _found(Place.objects.select_related("part_of"), text, on)


def bodies(text: str = "", on: date | None = None) -> QuerySet[Body]:
    """Bodies whose name, short name or code has `text`, with or without marks; of the day `on`, if given."""
    return _found(Body.objects.select_related("place"), text, on, "short_name__icontains")


def get_place(code: str) -> Place:
    """One place with its relations. Raises `Place.DoesNotExist`."""
    return (
        Place.objects.select_related("part_of").prefetch_related("predecessors", "successors").get(code=code)
    )


def get_body(code: str) -> Body:
    """One body with its relations. Raises `Body.DoesNotExist`."""
    return Body.objects.select_related("place").prefetch_related("predecessors", "successors").get(code=code)


def heirs_of(body: Body, on: date) -> list[Body]:
    """Bodies in force on that day that follow `body`, however many steps later; [] while it exists itself."""
    if body.valid_to is None or body.valid_to >= on:
        return []
    heirs: dict[int, Body] = {}
    seen, waiting = {body.pk}, [body]
    while waiting:
        for one in waiting.pop().successors.all():
            if one.pk in seen:
                continue
            seen.add(one.pk)
            if one.valid_to is None or one.valid_to >= on:
                heirs[one.pk] = one
            else:
                waiting.append(one)
    return list(heirs.values())


def _found(rows: QuerySet[Entry], text: str, on: date | None, *more: str) -> QuerySet[Entry]:
    words = " ".join(fold(text).split())
    if words:
        wanted = Q(name_folded__contains=words) | Q(code__contains=words.replace(" ", "-"))
        for lookup in more:
            wanted |= Q(**{lookup: text.strip()})
        rows = rows.filter(wanted)
    if on is not None:
        rows = rows.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )
    return rows.prefetch_related("predecessors", "successors").order_by("name_folded", "code")
