"""A desk opens, says who speaks for it, and sets its own targets."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, insist
from hoiam.desks.models import Body, Desk, Holding, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import Role
from hoiam.desks.wording import Wording

SETTABLE = frozenset(
    {
        "name",
        "phone",
        "email",
        "office_hours",
        "publication_delay_days",
        "target_working_days",
        "one_signature_in_crisis",
    }
)
"""What a desk may say of itself."""
LONGEST_DELAY = 30
LONGEST_TARGET = 60


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
    """Change what the desk says of itself (contacts, hours, targets); the journal keeps old and new.

    Raises `MayNot` for anybody who does not run the desk, `ReasonsAgainst` for an empty name, a target or a
    publication delay out of bounds (working days).
    """
    _insist_runs(standing)
    desk = standing.desk
    changed = {
        key: value for key, value in changes.items() if key in SETTABLE and getattr(desk, key) != value
    }
    insist(_reasons_against_setting(changed))
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


def _reasons_against_setting(changed: dict[str, Any]) -> list[object]:
    reasons: list[object] = []
    if "name" in changed and not any(str(text).strip() for text in changed["name"].values()):
        reasons.append(_("The desk needs a name."))
    if changed.get("publication_delay_days", 0) > LONGEST_DELAY:
        reasons.append(_("An answer waits at most %(days)s working days.") % {"days": LONGEST_DELAY})
    if not 1 <= changed.get("target_working_days", 1) <= LONGEST_TARGET:
        reasons.append(_("A target is between 1 and %(days)s working days.") % {"days": LONGEST_TARGET})
    return reasons


def name_holder(
    *,
    standing: Standing,
    post: str,
    holder: str,
    valid_from: date,
    at: datetime,
    replaces: Holding | None = None,
    **fields: Any,
) -> Holding:
    """Say in public who holds a post from a day on; `replaces` ends the day before. Deputies may be several.

    Raises `MayNot` for anybody who does not run the desk, `ReasonsAgainst` for a missing name or post, or for
    replacing somebody who began on that day or later, or who has ended.
    """
    _insist_runs(standing)
    insist(
        [
            not holder.strip() and _("Say who holds the post."),
            not post and _("Choose a post."),
            replaces is not None
            and (replaces.desk_id != standing.desk.pk or replaces.post != post)
            and _("Only a holder of the same post can be replaced."),
            replaces is not None
            and replaces.valid_to is not None
            and _("This holder has left the post already."),
            replaces is not None
            and replaces.valid_from >= valid_from
            and _("The present holder began on this day or later."),
        ]
    )
    with transaction.atomic():
        if replaces is not None:
            Holding.objects.filter(pk=replaces.pk).update(valid_to=valid_from - timedelta(days=1))
        holding = Holding.objects.create(
            desk=standing.desk, post=post, holder=holder.strip()[:120], valid_from=valid_from, **fields
        )
        write_line(
            desk=standing.desk, by=standing.person, at=at, verb="named holder of a post", record=holding
        )
    return holding


def end_holding(*, standing: Standing, holding: Holding, last_date: date, at: datetime) -> None:
    """Say that somebody held a post until a day, that day included; raises as `name_holder`."""
    _insist_runs(standing)
    if holding.desk_id != standing.desk.pk:
        raise MayNot([_("This post belongs to another desk.")])
    insist(
        [
            holding.valid_to is not None and _("This holder has left the post already."),
            last_date < holding.valid_from and _("The last day is before the first."),
        ]
    )
    with transaction.atomic():
        Holding.objects.filter(pk=holding.pk).update(valid_to=last_date)
        write_line(
            desk=standing.desk, by=standing.person, at=at, verb="ended holding of a post", record=holding
        )


def _insist_runs(standing: Standing) -> None:
    if not standing.holds(Role.HEAD, Role.DESK_ADMIN, Role.SPOKESPERSON):
        raise MayNot([_("Only the head, the spokesperson or the administrator may change this.")])
