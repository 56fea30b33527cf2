"""Two desks become one: every room passes on its share, nothing is lost and nothing is re-based."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks import handover
from hoiam.desks.against import insist
from hoiam.desks.models import (
    ActingPeriod,
    BookNumber,
    Clock,
    Desk,
    DeskTemplate,
    DutyShift,
    Holding,
    Membership,
    OwnRule,
    Person,
)
from hoiam.desks.operations.journal import write_line

OWN = (
    "desks.Holding",
    "desks.Membership",
    "desks.ActingPeriod",
    "desks.DutyShift",
    "desks.Clock",
    "desks.JournalLine",
    "desks.Letterhead",
    "desks.BookNumber",
    "desks.Adoption",
    "desks.DeskTemplate",
    "desks.OwnRule",
)
"""The head of the letters ends with the desk; the numbers stay in the book of the body that gave them.
An adoption stays with the desk it made, so that the board tells its history."""


def merge_desks(*, former: Desk, present: Desk, by: Person | str, at: datetime) -> dict[str, int]:
    """Pass everything of a desk that ends to the desk that follows it; {share: how many rows}.

    The former desk stays readable, closed; its journal ends with this act and keeps its own chain.
    """
    insist(
        [
            former == present and _("A desk cannot follow itself."),
            not former.is_open and _("The desk that ends is closed already."),
            not present.is_open and _("The desk that follows is closed."),
        ]
    )
    with transaction.atomic():
        Desk.objects.select_for_update().filter(pk__in=[former.pk, present.pk]).count()
        moved = {
            share.name: share.move(former=former, present=present, by=by, at=at)
            for share in handover.merging_shares()
        }
        Desk.objects.filter(pk=former.pk).update(is_open=False)
        former.is_open = False
        write_line(desk=former, by=by, at=at, verb="merged into another desk", record=present, detail=moved)
        write_line(desk=present, by=by, at=at, verb="took a desk over", record=former, detail=moved)
    return moved


def move_own(*, former: Desk, present: Desk, by: object, at: datetime) -> int:
    """People keep their roles at the desk that follows; posts of the former end; clocks go on."""
    Holding.objects.filter(desk=former, valid_to__isnull=True).update(valid_to=at.date())
    moved = 0
    for membership in Membership.objects.filter(desk=former, valid_to__isnull=True):
        Membership.objects.get_or_create(
            person_id=membership.person_id,
            desk=present,
            role=membership.role,
            valid_to=None,
            defaults={"valid_from": at},
        )
        moved += 1
    Membership.objects.filter(desk=former, valid_to__isnull=True).update(valid_to=at)
    moved += ActingPeriod.objects.filter(desk=former, ends_at__gt=at).update(desk=present)
    moved += DutyShift.objects.filter(desk=former, ends_at__gt=at).update(desk=present)
    moved += BookNumber.objects.filter(desk=former).update(desk=present)
    moved += DeskTemplate.objects.filter(keeper=former).update(keeper=present)
    OwnRule.objects.filter(desk=former, ended_at__isnull=True).update(
        ended_at=at, ended_by=by if isinstance(by, Person) else None
    )
    return moved + Clock.objects.filter(desk=former).update(desk=present)
