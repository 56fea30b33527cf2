"""People come, act for one another, and leave."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoiam.desks import handover
from hoiam.desks.against import MayNot, ReasonsAgainst, insist
from hoiam.desks.models import ActingPeriod, Desk, InstallationMembership, Invitation, Membership, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import InstallationRole, Role

INVITATION_LASTS = timedelta(days=7)
ADMINISTERS = (Role.DESK_ADMIN, Role.HEAD)


@dataclass(frozen=True)
class Invited:
    person: Person
    link: str
    """Shown once; only its digest is kept. Empty for somebody who has a login already."""
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

    Whoever has a login, or is invited by another desk already, gets the roles but no link: a link would let
    one desk take over a login that others rely on. A second invitation ends the links sent before.
    Raises `ReasonsAgainst` for an unknown desk or role, or an address that is none; `MayNot` where
    `standing` does not administer that desk.
    """
    desk = Desk.objects.filter(code=desk_code).first()
    if desk is None:
        raise ReasonsAgainst([_("There is no desk with the code %(code)s.") % {"code": desk_code}])
    if standing and (standing.desk != desk or not standing.holds(*ADMINISTERS)):
        raise MayNot([_("Only the head or the administrator of a desk invites people to it.")])
    address = email.strip().lower()
    insist([*_reasons_against_inviting(email, roles), *_reasons_against_oneself(standing, address)])
    with transaction.atomic():
        person = Person.objects.filter(email=address).first()
        if person is None:
            person = Person.objects.create_user(email=address, name=name.strip() or address.split("@")[0])
        for role in roles:
            Membership.objects.get_or_create(
                person=person, desk=desk, role=role, valid_to=None, defaults={"valid_from": at}
            )
        token = "" if _has_another_way_in(person, desk) else _make_link(person, at)
        write_line(desk=desk, by=by, at=at, verb="invited", record=person, detail={"roles": sorted(roles)})
    link = f"{settings.BASE_URL}/accounts/invitation/{token}/" if token else ""
    return Invited(person, link, at + INVITATION_LASTS)


def _has_another_way_in(person: Person, desk: Desk) -> bool:
    elsewhere = person.memberships.filter(valid_to__isnull=True).exclude(desk=desk)
    return person.is_active and (person.has_usable_password() or elsewhere.exists())


def _make_link(person: Person, at: datetime) -> str:
    token = secrets.token_urlsafe(32)
    person.invitations.filter(used_at__isnull=True).update(expires_at=at)
    Invitation.objects.create(
        person=person, digest=digest_of_link(token), made_at=at, expires_at=at + INVITATION_LASTS
    )
    return token


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


def _reasons_against_oneself(standing: Standing | None, address: str) -> list[object]:
    is_own = standing is not None and standing.person.email == address
    return [_("Nobody gives a role to themselves. Ask another head or administrator.")] if is_own else []


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
    """Add one role of a member of the desk; others come in by an invitation."""
    insist_administers(standing)
    insist(
        [
            role not in Role.values and _("There is no such role."),
            not open_roles(person, standing.desk).exists() and _("Invite this person to the desk first."),
            *_reasons_against_oneself(standing, person.email),
        ]
    )
    with transaction.atomic():
        given, is_new = Membership.objects.get_or_create(
            person=person, desk=standing.desk, role=role, valid_to=None, defaults={"valid_from": at}
        )
        if is_new:
            _write(standing, "gave role", person, at, {"role": role})
    return given


def end_role(*, membership: Membership, standing: Standing, at: datetime) -> None:
    """End one role; the last administrator of a desk, and the last role with work in hand, stay."""
    insist_administers(standing, membership.desk)
    person, desk = membership.person, membership.desk
    is_last_role = not open_roles(person, desk).exclude(pk=membership.pk).exists()
    insist(
        [
            membership.valid_to is not None and _("This role has ended already."),
            membership.role == Role.DESK_ADMIN and _reason_to_keep_administrator(person, desk),
            is_last_role
            and bool(handover.open_work(person, desk))
            and _("There is open work: let the person leave the desk and name who takes it over."),
        ]
    )
    with transaction.atomic():
        Membership.objects.filter(pk=membership.pk).update(valid_to=at)
        _write(standing, "ended role", person, at, {"role": membership.role})


def leave_desk(
    *, person: Person, successor: Person | None, standing: Standing, at: datetime
) -> dict[str, int]:
    """End all of somebody's roles at the desk and hand all open work to a colleague; {share: how many}.

    Who leaves the last desk loses the login and the roles of the whole installation: any desk may invite that
    address again, and such a link must open no more than the desk gives.
    Raises `ReasonsAgainst` where the person is no member, is the last administrator, or has open work and no
    successor of the desk is named.
    """
    insist_administers(standing)
    desk = standing.desk
    own = open_roles(person, desk)
    stays = successor is not None and is_in(successor) and open_roles(successor, desk).exists()
    insist(
        [
            not own.exists() and _("This person is not a member of the desk."),
            own.filter(role=Role.DESK_ADMIN).exists() and _reason_to_keep_administrator(person, desk),
            successor is None
            and bool(handover.open_work(person, desk))
            and _("There is open work: name the colleague who takes it over."),
            successor is not None
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
        own.update(valid_to=at)
        _end_all_periods(person, desk, at)
        if not person.memberships.filter(valid_to__isnull=True).exists():
            Person.objects.filter(pk=person.pk).update(is_active=False, left_at=at)
            InstallationMembership.objects.filter(person=person).delete()
        _write(standing, "left the desk", person, at, {"moved": moved})
    return moved


def _end_all_periods(person: Person, desk: Desk, at: datetime) -> None:
    periods = ActingPeriod.objects.filter(Q(substitute=person) | Q(absent=person), desk=desk, ends_at__gt=at)
    periods.filter(starts_at__gte=at).delete()
    periods.update(ends_at=at)


def open_roles(person: Person, desk: Desk) -> QuerySet[Membership]:
    """What somebody is at a desk in their own right, without an end."""
    return Membership.objects.filter(person=person, desk=desk, valid_to__isnull=True)


def is_in(person: Person) -> bool:
    """Whether somebody has a login that opens: came in, and has not left."""
    return person.is_active and person.has_usable_password()


def _reason_to_keep_administrator(person: Person, desk: Desk) -> object:
    others = Membership.objects.filter(desk=desk, role=Role.DESK_ADMIN, valid_to__isnull=True)
    if any(is_in(other.person) for other in others.exclude(person=person).select_related("person")):
        return ""
    return _("A desk keeps at least one administrator. Name another one first.")


def _write(standing: Standing, verb: str, record: Model, at: datetime, detail: dict[str, Any]) -> None:
    write_line(desk=standing.desk, by=standing.person, at=at, verb=verb, record=record, detail=detail)


def give_installation_role(*, person: Person, role: str, by: Person | str, at: datetime) -> None:
    """Name an officer of the whole installation (by the operator)."""
    insist([] if role in InstallationRole.values else [_("There is no such role.")])
    with transaction.atomic():
        InstallationMembership.objects.get_or_create(person=person, role=role)
        write_line(
            desk=None, by=by, at=at, verb="gave installation role", record=person, detail={"role": role}
        )


def insist_administers(standing: Standing, desk: Desk | None = None) -> None:
    """Raise `MayNot` where this standing does not run the desk (that desk, where it is named)."""
    if not standing.holds(*ADMINISTERS) or (desk is not None and desk != standing.desk):
        raise MayNot([_("Only the head or the administrator of the desk may do this.")])
