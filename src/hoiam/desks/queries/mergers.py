"""Desks that were followed by others: what would pass on, what stands against it, who is to be asked now."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from hoiam.desks import handover
from hoiam.desks.models import Desk, Merger
from hoiam.desks.models.mergers import MergerQuerySet
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


def mergers() -> list[Merger]:
    """Every merger, planned ones and the latest first."""
    return list(Merger.objects.select_related("former", "present", "planned_by"))


def get_merger(number: int) -> Merger:
    """Raises `Merger.DoesNotExist`."""
    return Merger.objects.select_related("former__body", "present__body", "planned_by").get(pk=number)


def follower_of(code: str) -> Desk | None:
    """The open desk that follows the desk of this code now, however many mergers later; None for one at work."""
    found = _following(Merger.objects.filter(former__code=code))
    while found is not None and not found.is_open:
        found = _following(Merger.objects.filter(former=found))
    return found


def followed_addresses() -> dict[str, Desk]:
    """{e-mail address of a desk that merged: the desk that follows it directly}"""
    rows = Merger.objects.standing().exclude(former__email="").select_related("former", "present")
    return {row.former.email: row.present for row in rows}


def _following(rows: MergerQuerySet) -> Desk | None:
    row = rows.standing().select_related("present").order_by("-done_at").first()
    return row.present if row else None
