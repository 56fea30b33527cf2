"""What was asked and is not in the record: opened, given to somebody, closed with facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person, Place
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import standing_of
from hoiam.desks.terms import EDITORIAL
from hoiam.evidence import rules
from hoiam.evidence.models import Fact, Gap
from hoiam.evidence.signals import gap_closed
from hoiam.evidence.terms import ASKING_KINDS, GapState
from hoiam.search.operations import note_change


def open_gap(
    *,
    desk: Desk,
    question: str,
    by: Person | str,
    at: datetime,
    theme: str = "",
    place: Place | None = None,
    asked_in: tuple[str, int] | None = None,
    owner: Person | None = None,
    due_date: date | None = None,
) -> Gap:
    """Record that something was asked which the record does not hold.

    The same open question of the same case gives the gap that is there. Raises `ReasonsAgainst` for an empty
    question, a day in the past, an owner from elsewhere or a secret marking.
    """
    rules.may_write(by=by, desk=desk, at=at)
    kind, number = asked_in or ("", None)
    insist(
        [
            *_reasons_against_owner(desk, owner, due_date, at),
            not question.strip() and _("Write the question that the record does not answer."),
            len(question) > rules.LONGEST_TEXT and _("The question is too long."),
            rules.secret_marking([question])
            and _("The question carries a secrecy marking. Nothing was kept."),
            kind and kind not in ASKING_KINDS and _("A gap belongs to an enquiry or a text."),
        ]
    )
    same = Gap.objects.filter(
        desk=desk,
        question=question.strip(),
        asked_in_kind=kind,
        asked_in_id=number,
        state=GapState.OPEN,
    )
    with transaction.atomic():
        Desk.objects.select_for_update().get(pk=desk.pk)
        if known := same.first():
            return known
        gap = Gap.objects.create(
            desk=desk,
            question=question.strip(),
            theme=theme,
            place=place,
            asked_in_kind=kind,
            asked_in_id=number,
            owner=owner,
            due_date=due_date,
            opened_at=at,
            opened_by=by if isinstance(by, Person) else None,
        )
        note_change(kind="gap", refs=[gap.reference])
        write_line(desk=desk, by=by, at=at, verb="gap_opened", record=gap)
    return gap


def assign_gap(
    *, gap: Gap, owner: Person | None, due_date: date | None, by: Person | str, at: datetime
) -> Gap:
    """Say who finds it out, and by which day. Raises `ReasonsAgainst` as `open_gap`."""
    rules.may_write(by=by, desk=gap.desk, at=at)
    with transaction.atomic():
        gap = Gap.objects.select_for_update(of=("self",)).select_related("desk").get(pk=gap.pk)
        insist(
            [
                gap.state != GapState.OPEN and _("This gap is closed."),
                *_reasons_against_owner(gap.desk, owner, due_date, at),
            ]
        )
        gap.owner, gap.due_date = owner, due_date
        gap.save()
        write_line(desk=gap.desk, by=by, at=at, verb="gap_assigned", record=gap)
    return gap


def close_gap(*, gap: Gap, facts: Sequence[Fact], by: Person | str, at: datetime, note: str = "") -> Gap:
    """Close a gap with the facts that fill it, or with a note that says why none will.

    Sends `gap_closed` in the transaction. Raises `ReasonsAgainst` without facts and without a note.
    """
    rules.may_write(by=by, desk=gap.desk, at=at)
    with transaction.atomic():
        gap = Gap.objects.select_for_update(of=("self",)).select_related("desk").get(pk=gap.pk)
        visible = set(Fact.objects.within(gap.desk, at).filter(pk__in=[f.pk for f in facts]))
        insist(
            [
                gap.state != GapState.OPEN and _("This gap is closed."),
                not facts
                and not note.strip()
                and _("Name the facts that fill the gap, or say why it stays empty."),
                len(visible) != len(set(facts)) and _("One of these facts is not in your record."),
            ]
        )
        gap.state, gap.closed_at, gap.closing_note = GapState.CLOSED, at, note.strip()
        gap.save()
        gap.facts.set(facts)
        note_change(kind="gap", refs=[gap.reference])
        gap_closed.send(sender=Gap, gap=gap, facts=list(facts), by=by, at=at)
        write_line(
            desk=gap.desk,
            by=by,
            at=at,
            verb="gap_closed",
            record=gap,
            detail={"facts": [fact.reference for fact in facts]},
        )
    return gap


def _reasons_against_owner(
    desk: Desk, owner: Person | None, due_date: date | None, at: datetime
) -> list[object]:
    outside = owner is not None and not standing_of(owner, desk, at).holds(*EDITORIAL)
    return [
        outside and _("The owner of a gap works at this desk."),
        due_date is not None
        and due_date < timezone.localdate(at)
        and _("The day has passed: choose a later one."),
    ]
