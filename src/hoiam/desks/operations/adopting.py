"""A place gets a desk of its own from a template, ready to work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from hoiam.desks import transfer
from hoiam.desks.against import insist
from hoiam.desks.models import Adoption, Body, Desk, DeskTemplate, Person, Place, TemplateVersion
from hoiam.desks.operations.desks import open_desk
from hoiam.desks.operations.journal import write_line
from hoiam.desks.operations.people import Invited, invite_person
from hoiam.desks.operations.templates import insist_runs_transfer, keep_content
from hoiam.desks.terms import Role

FIRST_ROLES = (Role.HEAD, Role.DESK_ADMIN)


@dataclass(frozen=True)
class Opened:
    """A desk that is ready, and the one-time links of those who staff it first."""

    desk: Desk
    invited: tuple[Invited, ...]


def open_from_template(
    *,
    template: DeskTemplate,
    place: Place,
    name: dict[str, str],
    by: Person | str,
    at: datetime,
    body: Body | None = None,
    prefix: str = "",
    code: str = "",
    head_email: str = "",
    admin_email: str = "",
) -> Opened:
    """Open the desk of a place from the newest version of a template, and invite its head and administrator.

    Everything of the template is there at once; later changes are offered, never applied. Raises `MayNot`, or
    `ReasonsAgainst` for a place that has ended or has an open desk, or a template without a version.
    """
    insist_runs_transfer(by)
    version = template.versions.order_by("-number").first()
    insist(_against_opening(template, version, place, at))
    assert version is not None
    with transaction.atomic():
        desk = open_desk(
            code=code or free_code(place),
            name=name,
            body=body.code if body else "",
            place=place,
            prefix=prefix.strip().upper(),
            by=by,
            at=at,
        )
        adoption = Adoption(
            desk=desk,
            template=template,
            number=version.number,
            adopted_at=at,
            adopted_by=by if isinstance(by, Person) else None,
        )
        keep_content(adoption, version.content)
        adoption.save()
        applied = transfer.apply_to(desk, version.content, by=by, at=at)
        invited = tuple(
            invite_person(email=email, desk_code=desk.code, roles=[role], by=by, at=at)
            for email, role in zip((head_email, admin_email), FIRST_ROLES, strict=True)
            if email.strip()
        )
        write_line(
            desk=desk,
            by=by,
            at=at,
            verb="opened desk from template",
            record=adoption,
            detail={"template": template.code, "version": version.number, "applied": applied},
        )
    return Opened(desk, invited)


def _against_opening(
    template: DeskTemplate, version: TemplateVersion | None, place: Place, at: datetime
) -> list[object]:
    has_desk = Desk.objects.public().filter(place=place, is_open=True, adoption__isnull=False).exists()
    return [
        version is None and _("This template has no version yet."),
        template.retired_at is not None and _("This template was retired."),
        not place.exists_on(localtime(at).date())
        and _("This place has ended. Choose the one that follows it."),
        has_desk and _("This place has a desk from a template already."),
    ]


def free_code(place: Place) -> str:
    """The code of a new desk of a place: the place's own without its country, numbered where it is taken."""
    own = place.code.partition("-")[2] or place.code
    taken = set(Desk.objects.filter(code__startswith=own).values_list("code", flat=True))
    return next(code for n in range(1, 1000) if (code := own if n == 1 else f"{own}-{n}") not in taken)
