"""Where an edition stands, read from its moments and its texts' clearance."""

from __future__ import annotations

from collections.abc import Iterable

from hoiam.releases.models import Edition, EditionText
from hoiam.releases.terms import Stage
from hoiam.texts.models import Clearance
from hoiam.texts.terms import STANDING_STATES


def stage_of(edition: Edition) -> Stage:
    """The stage of one edition; at most one query."""
    return stages_of([edition])[edition.pk]


def stages_of(editions: Iterable[Edition]) -> dict[int, Stage]:
    """{id: stage} for a list, with one query for all of them."""
    rows = list(editions)
    open_ones = [row.pk for row in rows if not (row.published_at or row.dropped_at or row.approved_at)]
    in_clearance: set[int] = set()
    if open_ones:
        standing = Clearance.objects.filter(state__in=STANDING_STATES).values("text")
        found = EditionText.objects.filter(edition__in=open_ones, text__in=standing)
        in_clearance = set(found.order_by().values_list("edition", flat=True))
    return {row.pk: _stage(row, in_clearance) for row in rows}


def _stage(edition: Edition, in_clearance: set[int]) -> Stage:
    if edition.dropped_at:
        return Stage.DROPPED
    if edition.published_at:
        return Stage.PUBLISHED
    if edition.approved_at:
        if edition.publish_at is None:
            return Stage.APPROVED
        return Stage.EMBARGOED if edition.is_embargoed else Stage.SCHEDULED
    return Stage.CLEARANCE if edition.pk in in_clearance else Stage.DRAFT
