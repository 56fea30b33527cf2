"""The order of the inbox: by due date; by hand only with a reason that is kept and counted."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.enquiries import rules
from hoiam.enquiries.models import Enquiry, Reorder
from hoiam.enquiries.operations.case import ENQUIRY, finish, keep_order, lock

__all__ = ["ENQUIRY", "follow_clocks", "put_back", "reorder"]


def follow_clocks(enquiry_id: int) -> None:
    """Bring the stored due date of an enquiry in line with its clocks; it changes nothing else."""
    enquiry = Enquiry.objects.filter(pk=enquiry_id).first()
    if enquiry is None:
        return
    before = (enquiry.next_due_at, enquiry.sort_at)
    keep_order(enquiry)
    if (enquiry.next_due_at, enquiry.sort_at) != before:
        Enquiry.objects.filter(pk=enquiry_id).update(next_due_at=enquiry.next_due_at, sort_at=enquiry.sort_at)


def reorder(*, enquiry: Enquiry, before: Enquiry, reason: str, by: Person, at: datetime) -> Enquiry:
    """Put an enquiry just before another of the desk. The reason is kept, every move is counted in public.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    reasons = rules.against_words(reason, empty=_("Say why this enquiry goes first; the reason is kept."))
    with transaction.atomic():
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.ASSIGNING)
        reasons += rules.against_closed(case)
        if before.desk_id != case.desk_id or before.pk == case.pk:
            reasons.append(_("Choose another enquiry of this desk, before which this one goes."))
        insist(reasons)
        target = Enquiry.objects.get(pk=before.pk)
        case.placed_at = target.sort_at - timedelta(microseconds=1)
        Reorder.objects.create(enquiry=case, desk=case.desk, by=by, at=at, reason=reason.strip())
        return finish(case, by=by, at=at, verb="reordered", detail={"before": before.pk, "reason": reason})


def put_back(*, enquiry: Enquiry, by: Person, at: datetime) -> Enquiry:
    """Let an enquiry stand again where its due date puts it."""
    with transaction.atomic():
        case = lock(enquiry)
        rules.may(by, case.desk, at, rules.ASSIGNING)
        insist([] if case.placed_at else [_("The enquiry stands where its due date puts it.")])
        case.placed_at = None
        return finish(case, by=by, at=at, verb="put back in order")
