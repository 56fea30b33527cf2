"""A text lent before its time: to every registered outlet at once, or to none."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from hoiam.deadlines.localday import local_day
from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.law import zone
from hoiam.outlets.models import Access, Dispatch, GuessCount, Loan, Outlet
from hoiam.outlets.operations import dispatching
from hoiam.outlets.terms import ACCESS_KEPT, OPENING, Purpose


def lend(*, record: models.Model, at: datetime, by: Person | str = "worker") -> Loan:
    """Lend a record whose list is sealed to all registered outlets, whatever their themes, and tell them.

    Access is not given to anybody by name: whoever is registered has it, from this instant. A second call
    returns the loan that is there. Raises `ReasonsAgainst`.
    """
    kind = record._meta.label_lower
    with transaction.atomic():
        rows = Dispatch.objects.select_for_update(of=("self",)).select_related("desk")
        dispatch = rows.filter(record_kind=kind, record_id=record.pk, purpose__in=OPENING).first()
        if known := Loan.objects.filter(record_kind=kind, record_id=record.pk).first():
            return known
        insist(
            [
                dispatch is None and _("The list of recipients was not sealed before. Seal it, then lend."),
                dispatch is not None and dispatch.sent_at and _("It is public already."),
            ]
        )
        assert dispatch is not None
        loan = Loan.objects.create(desk=dispatch.desk, record_kind=kind, record_id=record.pk, lent_at=at)
        notice = dispatching.seal_list(
            record=record,
            desk=dispatch.desk,
            theme="",
            languages=dispatch.languages,
            at=at,
            by=by,
            purpose=Purpose.EMBARGO,
        )
        dispatching.send_sealed(dispatch=notice, record=record, at=at, by=by)
        write_line(desk=loan.desk, by=by, at=at, verb="lent under embargo", record=record)
    return loan


def note_access(*, outlet: Outlet, record: models.Model, at: datetime) -> Access:
    """Record that an outlet opens a lent record: outlet and instant, nothing else. Raises `ReasonsAgainst`."""
    loan = Loan.objects.filter(record_kind=record._meta.label_lower, record_id=record.pk).first()
    insist([loan is None and _("This text is not lent.")])
    assert loan is not None
    return note_opened(loan=loan, outlet=outlet, at=at)


def note_opened(*, loan: Loan, outlet: Outlet, at: datetime) -> Access:
    """The same for a loan that is at hand. Raises `ReasonsAgainst`."""
    insist([not outlet.is_registered(at) and _("Only registered outlets open it before its time.")])
    return Access.objects.create(loan=loan, outlet=outlet, at=at)


def count_guess(*, at: datetime) -> None:
    """One more request today for an address of releases that is not there; nothing of who asked is kept."""
    day = local_day(at, zone())
    if not GuessCount.objects.filter(day=day).update(count=F("count") + 1):
        GuessCount.objects.get_or_create(day=day)
        GuessCount.objects.filter(day=day).update(count=F("count") + 1)


def erase_old_access(at: datetime) -> int:
    """Erase who opened what, 30 days after; how many outlets it were stays as a number."""
    old = Access.objects.filter(at__lte=at - ACCESS_KEPT)
    with transaction.atomic():
        for loan in Loan.objects.filter(pk__in=old.values("loan"), opened_by__isnull=True):
            loan.opened_by = Access.objects.filter(loan=loan).values("outlet").distinct().count()
            loan.save(update_fields=["opened_by"])
        erased, _each = old.delete()
    return erased
