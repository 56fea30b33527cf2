"""What stands at the head and foot of a desk's letters."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, insist
from hoiam.desks.models import Letterhead
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.letterheads import letterhead_of
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import Role

HEADING = (Role.INTAKE, Role.HEAD, Role.DESK_ADMIN)
SETTABLE = ("superior", "issuer", "symbol", "place", "collective", "archive", "is_numbered_elsewhere")
_SYMBOL = re.compile(r"[^\s/]+")


def set_letterhead(*, standing: Standing, changes: dict[str, Any], at: datetime) -> Letterhead:
    """Say how the desk's letters are headed; letters that were issued stay as they are.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    if not standing.holds(*HEADING):
        raise MayNot(
            [_("The letterhead is set by intake, the head of the body or the desk's administrator.")]
        )
    desk, head = standing.desk, letterhead_of(standing.desk)
    before = {name: getattr(head, name) for name in SETTABLE}
    for name in SETTABLE:
        setattr(head, name, changes.get(name, before[name]))
    head.symbol = head.symbol.strip()
    insist(
        [
            None if any(head.issuer.values()) else _("Say which body the letters come from."),
            None if any(head.place.values()) else _("Say at which place the letters are dated."),
            None
            if _SYMBOL.fullmatch(head.symbol)
            else _("The symbol stands behind the number without spaces and slashes, such as UBND-VP."),
        ]
    )
    with transaction.atomic():
        head.changed_at, head.changed_by = at, standing.person
        head.save()
        after = {name: getattr(head, name) for name in SETTABLE}
        detail = {"before": before, "after": after}
        write_line(desk=desk, by=standing.person, at=at, verb="set letterhead", record=desk, detail=detail)
    return head
