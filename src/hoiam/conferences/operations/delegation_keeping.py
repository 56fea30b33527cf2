"""What is erased on time: addresses of delegates and invited bodies, names of those who did not come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from hoiam.conferences.models import Delegate, DelegationLetter, Invitation
from hoiam.conferences.queries.delegation_letters import LETTER
from hoiam.conferences.terms import CONTACTS_KEPT_FOR, DelegateState
from hoiam.post.operations import forget

BATCH = 500


def erase_contacts(at: datetime) -> int:
    """90 days after the end: addresses and telephone numbers, also in the post; the names of whoever was cancelled
    or waited in vain. Idempotent; how many rows."""
    before = timezone.localdate(at) - CONTACTS_KEPT_FOR
    return _delegates(before, at) + _invitations(before, at)


def _delegates(before: object, at: datetime) -> int:
    absent = Q(state__in=[DelegateState.CANCELLED, DelegateState.WAITING])
    rows = Delegate.objects.filter(conference__ends_on__lt=before)
    due = rows.filter(~Q(email="") | ~Q(phone="") | (absent & ~Q(name="")))
    with transaction.atomic():
        ids = list(due.order_by("pk").values_list("pk", flat=True)[:BATCH])
        _forget(Q(delegate__in=ids), at)
        found = Delegate.objects.filter(pk__in=ids)
        found.filter(absent).update(name="", name_folded=F("code"), post="")
        return found.update(email="", phone="", contact_erased_at=at)


def _invitations(before: object, at: datetime) -> int:
    due = Invitation.objects.filter(conference__ends_on__lt=before).exclude(address="")
    with transaction.atomic():
        ids = list(due.order_by("pk").values_list("pk", flat=True)[:BATCH])
        _forget(Q(invitation__in=ids), at)
        return Invitation.objects.filter(pk__in=ids).update(address="")


def _forget(whose: Q, at: datetime) -> None:
    letters = DelegationLetter.objects.filter(whose)
    forget(payload_kind=LETTER, payload_ids=list(letters.values_list("pk", flat=True)), at=at)
    letters.delete()
