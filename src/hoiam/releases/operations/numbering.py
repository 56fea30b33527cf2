"""References of releases: one number after the other for each desk and year."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from hoiam.desks.models import Desk
from hoiam.releases.models import ReferenceCounter


def next_reference(*, desk: Desk, at: datetime) -> str:
    """`R-DN-2026-0001`, in the current transaction: the counter stays locked until it ends, so a failed act
    leaves no gap and two people never get one number. The year is the desk's local one."""
    year = timezone.localtime(at).year
    ReferenceCounter.objects.get_or_create(desk=desk, year=year)
    counter = ReferenceCounter.objects.select_for_update().get(desk=desk, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"R-{desk.reference_prefix}-{year}-{counter.last:04d}"
