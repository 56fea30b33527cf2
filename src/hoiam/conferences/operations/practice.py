"""Practice desks are opened from a training, set back every night, and end with the training."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import dates, rules
from hoiam.conferences.models import Conference
from hoiam.conferences.operations.case import line, lock
from hoiam.conferences.operations.sheets import LEARNING
from hoiam.conferences.operations.wiping import wipe
from hoiam.conferences.practice import practice_set
from hoiam.conferences.queries.practice import code_of, practice_desks_of, training_of
from hoiam.desks import transfer
from hoiam.desks.against import insist
from hoiam.desks.models import Desk, DeskTemplate, InstallationMembership, JournalLine, Membership, Person
from hoiam.desks.operations.desks import open_desk
from hoiam.desks.operations.journal import write_line
from hoiam.desks.operations.people import invite_person
from hoiam.desks.terms import Role
from hoiam.enquiries.asker import Asker
from hoiam.enquiries.operations.intake import take_in

MOST_GROUPS = 5
NIGHT = 2
"""The hour of the local day from which desks are set back."""


def open_practice_desk(*, conference: Conference, by: Person, at: datetime) -> Desk:
    """Open the next practice desk of a training, with the practice set; whoever opens it administers it.

    Raises `ReasonsAgainst` where the training is over, or has as many groups as there can be.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        number = practice_desks_of(kept).count() + 1
        insist(
            [
                kept.kind not in LEARNING and _("Practice desks belong to trainings and workshops."),
                kept.desk.is_practice and _("This desk is for practice itself."),
                *rules.against_cancelled(kept),
                at >= dates.ends(kept) and _("The training is over."),
                number > MOST_GROUPS
                and format_lazy(_("A training has up to {most} practice desks."), most=MOST_GROUPS),
            ]
        )
        desk = open_desk(
            code=code_of(kept, number),
            name=_names(kept, number),
            body=kept.desk.body.code,
            by=by,
            at=at,
            is_practice=True,
        )
        invite_person(email=by.email, desk_code=desk.code, roles=[Role.DESK_ADMIN], by=by, at=at)
        _furnish(desk, at)
        line(kept, by=by, at=at, verb="opened practice desk", detail={"desk": desk.code})
    return desk


def reset_practice(at: datetime) -> int:
    """Set back every practice desk that was not since the night began; those of trainings that are over, end.

    How many were set back or ended.
    """
    if timezone.localtime(at).hour < NIGHT:
        return 0
    due = [desk for desk in Desk.objects.practising().filter(is_open=True) if _is_due(desk, at)]
    for desk in due:
        reset_desk(desk=desk, at=at)
    return len(due)


def reset_desk(*, desk: Desk, at: datetime) -> None:
    """Delete all its records, in one transaction; then load the practice set, or end it with its training."""
    training = training_of(desk)
    is_over = training is None or training.cancelled_at is not None or dates.ends(training) <= at
    with transaction.atomic():
        kept = Desk.objects.select_for_update(of=("self",)).select_related("body").get(pk=desk.pk)
        wipe(kept)
        if is_over:
            _end(kept, at)
        else:
            write_line(desk=kept, by="worker", at=at, verb="set practice desk back", record=kept)
            _furnish(kept, at)


def _is_due(desk: Desk, at: datetime) -> bool:
    """Its journal begins with the last setting back."""
    first = JournalLine.objects.filter(chain=desk.code).order_by("number").first()
    return first is None or timezone.localdate(first.at) < timezone.localdate(at)


def _end(desk: Desk, at: datetime) -> None:
    """Close it and end every role; a login that opened nothing else is shut."""
    members = set(Membership.objects.filter(desk=desk, valid_to=None).values_list("person", flat=True))
    Membership.objects.filter(desk=desk, valid_to=None).update(valid_to=at)
    elsewhere = set(
        Membership.objects.filter(person__in=members, valid_to=None).values_list("person", flat=True)
    )
    elsewhere |= set(
        InstallationMembership.objects.filter(person__in=members).values_list("person", flat=True)
    )
    Person.objects.filter(pk__in=members - elsewhere).update(is_active=False, left_at=at)
    desk.is_open = False
    desk.save(update_fields=["is_open"])
    write_line(desk=desk, by="worker", at=at, verb="ended practice desk", record=desk)


def _furnish(desk: Desk, at: datetime) -> None:
    """What a new desk opens with, and the questions, as if they had come in over the last day."""
    template = (
        DeskTemplate.objects.filter(retired_at__isnull=True, versions__isnull=False).order_by("pk").first()
    )
    version = template.versions.order_by("-number").first() if template else None
    if version is not None:
        transfer.apply_to(desk, version.content, by="worker", at=at)
    for number, row in enumerate(practice_set().questions, start=1):
        words, language = row.question.in_language(settings.LANGUAGE_CODE)
        take_in(
            desk=desk,
            kind=row.kind,
            language=language,
            question=words,
            asker=Asker(
                name=f"Practice {number}", email=f"practice-{number}@practice.example", outlet=row.outlet
            ),
            received_at=at - timedelta(hours=row.hours_ago),
            by="asker",
            at=at,
            is_quiet=True,
        )


def _names(conference: Conference, number: int) -> dict[str, str]:
    said = {}
    for tag, _language in settings.LANGUAGES:
        with translation.override(tag):
            given = {"reference": conference.reference, "number": number}
            said[tag] = gettext("Practice desk %(number)s of %(reference)s") % given
    return said
