"""Items of tests and evaluations: written, changed into a next version, taken out of use, put on sheets."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.models import Conference, Item, ItemUse, LearningKey, LearningResult
from hoiam.conferences.operations.case import line, lock
from hoiam.conferences.terms import ItemKind, Phase
from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line

SCALE = 5
MOST_CHOICES = 6
MOST_ON_A_SHEET = 40
TEST = (Phase.BEFORE, Phase.AFTER)
_CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")


def make_item(
    *,
    desk: Desk,
    code: str,
    kind: str,
    words: Mapping[str, str],
    by: Person,
    at: datetime,
    choices: Sequence[Mapping[str, str]] = (),
    right: int | None = None,
    why: Mapping[str, str] | None = None,
) -> Item:
    """Write the first version of an item; `choices` by language, `right` is the place of the right one, 0 first.

    Raises `ReasonsAgainst` for a code that is none or is taken, missing words, or a right answer that is not there.
    """
    rules.may(by, desk, at, rules.ORGANISING)
    clean = code.strip().upper()
    said = _content(kind, words, choices, right, why)
    with transaction.atomic():
        insist(
            [
                (not _CODE.fullmatch(clean) or len(clean) > 24)
                and _("The code of an item has letters, digits and hyphens, such as LAW-01."),
                Item.objects.filter(desk=desk, code=clean).exists()
                and _("There is an item with this code. Change that one, or choose another code."),
                *_against_content(**said),
            ]
        )
        item = Item.objects.create(desk=desk, code=clean, made_at=at, **said)
        write_line(desk=desk, by=by, at=at, verb="wrote item", record=item)
    return item


def revise_item(
    *,
    item: Item,
    words: Mapping[str, str],
    by: Person,
    at: datetime,
    choices: Sequence[Mapping[str, str]] = (),
    right: int | None = None,
    why: Mapping[str, str] | None = None,
) -> Item:
    """Write the next version under the same code. Sheets keep the version that stands on them; lessons follow."""
    rules.may(by, item.desk, at, rules.ORGANISING)
    said = _content(item.kind, words, choices, right, why)
    with transaction.atomic():
        kept = Item.objects.select_for_update().get(pk=item.pk)
        insist([*_against_retired(kept), *_against_content(**said)])
        fresh = Item.objects.create(
            desk=kept.desk, code=kept.code, version=kept.version + 1, made_at=at, **said
        )
        for lesson in kept.lessons.all():
            lesson.items.remove(kept)
            lesson.items.add(fresh)
        kept.retired_at = at
        kept.save(update_fields=["retired_at"])
        write_line(desk=kept.desk, by=by, at=at, verb="changed item", record=fresh)
    return fresh


def retire_item(*, item: Item, by: Person, at: datetime) -> None:
    """Offer it no more; sheets and lessons that have it keep it."""
    rules.may(by, item.desk, at, rules.ORGANISING)
    with transaction.atomic():
        kept = Item.objects.select_for_update().get(pk=item.pk)
        insist(_against_retired(kept))
        kept.retired_at = at
        kept.save(update_fields=["retired_at"])
        write_line(desk=kept.desk, by=by, at=at, verb="retired item", record=kept)


def put_on_sheet(
    *, conference: Conference, item: Item, phases: Collection[str], by: Person, at: datetime
) -> None:
    """Put an item at the end of these sheets, where it is not on them; a test has the same items twice.

    Raises `ReasonsAgainst` once the sheets are open, for a scale in a test, or another desk's item.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        insist([*against_changing_sheets(kept), *_against_use(kept, item, phases)])
        for phase in phases:
            uses = ItemUse.objects.filter(conference=kept, phase=phase)
            last = uses.aggregate(last=Max("position"))["last"] or 0
            ItemUse.objects.get_or_create(
                conference=kept, phase=phase, item=item, defaults={"position": last + 1}
            )
        line(kept, by=by, at=at, verb="put item on sheet", detail={"phases": [str(one) for one in phases]})


def take_off_sheet(*, conference: Conference, item: Item, phase: str, by: Person, at: datetime) -> None:
    """Take an item off; off a test it goes from both sheets, which stay the same questions."""
    phases = TEST if phase in TEST else (phase,)
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        insist(against_changing_sheets(kept))
        ItemUse.objects.filter(conference=kept, item=item, phase__in=phases).delete()
        line(kept, by=by, at=at, verb="took item off sheet", detail={"phases": [str(one) for one in phases]})


def against_changing_sheets(conference: Conference) -> list[object]:
    is_open = LearningKey.objects.filter(conference=conference).exists()
    is_closed = LearningResult.objects.filter(conference=conference).exists()
    return [
        *rules.against_cancelled(conference),
        is_open and _("The sheets are open; what stands on them no longer changes."),
        is_closed and _("The sheets are closed."),
    ]


def answers_to(item: Item) -> int:
    """How many answers an item offers."""
    return SCALE if item.kind == ItemKind.SCALE else len(item.choices)


def _content(
    kind: str,
    words: Mapping[str, str],
    choices: Sequence[Mapping[str, str]],
    right: int | None,
    why: Mapping[str, str] | None,
) -> dict[str, Any]:
    is_choice = kind == ItemKind.CHOICE
    return {
        "kind": kind,
        "words": dict(words),
        "choices": [dict(one) for one in choices] if is_choice else [],
        "right": right if is_choice else None,
        "why": dict(why or {}),
    }


def _against_content(
    *,
    kind: str,
    words: Mapping[str, str],
    choices: Sequence[Mapping[str, str]],
    right: int | None,
    why: Mapping[str, str],
) -> list[object]:
    against: list[object] = [
        kind not in ItemKind.values and _("Choose a kind of item."),
        *rules.against_wording(words, empty=_("Write the question.")),
        *(rules.against_wording(why, empty="") if why else []),
    ]
    if kind == ItemKind.CHOICE:
        against += [
            not 2 <= len(choices) <= MOST_CHOICES
            and format_lazy(_("Give between two and {most} answers."), most=MOST_CHOICES),
            (right is None or not 0 <= right < len(choices)) and _("Say which answer is right."),
            *(
                reason
                for one in choices
                for reason in rules.against_wording(one, empty=_("An answer is empty."))
            ),
        ]
    return against


def _against_retired(item: Item) -> list[object]:
    return [_("This version is out of use. Open the newest one.")] if item.retired_at else []


def _against_use(conference: Conference, item: Item, phases: Collection[str]) -> list[object]:
    full = any(
        ItemUse.objects.filter(conference=conference, phase=phase).count() >= MOST_ON_A_SHEET
        for phase in phases
    )
    in_test = any(phase in TEST for phase in phases)
    return [
        item.desk_id != conference.desk_id and _("This item belongs to another desk."),
        (not phases or set(phases) - set(Phase.values)) and _("Choose a sheet."),
        in_test
        and set(TEST) - set(phases)
        and _("A test has the same questions before and after the training."),
        in_test
        and item.kind == ItemKind.SCALE
        and _("A scale has no right answer: it belongs to the evaluation."),
        *_against_retired(item),
        full and format_lazy(_("A sheet has at most {most} items."), most=MOST_ON_A_SHEET),
    ]
