"""Two records of different rooms belong together."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.evidence import rules
from hoiam.evidence.models import Link
from hoiam.evidence.terms import LINKED_KINDS


def link_records(
    *,
    desk: Desk,
    from_record: tuple[str, int],
    to_record: tuple[str, int],
    relation: str,
    by: Person | str,
    at: datetime,
) -> Link:
    """Keep that one record belongs to another; linking twice gives the link that is there.

    Raises `ReasonsAgainst` for kinds of records that are never joined.
    """
    rules.may_write(by=by, desk=desk, at=at)
    insist([{from_record[0], to_record[0]} - LINKED_KINDS and _("Records of these kinds are never joined.")])
    with transaction.atomic():
        link, is_new = Link.objects.get_or_create(
            from_kind=from_record[0],
            from_id=from_record[1],
            to_kind=to_record[0],
            to_id=to_record[1],
            relation=relation,
            defaults={"desk": desk, "made_at": at},
        )
        if is_new:
            write_line(desk=desk, by=by, at=at, verb="linked", record=link)
    return link


def linked(kind: str, number: int) -> list[Link]:
    """Every link that begins or ends at a record."""
    forward = Link.objects.filter(from_kind=kind, from_id=number)
    return list(forward.union(Link.objects.filter(to_kind=kind, to_id=number)))
