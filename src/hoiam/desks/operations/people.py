"""People come, act for one another, and leave."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks import handover
from hoiam.desks.against import MayNot, ReasonsAgainst, insist
from hoiam.desks.models import ActingPeriod, Desk, InstallationMembership, Invitation, Membership, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import InstallationRole, Role

INVITATION_LASTS = timedelta(days=7)
ADMINISTERS = (Role.DESK_ADMIN, Role.HEAD)
LONGEST_ABSENCE = timedelta(days=180)


@dataclass(frozen=True)
class Invited:
    person: Person
    link: str
    """Shown once; only its digest is kept."""
    expires_at: datetime


def digest_of_link(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invite_person(
    *,
    email: str,
    desk_code: str,
    roles: Collection[str],
    by: Person | str,
    at: datetime,
    name: str = "",
    standing: Standing | None = None,
) -> Invited:
    """Give somebody roles at a desk and a one-time link to choose a password, valid for seven days.

    Raises `ReasonsAgainst` for an unknown desk or role, or an address that is none; `MayNot` where
    `standing` does not administer that desk. A second invitation ends the links sent before.
    """
    desk = Desk.objects.filter(code=desk_code).first()
    if desk is None:
        raise ReasonsAgainst([_("There is no desk with the code %(code)s.") % {"code": desk_code}])
    if standing and (standing.desk != desk or not standing.holds(*ADMINISTERS)):
        raise MayNot([_("Only the head or the administrator of a desk invites people to it.")])
    insist(_reasons_against_inviting(email, roles))
    address = email.strip().lower()
    with transaction.atomic():
        person = Person.objects.filter(email=address).first()
        if person is None:
            person = Person.objects.create_user(email=address, name=name.strip() or address.split("@")[0])
        for role in roles:
            Membership.objects.get_or_create(
                person=person, desk=desk, role=role, valid_to=None, defaults={"valid_from": at}
            )
        token = secrets.token_urlsafe(32)
        person.invitations.filter(used_at__isnull=True).update(expires_at=at)
        made = Invitation.objects.create(
            person=person, digest=digest_of_link(token), made_at=at, expires_at=at + INVITATION_LASTS
        )
        write_line(desk=desk, by=by, at=at, verb="invited", record=person, detail={"roles": sorted(roles)})
    return Invited(person, f"{settings.BASE_URL}/accounts/invitation/{token}/", made.expires_at)


def _reasons_against_inviting(email: str, roles: Collection[str]) -> list[object]:
    reasons: list[object] = []
    try:
        validate_email(email.strip())
    except ValidationError:
        reasons.append(_("%(email)s is not an e-mail address.") % {"email": email[:80]})
    unknown = sorted(set(roles) - set(Role.values))
    if unknown or not roles:
        reasons.append(
            _("Choose one or more of these roles: %(roles)s.") % {"roles": ", ".join(sorted(Role.values))}
        )
    return reasons


def open_invitation(token: str, at: datetime) -> Invitation | None:
    """The invitation behind a link while it is unused and in time, else None."""
    found = Invitation.objects.select_related("person").filter(digest=digest_of_link(token)).first()
    return found if found and found.used_at is None and found.expires_at > at else None


def accept_invitation(*, token: str, name: str, password: str, at: datetime) -> Person:
    """Use a one-time link: set name and password. Raises `ReasonsAgainst` where the link is used or over."""
    with transaction.atomic():
        found = (
            Invitation.objects.select_for_update()
            .filter(digest=digest_of_link(token), used_at__isnull=True, expires_at__gt=at)
            .first()
        )
        insist([] if found else [_("This link was used already or is over. Ask for a new one.")])
        assert found is not None
        found.used_at = at
        found.save(update_fields=["used_at"])
        person = found.person
        person.name = name.strip() or person.name
        person.is_active = True
        person.left_at = None
        person.set_password(password)
        person.save()
        membership = person.memberships.select_related("desk").first()
        desk = membership.desk if membership else None
        write_line(desk=desk, by=person, at=at, verb="accepted invitation", record=person)
    return person


def choose_language(*, person: Person, language: str) -> None:
    """The language of a person's own pages. Their preference alone, so the journal keeps no line of it."""
    insist([] if language in dict(settings.LANGUAGES) else [_("There is no such language.")])
    Person.objects.filter(pk=person.pk).update(language=language)


def give_role(*, person: Person, role: str, standing: Standing, at: datetime) -> Membership:
    """Add one role of a member of the desk."""
    _insist_administers(standing)
    insist([] if role in Role.values else [_("There is no such role.")])
    with transaction.atomic():
        given, _made = Membership.objects.get_or_create(
            person=person, desk=standing.desk, role=role, valid_to=None, defaults={"valid_from": at}
        )
        write_line(
            desk=standing.desk,
            by=standing.person,
            at=at,
            verb="gave role",
            record=person,
            detail={"role": role},
        )
    return given


def end_role(*, membership: Membership, standing: Standing, at: datetime) -> None:
    """End one role; the last administrator of a desk cannot be taken away."""
    _insist_administers(standing, membership.desk)
    others = Membership.objects.filter(
        desk=membership.desk, role=Role.DESK_ADMIN, valid_to__isnull=True
    ).exclude(pk=membership.pk)
    if membership.role == Role.DESK_ADMIN and not others.exists():
        raise ReasonsAgainst([_("A desk keeps at least one administrator. Name another one first.")])
    with transaction.atomic():
        Membership.objects.filter(pk=membership.pk).update(valid_to=at)
        write_line(
            desk=standing.desk,
            by=standing.person,
            at=at,
            verb="ended role",
            record=membership.person,
            detail={"role": membership.role},
        )


def name_substitute(
    *,
    absent: Person,
    substitute: Person,
    roles: Collection[str],
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    standing: Standing,
    at: datetime,
) -> ActingPeriod:
    """Let somebody stand in for a member of the desk, in roles the absent one holds, for a time.

    The substitute may belong to another desk. Raises `ReasonsAgainst` for a period that ends before it
    starts, is over, or is longer than 180 days, and for roles that the absent person does not hold.
    """
    if standing.person != absent:
        _insist_administers(standing)
    held = set(
        Membership.objects.filter(person=absent, desk=standing.desk, valid_to__isnull=True).values_list(
            "role", flat=True
        )
    )
    insist(
        [
            ends_at <= starts_at and _("The period ends before it starts."),
            ends_at <= at and _("The period is over already."),
            ends_at - starts_at > LONGEST_ABSENCE
            and _("A period lasts at most 180 days; name it again then."),
            absent == substitute and _("Nobody stands in for themselves."),
            (not roles or not set(roles) <= held) and _("Choose roles that the absent person holds here."),
            not substitute.is_active and _("The substitute has left."),
        ]
    )
    with transaction.atomic():
        period = ActingPeriod.objects.create(
            desk=standing.desk,
            absent=absent,
            substitute=substitute,
            roles=sorted(roles),
            starts_at=starts_at,
            ends_at=ends_at,
            reason=reason.strip()[:200],
        )
        write_line(
            desk=standing.desk,
            by=standing.person,
            at=at,
            verb="named substitute",
            record=period,
            detail={"roles": sorted(roles)},
        )
    return period


def end_substitution(*, period: ActingPeriod, standing: Standing, at: datetime) -> None:
    """End a period before its time; one that has not begun is taken away."""
    if standing.person not in (period.absent, period.substitute):
        _insist_administers(standing, period.desk)
    with transaction.atomic():
        write_line(desk=period.desk, by=standing.person, at=at, verb="ended substitution", record=period)
        if period.starts_at >= at:
            period.delete()
        else:
            ActingPeriod.objects.filter(pk=period.pk).update(ends_at=at)


def leave_desk(
    *, person: Person, successor: Person | None, standing: Standing, at: datetime
) -> dict[str, int]:
    """End all of somebody's roles at the desk and hand all open work to a colleague; {share: how many}.

    Raises `ReasonsAgainst` where work is open and no successor of the desk is named.
    """
    _insist_administers(standing)
    desk = standing.desk
    stays = successor and successor.memberships.filter(desk=desk, valid_to__isnull=True).exists()
    work = handover.open_work(person, desk)
    insist(
        [
            bool(work) and not successor and _("There is open work: name the colleague who takes it over."),
            bool(successor)
            and not stays
            and _("The colleague who takes over must be a member of this desk."),
            successor == person and _("Name somebody else to take the work over."),
        ]
    )
    with transaction.atomic():
        moved: dict[str, int] = {}
        if successor:
            moved = handover.pass_on(
                desk=desk, from_person=person, to_person=successor, by=standing.person, at=at
            )
        Membership.objects.filter(person=person, desk=desk, valid_to__isnull=True).update(valid_to=at)
        ActingPeriod.objects.filter(desk=desk, substitute=person, ends_at__gt=at, starts_at__lte=at).update(
            ends_at=at
        )
        if not person.memberships.filter(valid_to__isnull=True).exists():
            Person.objects.filter(pk=person.pk).update(is_active=False, left_at=at)
        write_line(
            desk=desk, by=standing.person, at=at, verb="left the desk", record=person, detail={"moved": moved}
        )
    return moved


def give_installation_role(*, person: Person, role: str, by: Person | str, at: datetime) -> None:
    """Name an officer of the whole installation (by the operator)."""
    insist([] if role in InstallationRole.values else [_("There is no such role.")])
    with transaction.atomic():
        InstallationMembership.objects.get_or_create(person=person, role=role)
        write_line(
            desk=None, by=by, at=at, verb="gave installation role", record=person, detail={"role": role}
        )


def _insist_administers(standing: Standing, desk: Desk | None = None) -> None:
    if not standing.holds(*ADMINISTERS) or (desk is not None and desk != standing.desk):
        raise MayNot([_("Only the head or the administrator of the desk may do this.")])
