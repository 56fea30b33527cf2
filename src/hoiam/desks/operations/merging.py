"""Two desks become one: every room passes on its share, nothing is lost and nothing is re-based."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks import handover
from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line


def merge_desks(*, former: Desk, present: Desk, by: Person | str, at: datetime) -> dict[str, int]:
    """Pass everything of a desk that ends to the desk that follows it; {share: how many rows}.

    The former desk stays readable, closed; its journal ends with this act and keeps its own chain.
    """
    insist(
        [
            former == present and _("A desk cannot follow itself."),
            not former.is_open and _("The desk that ends is closed already."),
            not present.is_open and _("The desk that follows is closed."),
        ]
    )
    with transaction.atomic():
        Desk.objects.select_for_update().filter(pk__in=[former.pk, present.pk]).count()
        ledgers = {
            share.name: share.move(former=former, present=present, by=by, at=at)
            for share in handover.merging_shares()
        }
        moved = {name: ledger.count for name, ledger in ledgers.items()}
        Desk.objects.filter(pk=former.pk).update(is_open=False)
        former.is_open = False
        write_line(desk=former, by=by, at=at, verb="merged into another desk", record=present, detail=moved)
        write_line(desk=present, by=by, at=at, verb="took a desk over", record=former, detail=moved)
    return moved
