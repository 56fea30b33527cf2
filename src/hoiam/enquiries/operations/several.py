"""One act on several enquiries of a desk, in one transaction: all of them or none, each with its own journal line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import MayNot, ReasonsAgainst, insist
from hoiam.desks.models import Desk
from hoiam.enquiries.models import Enquiry

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Given:
    """What became of one act on several enquiries."""

    done: list[Enquiry] = field(default_factory=list)
    refused: dict[str, list[object]] = field(default_factory=dict)
    """{reference: why not}"""


def each_of(
    *,
    desk: Desk,
    references: Iterable[str],
    act: Callable[[Enquiry], Enquiry],
    only_possible: bool = False,
) -> Given:
    """Do `act` on each enquiry of the desk.

    All of them or none; with `only_possible` those with which it can be done, and the answer says why the others
    not. Raises `MayNot`, or `ReasonsAgainst` with each reason under its reference.
    """
    wanted = sorted(set(references))
    insist(
        [
            None if wanted else _("Choose at least one enquiry."),
            _("Up to 100 enquiries can be chosen at once.") if len(wanted) > MOST_AT_ONCE else None,
        ]
    )
    given = Given()
    with transaction.atomic():
        rows = Enquiry.objects.select_for_update(of=("self",)).filter(desk=desk, reference__in=wanted)
        found = {row.reference: row for row in rows.order_by("pk")}
        for reference in wanted:
            try:
                insist([] if reference in found else [_("This enquiry is not at this desk.")])
                with transaction.atomic():
                    given.done.append(act(found[reference]))
            except MayNot:
                raise
            except ReasonsAgainst as against:
                given.refused[reference] = list(against.reasons)
        if given.refused and not (only_possible and given.done):
            raise ReasonsAgainst(
                format_lazy("{reference}: {reason}", reference=reference, reason=reason)
                for reference, reasons in given.refused.items()
                for reason in reasons
            )
    return given
