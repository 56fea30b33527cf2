"""Learning at a training: which sheets are open, what stands on them, what came of them together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from hoiam.conferences import dates, links
from hoiam.conferences.models import Conference, Item, ItemUse, LearningKey, LearningResult, Sheet
from hoiam.conferences.sheets import mean, said_of_how_many, share
from hoiam.conferences.terms import ItemKind, Phase
from hoiam.desks.models import Desk
from hoiam.desks.wording import Wording

OPEN_FOR = timedelta(days=14)
"""After the end of a training: then the sheets are closed and the key destroyed, whoever forgets to."""


def items_of(desk: Desk) -> QuerySet[Item]:
    """The items of a desk that are in use, by code."""
    return Item.objects.filter(desk=desk, retired_at__isnull=True).order_by("code")


def get_item(code: str, desk: Desk) -> Item:
    """The newest version under a code; raises `Item.DoesNotExist`."""
    found = Item.objects.filter(desk=desk, code=code.upper()).order_by("-version").first()
    if found is None:
        raise Item.DoesNotExist
    return found


def uses_of(conference: Conference, phase: str) -> list[ItemUse]:
    """What stands on a sheet, in order."""
    rows = ItemUse.objects.filter(conference=conference, phase=phase)
    return list(rows.select_related("item").order_by("position", "pk"))


def sheet_token(conference: Conference) -> str:
    """The token of the link under which the sheets of a training are filled in."""
    return links.token_of(links.SHEET, conference.pk)


def sheet_conference(token: str) -> Conference | None:
    """The training whose sheets a link opens; None where it is no link of ours, or they are not open."""
    opened = links.read_token(token, links.SHEET)
    if opened is None:
        return None
    rows = Conference.objects.filter(pk=opened.number, cancelled_at=None, learning_key__isnull=False)
    return rows.select_related("desk", "place").first()


def is_open(conference: Conference) -> bool:
    return LearningKey.objects.filter(conference=conference).exists()


def opened_phases(conference: Conference, at: datetime) -> tuple[Phase, ...]:
    """Which sheets may be filled in now: before the training until it is held, the others from its beginning.

    Only those with an item on them, in order.
    """
    begins, over = dates.begins(conference), dates.ends(conference)
    is_held = conference.held_at is not None
    possible = {
        Phase.BEFORE: not is_held and at < over,
        Phase.AFTER: is_held or at >= begins,
        Phase.EVALUATION: is_held or at >= begins,
    }
    on_it = set(ItemUse.objects.filter(conference=conference).values_list("phase", flat=True))
    return tuple(phase for phase in Phase if possible[phase] and phase in on_it)


def received(conference: Conference) -> dict[str, int | None]:
    """How many sheets came in by phase, while they come in; None: fewer than five, which is all that is told."""
    rows = Sheet.objects.filter(conference=conference).order_by().values_list("phase")
    found = dict(rows.annotate(count=Count("pk")))
    return {str(phase): said_of_how_many(found.get(phase, 0)) for phase in Phase}


@dataclass(frozen=True)
class TestRow:
    """An item of the test: shares right in per cent, None where too few sheets came; and what pairs show."""

    item: Item
    before: float | None
    after: float | None
    gained: int | None
    lost: int | None
    pairs: int | None


@dataclass(frozen=True)
class OpinionRow:
    """An item of the evaluation: how often each answer was given ([]: too few), and of a scale the mean."""

    item: Item
    answers: list[tuple[str, int]]
    mean: float | None


@dataclass(frozen=True)
class Results:
    """Of a closed training. `sheets`: by phase how many came in, None for fewer than five."""

    test: list[TestRow]
    opinions: list[OpinionRow]
    sheets: dict[str, int | None]


def results_of(conference: Conference) -> Results | None:
    """What is kept of the sheets; None where they were not closed yet."""
    rows = list(
        LearningResult.objects.filter(conference=conference).select_related("item").order_by("item__code")
    )
    if not rows:
        return None
    by_phase = {phase: {row.item_id: row for row in rows if row.phase == phase} for phase in Phase}
    before, after = by_phase[Phase.BEFORE], by_phase[Phase.AFTER]
    test = [
        TestRow(
            row.item,
            share(row.counts, row.item.right),
            share(after[key].counts, row.item.right) if key in after else None,
            *((after[key].gained, after[key].lost, after[key].pairs) if key in after else (None, None, None)),
        )
        for key, row in before.items()
    ]
    opinions = [_opinion(row) for row in by_phase[Phase.EVALUATION].values()]
    sheets = {
        str(phase): said_of_how_many(next(iter(found.values())).sheets)
        for phase, found in by_phase.items()
        if found
    }
    return Results(test, opinions, sheets)


def _opinion(row: LearningResult) -> OpinionRow:
    is_scale = row.item.kind == ItemKind.SCALE
    labels = [str(step + 1) for step in range(len(row.counts))]
    if not is_scale:
        labels = [str(Wording(one)) for one in row.item.choices]
    return OpinionRow(
        row.item,
        list(zip(labels, row.counts, strict=False)),
        mean(row.counts) if is_scale else None,
    )
