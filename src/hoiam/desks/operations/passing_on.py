"""What of the desks themselves passes on when a desk is followed by another."""

from __future__ import annotations

from datetime import datetime
from types import ModuleType

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from hoiam.desks.ledger import Ledger
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
from hoiam.desks.passing import Passing, Told
from hoiam.desks.wording import Wording

PASSING = (
    Passing(Clock, _("Limits and targets"), record="record"),
    Passing(BookNumber, _("Numbers of letters")),
    Passing(DutyShift, _("Duty shifts"), narrow=lambda rows, at: rows.filter(ends_at__gt=at)),
    Passing(ActingPeriod, _("Substitutions"), narrow=lambda rows, at: rows.filter(ends_at__gt=at)),
    Passing(DeskTemplate, _("Desk templates that it keeps"), key="keeper"),
)
STAY = (
    "desks.Holding",
    "desks.Membership",
    "desks.JournalLine",
    "desks.Letterhead",
    "desks.Adoption",
    "desks.OwnRule",
    "desks.Merger",
)
"""The head of the letters ends with the desk; the numbers stay in the book of the body that gave them.
An adoption stays with the desk it made, so that the board tells its history."""


def register(handover: ModuleType) -> None:
    """Name this room's share of a desk that merges; called once when Django is ready."""
    handover.register_merging(
        "desks", label=_("The desk itself"), passing=PASSING, stay=STAY, also=move_own, counts=count_own
    )


def move_own(*, former: Desk, present: Desk, by: Person | str, at: datetime, ledger: Ledger) -> None:
    """People keep their roles at the desk that follows; posts and own rules of the former end."""
    held = set(Membership.objects.filter(desk=present, valid_to=None).values_list("person", "role"))
    for membership in _memberships(former):
        if (membership.person_id, membership.role) not in held:
            ledger.add(
                Membership.objects.create(
                    person_id=membership.person_id, desk=present, role=membership.role, valid_from=at
                ),
                ends="valid_to",
            )
        ledger.change(membership, valid_to=at)
    for holding in _holdings(former):
        ledger.change(holding, valid_to=localtime(at).date())
    why = in_each_language(_("The desk was followed by another."))
    for rule in _own_rules(former):
        ledger.change(rule, ended_at=at, ended_by=by if isinstance(by, Person) else None, ended_why=why)


def count_own(former: Desk, at: datetime) -> list[Told]:
    """What `move_own` would do."""
    return [
        Told(_("People who keep their roles"), _memberships(former).values("person").distinct().count()),
        Told(_("Posts that end"), _holdings(former).count()),
        Told(_("Own rules that end"), _own_rules(former).count()),
    ]


def in_each_language(words: object) -> Wording:
    """A sentence of ours in every language of the installation."""
    said: dict[str, str] = {}
    for tag, _name in settings.LANGUAGES:
        with translation.override(tag):
            said[tag] = str(words)
    return Wording(said)


def _memberships(former: Desk) -> QuerySet[Membership]:
    return Membership.objects.filter(desk=former, valid_to__isnull=True)


def _holdings(former: Desk) -> QuerySet[Holding]:
    return Holding.objects.filter(desk=former, valid_to__isnull=True)


def _own_rules(former: Desk) -> QuerySet[OwnRule]:
    return OwnRule.objects.filter(desk=former, ended_at__isnull=True)
