"""References of conferences and requests: one number after the other for each desk, letter and year."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from hoiam.conferences.models import ReferenceCounter
from hoiam.desks.models import Desk

CONFERENCE, REQUEST, GUIDANCE = "H", "Q", "G"


def next_reference(*, desk: Desk, letter: str, at: datetime) -> str:
    """`H-DN-2026-0001`, in the current transaction: the counter stays locked until it ends, so a failed act
    leaves no gap and two people never get one number. The year is the desk's local one."""
    year = timezone.localtime(at).year
    ReferenceCounter.objects.get_or_create(desk=desk, letter=letter, year=year)
    counter = ReferenceCounter.objects.select_for_update().get(desk=desk, letter=letter, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{letter}-{desk.reference_prefix}-{year}-{counter.last:04d}"
