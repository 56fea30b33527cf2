"""Desks that were followed by others: what would pass on, what stands against it, who is to be asked now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoiam.desks import handover
from hoiam.desks.models import Desk, Merger
from hoiam.desks.passing import MergingShare, Told

REVERSIBLE = timedelta(days=1)


def preview(former: Desk, at: datetime) -> list[tuple[MergingShare, list[Told]]]:
    """What of every room would pass on now; rooms without anything are left out."""
    told = [(share, share.preview(former, at)) for share in handover.merging_shares()]
    return [(share, lines) for share, lines in told if lines]


def reasons_against_merging(former: Desk, present: Desk) -> list[object]:
    """Why one desk may not be followed by the other as they are now."""
    return [
        reason
        for reason in (
            former.pk == present.pk and _("A desk cannot follow itself."),
            not former.is_open and _("The desk that ends is closed already."),
            not present.is_open and _("The desk that follows is closed."),
            former.is_practice != present.is_practice
            and _("A practice desk and a desk at work do not merge."),
            former.is_practice and present.is_practice and _("Practice desks do not merge."),
        )
        if reason
    ]


def reasons_against_reversing(merger: Merger, at: datetime) -> list[object]:
    """Why a merger may not be taken back now."""
    done_at = merger.done_at
    return [
        reason
        for reason in (
            done_at is None and _("This merger was not carried out."),
            merger.reversed_at is not None and _("This merger was taken back already."),
            done_at is not None
            and at - done_at > REVERSIBLE
            and _("A merger is taken back within 24 hours; this one is older."),
            Merger.objects.standing().filter(former=merger.present_id).exists()
            and _("The desk that follows was itself followed by another. Take that back first."),
        )
        if reason
    ]


def mergers() -> QuerySet[Merger]:
    """Every merger, the latest first."""
    return Merger.objects.select_related("former", "present").order_by("-due_at", "-pk")


def open_desks() -> list[Desk]:
    """Desks that may merge, by code."""
    return list(Desk.objects.public().filter(is_open=True).select_related("body").order_by("code"))


def get_merger(number: int) -> Merger:
    """Raises `Merger.DoesNotExist`."""
    return Merger.objects.select_related("former__body", "present__body", "planned_by").get(pk=number)


def follower_of(former: Desk) -> Desk | None:
    """The open desk that follows one now, however many mergers later; None for one at work."""
    found: Desk | None = former
    while found is not None and not found.is_open:
        rows = Merger.objects.standing().filter(former=found).select_related("present")
        row = rows.order_by("-done_at").first()
        found = row.present if row else None
    return None if found is None or found.pk == former.pk else found


def followers_by_code(codes: Collection[str]) -> dict[str, str]:
    """{code of a desk that was followed by another: code of the one to ask now}"""
    former = Desk.objects.filter(code__in=codes, is_open=False, mergers_away__in=Merger.objects.standing())
    found = {desk.code: follower_of(desk) for desk in former}
    return {code: desk.code for code, desk in found.items() if desk is not None}


def former_desks_with_mail() -> list[Desk]:
    """Desks with an e-mail address that were followed by others."""
    rows = Merger.objects.standing().exclude(former__email="").select_related("former")
    return [row.former for row in rows]
