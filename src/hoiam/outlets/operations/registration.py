"""A registration goes on, ends, or its link is made new."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.journal import write_line
from hoiam.outlets import rules
from hoiam.outlets.models import Channel, Criterion, Outlet, Refusal
from hoiam.outlets.operations.channels import NO_LINK
from hoiam.outlets.operations.registering import against_refusing
from hoiam.outlets.operations.writing import write_to
from hoiam.outlets.queries.doors import outlet_by_token
from hoiam.outlets.terms import REGISTERED_FOR, ChannelEnd, LetterKind, OutletEnd, RefusalKind


def renew(*, token: str, at: datetime) -> Outlet:
    """Keep a registration for two more years from now. Raises `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _own(token, at)
        kept.expires_at, kept.reminded_at = at + REGISTERED_FOR, None
        kept.save(update_fields=["expires_at", "reminded_at"])
        write_line(desk=kept.desk, by="outlet", at=at, verb="renewed registration", record=kept)
    return kept


def leave(*, token: str, at: datetime) -> Outlet:
    """The outlet ends its registration and every way of delivery. Raises `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _own(token, at)
        _end(kept, OutletEnd.ASKED, by="outlet", at=at)
    return kept


def new_link(*, token: str, at: datetime) -> Outlet:
    """Make every earlier link void and send a new one to the work contact. Raises `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _own(token, at)
        kept.link_number += 1
        kept.save(update_fields=["link_number"])
        write_to(kind=LetterKind.LINK, outlet=kept, at=at)
        write_line(desk=kept.desk, by="outlet", at=at, verb="made link new", record=kept)
    return kept


def ask_for_link(*, email: str, at: datetime) -> None:
    """Send the link of the registered outlet with this work contact there; whether there is one is not said.

    Raises `ReasonsAgainst` for an address that is none.
    """
    insist(rules.against_email(email.strip()))
    outlet = Outlet.objects.registered(at).select_related("desk").filter(email=email.strip().lower()).first()
    if outlet is not None:
        with transaction.atomic():
            write_to(kind=LetterKind.LINK, outlet=outlet, at=at)
            write_line(desk=outlet.desk, by="outlet", at=at, verb="asked for link", record=outlet)


def send_new_link(*, outlet: Outlet, by: Person, at: datetime) -> Outlet:
    """An officer makes every earlier link void and sends a new one, as when a link fell into wrong hands."""
    with transaction.atomic():
        kept = _lock(outlet, by, at)
        kept.link_number += 1
        kept.save(update_fields=["link_number"])
        write_to(kind=LetterKind.LINK, outlet=kept, at=at)
        write_line(desk=kept.desk, by=by, at=at, verb="made link new", record=kept)
    return kept


def end_registration(
    *, outlet: Outlet, criterion: Criterion, reason: str, language: str, by: Person, at: datetime
) -> Refusal:
    """End a registration because a published criterion is no longer met; public by code, and can be appealed.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = _lock(outlet, by, at)
        insist(against_refusing(criterion, reason, language, at, kept.name, kept.email, kept.website))
        refusal = Refusal.objects.create(
            desk=kept.desk,
            code=rules.new_code("R"),
            kind=RefusalKind.REGISTRATION,
            outlet=kept,
            criterion=criterion,
            reason=reason.strip(),
            language=language,
            at=at,
            by=by,
        )
        write_to(kind=LetterKind.ENDED, refusal=refusal, at=at)
        _end(kept, OutletEnd.CRITERION, by=by, at=at)
    return refusal


def _end(outlet: Outlet, why: OutletEnd, *, by: Person | str, at: datetime) -> None:
    outlet.ended_at, outlet.ended_why = at, why
    outlet.save(update_fields=["ended_at", "ended_why"])
    Channel.objects.filter(outlet=outlet, ended_at__isnull=True).update(
        ended_at=at, ended_why=ChannelEnd.LEFT
    )
    write_line(desk=outlet.desk, by=by, at=at, verb="ended registration", record=outlet, detail={"why": why})


def _own(token: str, at: datetime) -> Outlet:
    found = outlet_by_token(token, at)
    insist([] if found else [NO_LINK])
    assert found is not None
    return Outlet.objects.select_for_update(of=("self",)).select_related("desk").get(pk=found.pk)


def _lock(outlet: Outlet, by: Person, at: datetime) -> Outlet:
    """The outlet, locked, for an officer of the desk that keeps it; raises `MayNot`, `ReasonsAgainst`."""
    kept = Outlet.objects.select_for_update(of=("self",)).select_related("desk").get(pk=outlet.pk)
    rules.may(by, kept.desk, at, rules.DECIDING)
    insist([kept.ended_at and _("This registration has ended.")])
    return kept
