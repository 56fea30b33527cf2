"""The duty roster: who is on duty when, handing over, ending a shift."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, insist
from hoiam.desks.models import Desk, DutyShift, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.pack import load_pack
from hoiam.desks.queries.standing import Standing, standing_of
from hoiam.desks.secrecy import marked_secret
from hoiam.desks.terms import FIT_FOR_DUTY, DutyPost, Role

PLANS_DUTY = (Role.HEAD, Role.DESK_ADMIN, Role.REVIEWER, Role.SPOKESPERSON)
LONGEST_SHIFT = timedelta(days=14)
LONGEST_NOTE = 4_000


def put_on_duty(
    *,
    person: Person,
    post: str,
    starts_at: datetime,
    ends_at: datetime,
    standing: Standing,
    at: datetime,
    phone: str = "",
) -> DutyShift:
    """Put somebody of the desk on duty for a time.

    Raises `MayNot` for whoever does not plan the roster, `ReasonsAgainst` for a time that is over, ends before
    it starts or is longer than 14 days, a person whose roles do not fit the post, or who is on duty in it then.
    """
    _insist_plans(standing)
    insist(
        [
            *_against_time(starts_at, ends_at, at),
            *against_person(person, post, standing.desk, max(starts_at, at)),
        ]
    )
    with transaction.atomic():
        Desk.objects.select_for_update().get(pk=standing.desk.pk)
        same = DutyShift.objects.filter(desk=standing.desk, post=post, person=person)
        if same.within(starts_at, ends_at).exists():
            insist([_("This person is on duty in this post then already.")])
        shift = DutyShift.objects.create(
            desk=standing.desk,
            post=post,
            person=person,
            starts_at=starts_at,
            ends_at=ends_at,
            phone=phone.strip()[:60],
            made_by=standing.person,
            made_at=at,
        )
        write_line(
            desk=standing.desk,
            by=standing.person,
            at=at,
            verb="put on duty",
            record=shift,
            detail={"post": post, "person": person.pk},
        )
    return shift


def hand_duty_over(
    *,
    shift: DutyShift,
    to: Person,
    standing: Standing,
    at: datetime,
    note: str = "",
    phone: str = "",
) -> DutyShift:
    """Let a colleague take over a running shift from now to its end, told what must be known.

    By the person on duty or by whoever plans the roster. Raises as `put_on_duty`, and for a shift that does
    not run.
    """
    if standing.person != shift.person or standing.desk != shift.desk:
        _insist_plans(standing, shift.desk)
    note = note.strip()
    insist(
        [
            len(note) > LONGEST_NOTE
            and _("The note has more than %(most)s characters.") % {"most": LONGEST_NOTE},
            marked_secret(note, load_pack(settings.COUNTRY.code).country.secrecy)
            and _(
                "The note is marked secret. Nothing marked secret may enter this system; nothing was kept."
            ),
            to == shift.person and _("Duty is handed over to somebody else."),
            *against_person(to, shift.post, shift.desk, at),
        ]
    )
    with transaction.atomic():
        Desk.objects.select_for_update().get(pk=shift.desk_id)
        kept = DutyShift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
        if not kept.starts_at < at < kept.ends_at:
            insist([_("This shift does not run now.")])
        ends_at, kept.ends_at = kept.ends_at, at
        kept.save(update_fields=["ends_at"])
        taken = DutyShift.objects.create(
            desk=kept.desk,
            post=kept.post,
            person=to,
            starts_at=at,
            ends_at=ends_at,
            phone=phone.strip()[:60],
            follows=kept,
            handed_over_with=note,
            made_by=standing.person,
            made_at=at,
        )
        write_line(
            desk=kept.desk,
            by=standing.person,
            at=at,
            verb="handed duty over",
            record=taken,
            detail={"post": kept.post, "from": kept.person_id, "person": to.pk},
        )
    return taken


def end_duty(*, shift: DutyShift, standing: Standing, at: datetime) -> None:
    """End a shift now; one that has not begun is taken away. The gap that opens is shown on the roster."""
    _insist_plans(standing, shift.desk)
    insist([shift.ends_at <= at and _("This shift is over already.")])
    with transaction.atomic():
        write_line(desk=shift.desk, by=standing.person, at=at, verb="ended duty", record=shift)
        if shift.starts_at >= at:
            shift.delete()
        else:
            DutyShift.objects.filter(pk=shift.pk).update(ends_at=at)


def against_person(person: Person, post: str, desk: Desk, at: datetime) -> list[object]:
    """Why somebody cannot be on duty in a post: an unknown post, a login that ended, roles that do not fit."""
    if post not in DutyPost.values:
        return [_("Choose a post of the roster.")]
    if not person.is_active:
        return [_("This person has left.")]
    if standing_of(person, desk, at).holds(*FIT_FOR_DUTY[post]):
        return []
    if post == DutyPost.SPOKESPERSON:
        return [_("On duty as spokesperson is the spokesperson, the head, or who stands in for them.")]
    return [_("On duty as reviewer is a reviewer, the spokesperson, the head, or who stands in for them.")]


def _against_time(starts_at: datetime, ends_at: datetime, at: datetime) -> list[object]:
    return [
        reason
        for reason in (
            ends_at <= starts_at and _("The period ends before it starts."),
            ends_at <= at and _("The period is over already."),
            ends_at - starts_at > LONGEST_SHIFT and _("A shift lasts at most 14 days."),
        )
        if reason
    ]


def _insist_plans(standing: Standing, desk: Desk | None = None) -> None:
    if (desk is not None and desk != standing.desk) or not standing.holds(*PLANS_DUTY):
        raise MayNot([_("The head, the administrator, a reviewer or the spokesperson plans the roster.")])
