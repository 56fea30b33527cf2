"""Sheets are opened for a training and filled in by whoever came, without a trace of who."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.encoding import force_str
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.models import Conference, Delegate, ItemUse, LearningKey, LearningResult, Sheet
from hoiam.conferences.operations.case import line, lock
from hoiam.conferences.operations.items import answers_to
from hoiam.conferences.pairing import mark_of, read_typed
from hoiam.conferences.queries.certificates import present
from hoiam.conferences.queries.learning import opened_phases, sheet_conference
from hoiam.conferences.sheets import complete
from hoiam.conferences.terms import ConferenceKind, DelegateState, Phase
from hoiam.desks.against import ReasonsAgainst, insist
from hoiam.desks.models import Person
from hoiam.enquiries import envelope

LEARNING = (ConferenceKind.TRAINING, ConferenceKind.WORKSHOP)


def open_sheets(*, conference: Conference, by: Person, at: datetime) -> LearningKey:
    """Open the sheets: from now on they can be filled in, and what stands on them no longer changes.

    The key under which sheets are paired is made here and lives until `close_learning`. Raises `ReasonsAgainst`
    where no item is on a sheet, or they were open before.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        insist(
            [
                kept.kind not in LEARNING and _("Sheets belong to trainings and workshops."),
                *rules.against_cancelled(kept),
                not ItemUse.objects.filter(conference=kept).exists() and _("Put an item on a sheet first."),
                LearningKey.objects.filter(conference=kept).exists() and _("The sheets are open already."),
                LearningResult.objects.filter(conference=kept).exists() and _("The sheets are closed."),
            ]
        )
        wrapped = envelope.wrap_key(envelope.new_key(), force_str(settings.SECRET_KEY))
        made = LearningKey.objects.create(conference=kept, sealed_key=wrapped, opened_at=at)
        line(kept, by=by, at=at, verb="opened sheets")
    return made


def fill_in(*, token: str, phase: str, code: str, answers: Mapping[str, int], at: datetime) -> None:
    """Keep one sheet, by the signed link of a training and a delegate's code, which is not kept.

    `answers`: {key of the item use: answer, 0 first}, every item once. No journal line: lines tell of the order of
    acts, and sheets have none. Raises `ReasonsAgainst` for a link that opens nothing, a sheet that is not open now,
    a code of nobody who may fill it in, a sheet that is not complete, or one that was sent already.
    """
    conference = sheet_conference(token)
    insist([conference is None and _("This link opens nothing any more.")])
    assert conference is not None
    with transaction.atomic():
        kept = LearningKey.objects.select_for_update().filter(conference=conference).first()
        uses = list(ItemUse.objects.filter(conference=conference, phase=phase).select_related("item"))
        insist(
            [
                (kept is None or phase not in opened_phases(conference, at))
                and _("This sheet is not open now.")
            ]
        )
        assert kept is not None
        insist(
            [
                not _may_fill_in(conference, phase, code)
                and _("No badge of this training that may fill in this sheet has that code. Read it again."),
                not complete(answers, [(str(use.pk), answers_to(use.item)) for use in uses])
                and _("Answer every question."),
            ]
        )
        _keep(conference, phase, mark_of(_opened(kept), phase, read_typed(code)), answers)


def _may_fill_in(conference: Conference, phase: str, code: str) -> bool:
    """Before the training everybody registered; after it those who came."""
    rows = present(conference)
    if phase == Phase.BEFORE:
        rows = Delegate.objects.filter(conference=conference, state=DelegateState.REGISTERED)
    return rows.filter(code__iexact=read_typed(code)).exists()


def _keep(conference: Conference, phase: str, mark: str, answers: Mapping[str, int]) -> None:
    try:
        with transaction.atomic():
            Sheet.objects.create(conference=conference, phase=phase, pair=mark, answers=dict(answers))
    except IntegrityError:
        raise ReasonsAgainst([_("A sheet with this code was sent already. It counts once.")]) from None


def _opened(kept: LearningKey) -> bytes:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return envelope.unwrap_key(kept.sealed_key, [force_str(secret) for secret in secrets])
