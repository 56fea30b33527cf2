"""Somebody asks to be registered, confirms the work address, is registered or refused with a criterion."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst, insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.outlets import order, rules
from hoiam.outlets.models import Appeal, Application, Channel, Criterion, Outlet, Refusal
from hoiam.outlets.operations.writing import write_to
from hoiam.outlets.queries.doors import application_by_token
from hoiam.outlets.terms import REGISTERED_FOR, ChannelKind, LetterKind, OutletKind, RefusalKind


def apply(
    *,
    desk: Desk,
    name: str,
    kind: str,
    language: str,
    email: str,
    works: str,
    at: datetime,
    website: str = "",
) -> Application:
    """Take an application in and send a link to the work address; until that is opened nobody decides on it.

    Nothing is said about whether the address is registered already: its owner learns it by mail.
    Raises `ReasonsAgainst` with the fields.
    """
    email = email.strip().lower()
    fields: dict[str, list[object]] = {
        "name": rules.against_line(name, empty=_("Write the name of the outlet.")),
        "kind": [] if kind in OutletKind.values else [_("Choose what kind of outlet it is.")],
        "language": rules.against_language(language),
        "email": rules.against_email(email),
        "website": rules.against_website(website.strip()),
        "works": rules.against_line(
            works, empty=_("Write an address where published work can be seen."), longest=500
        )
        or rules.against_website(works.strip()),
    }
    found = {field: reasons[0] for field, reasons in fields.items() if reasons}
    if found:
        raise ReasonsAgainst(found.values(), fields=found)
    insist([] if desk.is_open else [_("This desk is closed. Choose another one.")])
    with transaction.atomic():
        known = Outlet.objects.registered(at).select_related("desk").filter(email=email).first()
        made = Application.objects.create(
            desk=desk,
            code=rules.new_code("A"),
            name=name.strip(),
            kind=kind,
            language=language,
            website=website.strip(),
            works=works.strip(),
            email=email,
            asked_at=at,
        )
        if known is not None:
            write_to(kind=LetterKind.LINK, outlet=known, at=at)
        else:
            write_to(kind=LetterKind.CONFIRM, application=made, at=at)
        write_line(desk=desk, by="outlet", at=at, verb="asked to be registered", record=made)
    return made


def confirm_application(*, token: str, at: datetime) -> Application:
    """The work address answers: the desk may decide. A second time changes nothing. Raises `ReasonsAgainst`."""
    with transaction.atomic():
        found = application_by_token(token, at)
        insist([] if found else [_("This link does not open any more. Send the application again.")])
        assert found is not None
        kept = Application.objects.select_for_update(of=("self",)).select_related("desk").get(pk=found.pk)
        if kept.confirmed_at is None:
            kept.confirmed_at = at
            kept.save(update_fields=["confirmed_at"])
            write_line(desk=kept.desk, by="outlet", at=at, verb="confirmed application", record=kept)
    return kept


def accept(*, application: Application, by: Person, at: datetime) -> Outlet:
    """Register for two years, the work address as the first channel. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = _lock(application, by, at)
        outlet = register(kept, by=by, at=at)
        write_line(
            desk=kept.desk,
            by=by,
            at=at,
            verb="registered outlet",
            record=outlet,
            detail={"code": outlet.code},
        )
    return outlet


def register(application: Application, *, by: Person, at: datetime) -> Outlet:
    """Make the entry of the register from an application, in the caller's transaction, and say so by mail."""
    insist(
        [
            Outlet.objects.filter(email=application.email, ended_at__isnull=True).exists()
            and _("An outlet with this work address is registered already."),
            not application.email and _("The address of this application was erased. It must be sent again."),
        ]
    )
    outlet = Outlet.objects.create(
        desk=application.desk,
        code=rules.new_code("O"),
        name=application.name,
        kind=application.kind,
        language=application.language,
        website=application.website,
        email=application.email,
        registered_at=at,
        expires_at=at + REGISTERED_FOR,
    )
    Channel.objects.create(
        outlet=outlet,
        kind=ChannelKind.EMAIL,
        address=application.email,
        language=application.language,
        key=order.new_key(),
        made_at=at,
        confirmed_at=application.confirmed_at or at,
    )
    application.outlet, application.decided_at, application.decided_by = outlet, at, by
    erase_application(application, at)
    write_to(kind=LetterKind.ACCEPTED, outlet=outlet, at=at)
    return outlet


def refuse(
    *, application: Application, criterion: Criterion, reason: str, language: str, by: Person, at: datetime
) -> Refusal:
    """Refuse with the criterion that is not met and why; public by code, without the name. It can be appealed.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = _lock(application, by, at)
        insist(
            against_refusing(criterion, reason, language, at, kept.name, kept.email, kept.website, kept.works)
        )
        kept.decided_at, kept.decided_by = at, by
        kept.save(update_fields=["decided_at", "decided_by"])
        refusal = Refusal.objects.create(
            desk=kept.desk,
            code=rules.new_code("R"),
            kind=RefusalKind.APPLICATION,
            application=kept,
            criterion=criterion,
            reason=reason.strip(),
            language=language,
            at=at,
            by=by,
        )
        write_to(kind=LetterKind.REFUSED, refusal=refusal, at=at)
        detail = {"code": refusal.code, "criterion": str(criterion)}
        write_line(desk=kept.desk, by=by, at=at, verb="refused application", record=refusal, detail=detail)
    return refusal


def against_refusing(
    criterion: Criterion, reason: str, language: str, at: datetime, *names: str
) -> list[object]:
    in_force = Criterion.objects.in_force(at).filter(pk=criterion.pk).exists()
    return [
        *([] if in_force else [_("Choose a criterion that is in force.")]),
        *rules.against_line(
            " ".join(reason.split()), empty=_("Say why the criterion is not met."), longest=2_000
        ),
        *rules.against_language(language),
        *rules.against_naming(reason, *names),
        *rules.against_asks({language: reason}),
    ]


def erase_application(application: Application, at: datetime) -> None:
    """Nothing more must be written to whoever applied: only the code and the times stay."""
    application.name = application.email = application.website = application.works = ""
    application.erased_at = at
    application.save()


def erase_old_applications(at: datetime, unconfirmed: timedelta, refused: timedelta) -> int:
    """Delete what was never confirmed, blank what was refused and can no longer be appealed; how many."""
    lapsed = Application.objects.filter(confirmed_at__isnull=True, asked_at__lte=at - unconfirmed)
    gone, _each = lapsed.delete()
    old = Application.objects.filter(erased_at__isnull=True, refusal__at__lte=at - refused)
    old = old.exclude(refusal__appeal__in=Appeal.objects.filter(decided_at__isnull=True))
    return gone + old.update(name="", email="", website="", works="", erased_at=at)


def _lock(application: Application, by: Person, at: datetime) -> Application:
    """The confirmed, undecided application, locked; raises `MayNot`, `ReasonsAgainst`."""
    kept = Application.objects.select_for_update(of=("self",)).select_related("desk").get(pk=application.pk)
    rules.may(by, kept.desk, at, rules.DECIDING)
    insist(
        [
            kept.decided_at and _("This application was decided already."),
            not kept.confirmed_at and _("The work address was not confirmed yet."),
        ]
    )
    return kept
