"""Two desks become one: every room passes on its share, nothing is lost, nothing is re-based, and for a day all of it
can be taken back (decision 0019)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from hoiam.desks import handover
from hoiam.desks.against import ReasonsAgainst, insist
from hoiam.desks.ledger import Ledger, taken_back
from hoiam.desks.models import Body, BodySuccession, Desk, Merger, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.operations.templates import insist_runs_transfer
from hoiam.desks.passing import made_since
from hoiam.desks.queries.mergers import REVERSIBLE, reasons_against_merging, reasons_against_reversing
from hoiam.desks.terms import DatePrecision

BODIES = "bodies"
"""What of the bodies changed, beside the shares of the rooms."""


def merge_desks(
    *,
    former: Desk,
    present: Desk,
    by: Person | str,
    at: datetime,
    due_at: datetime | None = None,
    legal_basis: str = "",
    ends_body: bool = False,
) -> Merger:
    """Let a desk be followed by another at `due_at`; now, where none is given or it has come.

    The former desk stays readable, closed; its journal ends with this act and keeps its own chain. Raises `MayNot`
    for anybody but a programme officer or the operator, `ReasonsAgainst` for desks that may not merge, a body that
    cannot end so, or a merger of this desk that is planned already.
    """
    insist_runs_transfer(by)
    due = due_at or at
    insist(
        [
            *reasons_against_merging(former, present),
            *(_against_ending(former, present) if ends_body else []),
            Merger.objects.planned().filter(former=former).exists()
            and _("A merger of this desk is planned already. Cancel it first."),
        ]
    )
    with transaction.atomic():
        merger = Merger.objects.create(
            former=former,
            present=present,
            due_at=due,
            legal_basis=legal_basis.strip(),
            ends_body=ends_body,
            planned_at=at,
            planned_by=by if isinstance(by, Person) else None,
        )
        if due > at:
            detail = {"former": former.pk, "present": present.pk, "due": due.isoformat()}
            write_line(desk=None, by=by, at=at, verb="planned merger", record=merger, detail=detail)
            return merger
        carried = _carry_out(_locked(merger), by=by, at=at)
    former.is_open = False
    return carried


def cancel_merger(*, merger: Merger, by: Person | str, at: datetime) -> Merger:
    """Give up a merger that is planned; raises `MayNot`, `ReasonsAgainst`."""
    insist_runs_transfer(by)
    with transaction.atomic():
        kept = _locked(merger)
        insist([not kept.is_planned and _("Only a merger that is still planned can be given up.")])
        kept.cancelled_at = at
        kept.save(update_fields=["cancelled_at"])
        write_line(desk=None, by=by, at=at, verb="cancelled merger", record=kept)
    return kept


def reverse_merger(*, merger: Merger, by: Person | str, at: datetime) -> Merger:
    """Take a merger back within a day: everything that passed on is the former desk's again, as it was.

    What was made since for records that passed on goes back with them; everything else that came in since stays
    with the present desk, and `stayed` says how much. Raises `MayNot`, `ReasonsAgainst`.
    """
    insist_runs_transfer(by)
    with transaction.atomic():
        kept = _locked(merger)
        insist(reasons_against_reversing(kept, at))
        _lock_desks(kept)
        shares = {
            share: Ledger.from_json(kept.moved[share.name])
            for share in handover.merging_shares()
            if share.name in kept.moved
        }
        made_since(shares, kept.present)
        done: dict[str, int] = {}
        for share, ledger in reversed(shares.items()):
            back = share.reverse(former=kept.former, present=kept.present, ledger=ledger, by=by, at=at)
            done[share.name] = back.rows
            kept.stayed[share.name] = back.stayed
        with taken_back(Ledger.from_json(kept.moved.get(BODIES, {})), at):
            Desk.objects.filter(pk=kept.former_id).update(is_open=True)
        kept.reversed_at, kept.moved = at, {}
        kept.stayed = {name: number for name, number in kept.stayed.items() if number}
        kept.save(update_fields=["reversed_at", "moved", "stayed"])
        _write_both(kept, "given back by merger", "took merger back", by, at, done)
    kept.former.is_open = True
    return kept


def carry_out_due(at: datetime) -> int:
    """Carry out what is due, and forget what can no longer be taken back; how many mergers were carried out."""
    done = 0
    for merger in (
        Merger.objects.planned().filter(due_at__lte=at, failed_at__isnull=True).order_by("due_at", "pk")
    ):
        done += _try(merger, at)
    old = Merger.objects.filter(done_at__lt=at - REVERSIBLE - timedelta(minutes=1)).exclude(moved={})
    old.update(moved={})
    return done


def _try(merger: Merger, at: datetime) -> bool:
    try:
        with transaction.atomic():
            kept = _locked(merger)
            if not kept.is_planned or kept.failed_at is not None:
                return False
            against = _against_ending(kept.former, kept.present) if kept.ends_body else []
            insist([*reasons_against_merging(kept.former, kept.present), *against])
            _carry_out(kept, by="worker", at=at)
    except ReasonsAgainst:
        with transaction.atomic():
            Merger.objects.filter(pk=merger.pk, failed_at__isnull=True).update(failed_at=at)
            write_line(desk=None, by="worker", at=at, verb="could not merge", record=merger)
        return False
    return True


def _carry_out(merger: Merger, *, by: Person | str, at: datetime) -> Merger:
    """The merger itself, in the caller's transaction."""
    _lock_desks(merger)
    former, present = merger.former, merger.present
    # As they are behind the lock: another merger may have been carried out meanwhile.
    insist(reasons_against_merging(former, present))
    ledgers = {
        share.name: share.move(former=former, present=present, by=by, at=at)
        for share in handover.merging_shares()
    }
    merger.counts = {name: ledger.count for name, ledger in ledgers.items()}
    if merger.ends_body:
        ledgers[BODIES] = _end_body(former.body, present.body, at)
    Desk.objects.filter(pk=former.pk).update(is_open=False)
    merger.moved = {name: ledger.as_json() for name, ledger in ledgers.items()}
    merger.done_at = at
    merger.save(update_fields=["counts", "moved", "done_at"])
    _write_both(merger, "merged into another desk", "took a desk over", by, at, merger.counts)
    return merger


def _end_body(former: Body, present: Body, at: datetime) -> Ledger:
    """The body ends with the day before, and the other follows it."""
    ledger = Ledger()
    last = localtime(at).date() - timedelta(days=1)
    if former.valid_to is None:
        ledger.change(former, valid_to=last, valid_to_precision=DatePrecision.DAY)
    link, is_new = BodySuccession.objects.get_or_create(former=former, present=present)
    if is_new:
        ledger.add(link)
    return ledger


def _against_ending(former: Desk, present: Desk) -> list[object]:
    return [
        former.body_id == present.body_id and _("Both desks belong to one body: it does not end."),
        former.body.desks.filter(is_open=True).exclude(pk=former.pk).exists()
        and _("Another desk of the body that ends is open still."),
        present.body.successors.filter(pk=former.body_id).exists()
        and _("The body that would follow came before the other."),
    ]


def _locked(merger: Merger) -> Merger:
    rows = Merger.objects.select_for_update(of=("self",)).select_related("former__body", "present__body")
    return rows.get(pk=merger.pk)


def _lock_desks(merger: Merger) -> None:
    rows = Desk.objects.select_for_update(of=("self",)).select_related("body")
    pair = {row.pk: row for row in rows.filter(pk__in=[merger.former_id, merger.present_id]).order_by("pk")}
    merger.former, merger.present = pair[merger.former_id], pair[merger.present_id]


def _write_both(
    merger: Merger, of_former: str, of_present: str, by: Person | str, at: datetime, detail: dict[str, Any]
) -> None:
    write_line(desk=merger.former, by=by, at=at, verb=of_former, record=merger.present, detail=detail)
    write_line(desk=merger.present, by=by, at=at, verb=of_present, record=merger.former, detail=detail)
