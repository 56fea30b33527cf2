"""A desk opens, says who speaks for it, and sets its own targets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, ReasonsAgainst, insist
from hoiam.desks.models import Body, Desk, Holding, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import Role
from hoiam.desks.wording import Wording


def open_desk(
    *,
    code: str,
    name: str | dict[str, str],
    body: str,
    by: Person | str,
    at: datetime,
    prefix: str = "",
    **fields: Any,
) -> Desk:
    """Open a desk of a body. `body` is a body's code; where it is empty, a body of the desk's name is made.

    Raises `ReasonsAgainst` for a code that is none, that is taken, or a body that does not exist.
    """
    clean = slugify(code)
    found = Body.objects.filter(code=body).first() if body else None
    insist(
        [
            (not clean or clean != code) and _("A desk's code has small letters, digits and hyphens only."),
            Desk.objects.filter(code=clean).exists() and _("There is a desk with this code already."),
            bool(body) and found is None and _("There is no body with the code %(code)s.") % {"code": body},
        ]
    )
    called = Wording(name if isinstance(name, dict) else {settings.LANGUAGE_CODE: name or code})
    with transaction.atomic():
        if found is None:
            found = Body.objects.create(code=f"body-{clean}", name=called, name_folded=clean)
        desk = Desk.objects.create(
            code=clean,
            body=found,
            place=fields.pop("place", None) or found.place,
            name=called,
            reference_prefix=prefix or free_prefix(clean),
            opened_on=localtime(at).date(),
            **fields,
        )
        write_line(desk=desk, by=by, at=at, verb="opened desk", record=desk)
    return desk


def free_prefix(code: str) -> str:
    """The first letters of a code, with a number behind them where another desk has them already."""
    letters = "".join(part[0] for part in code.split("-") if part).upper()[:4] or "D"
    taken = set(Desk.objects.values_list("reference_prefix", flat=True))
    return next(name for n in range(1, 10_000) if (name := f"{letters}{n if n > 1 else ''}") not in taken)


def set_desk(*, standing: Standing, changes: dict[str, Any], at: datetime) -> Desk:
    """Change what the desk says of itself (contacts, hours, targets); the journal keeps old and new."""
    _insist_runs(standing)
    desk = standing.desk
    allowed = {"phone", "email", "office_hours", "publication_delay_days", "target_working_days", "name"}
    changed = {key: value for key, value in changes.items() if key in allowed and getattr(desk, key) != value}
    if not changed:
        return desk
    with transaction.atomic():
        before = {key: getattr(desk, key) for key in changed}
        for key, value in changed.items():
            setattr(desk, key, value)
        desk.save(update_fields=list(changed))
        write_line(
            desk=desk,
            by=standing.person,
            at=at,
            verb="changed desk",
            record=desk,
            detail={"before": before, "after": changed},
        )
    return desk


def name_holder(
    *, standing: Standing, post: str, holder: str, valid_from: date, at: datetime, **fields: Any
) -> Holding:
    """Say in public who holds a post from a day on; whoever held it before ends the day before."""
    _insist_runs(standing)
    insist(
        [_("Say who holds the post.") if not holder.strip() else "", _("Choose a post.") if not post else ""]
    )
    with transaction.atomic():
        former = Holding.objects.select_for_update().filter(
            desk=standing.desk, post=post, valid_to__isnull=True
        )
        if former.filter(valid_from__gt=valid_from).exists():
            raise ReasonsAgainst([_("The present holder began later than this day.")])
        former.update(valid_to=valid_from)
        holding = Holding.objects.create(
            desk=standing.desk, post=post, holder=holder.strip(), valid_from=valid_from, **fields
        )
        write_line(
            desk=standing.desk, by=standing.person, at=at, verb="named holder of a post", record=holding
        )
    return holding


def _insist_runs(standing: Standing) -> None:
    if not standing.holds(Role.HEAD, Role.DESK_ADMIN, Role.SPOKESPERSON):
        raise MayNot([_("Only the head, the spokesperson or the administrator may change this.")])
