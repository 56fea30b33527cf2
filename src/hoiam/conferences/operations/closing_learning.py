"""Sheets become counts; then sheets and the key that paired them are gone for good."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import dates, rules, sheets
from hoiam.conferences.models import Conference, ItemUse, LearningKey, LearningResult, Sheet
from hoiam.conferences.operations.case import line, lock
from hoiam.conferences.operations.items import answers_to
from hoiam.conferences.queries.learning import OPEN_FOR
from hoiam.conferences.terms import Phase
from hoiam.desks import erasing
from hoiam.desks.against import insist
from hoiam.desks.models import Person

ERASED = "learning"
"""The name of this erasure, by which a restored backup repeats it."""


def close_learning(*, conference: Conference, by: Person | str, at: datetime) -> list[LearningResult]:
    """Write counts for every item, then delete every sheet and the key, all in one transaction.

    Fewer than five sheets leave no counts. Raises `ReasonsAgainst` where no sheets are open, or the training is
    still to be held.
    """
    with transaction.atomic():
        kept = lock(conference)
        key = LearningKey.objects.select_for_update().filter(conference=kept).first()
        if isinstance(by, Person):
            rules.may(by, kept.desk, at, rules.ORGANISING)
        insist(
            [
                key is None and _("No sheets are open."),
                kept.held_at is None
                and kept.cancelled_at is None
                and at < dates.ends(kept)
                and _("The training is not over: sheets are closed afterwards."),
            ]
        )
        results = LearningResult.objects.bulk_create(_results(kept))
        _erase(kept.pk)
        erasing.note(kind=ERASED, record_id=kept.pk, at=at)
        line(kept, by=by, at=at, verb="closed sheets")
    return results


def close_overdue(at: datetime) -> int:
    """Close the sheets of every training that was over a fortnight ago or was cancelled; how many."""
    closed = 0
    for key in LearningKey.objects.select_related("conference"):
        if key.conference.cancelled_at or dates.ends(key.conference) + OPEN_FOR <= at:
            close_learning(conference=key.conference, by="worker", at=at)
            closed += 1
    return closed


def erase_again(about: str, record_id: int, at: datetime) -> None:
    """Delete sheets and key of a closed training that a restored backup brought back."""
    _erase(record_id)


def _erase(conference_id: int) -> None:
    Sheet.objects.filter(conference=conference_id).delete()
    LearningKey.objects.filter(conference=conference_id).delete()


def _results(conference: Conference) -> list[LearningResult]:
    heaps = {phase: _heap(conference, phase) for phase in Phase}
    uses = list(ItemUse.objects.filter(conference=conference).select_related("item"))
    before = {use.item_id: str(use.pk) for use in uses if use.phase == Phase.BEFORE}
    return [_result(use, heaps, before) for use in uses]


def _result(use: ItemUse, heaps: dict[Phase, sheets.Sheets], before: dict[int, str]) -> LearningResult:
    heap, item = heaps[Phase(use.phase)], use.item
    made = LearningResult(
        conference_id=use.conference_id,
        item=item,
        phase=use.phase,
        sheets=len(heap) if len(heap) >= sheets.FEWEST else 0,
        counts=sheets.counts(heap, str(use.pk), answers_to(item)),
    )
    if use.phase == Phase.AFTER and item.right is not None and item.pk in before:
        keys = (before[item.pk], str(use.pk))
        change = sheets.change(heaps[Phase.BEFORE], heap, keys, item.right)
        if change is not None:
            made.gained, made.lost, made.pairs = change.gained, change.lost, change.pairs
    return made


def _heap(conference: Conference, phase: str) -> sheets.Sheets:
    return dict(Sheet.objects.filter(conference=conference, phase=phase).values_list("pair", "answers"))
