"""Matters of a desk, and the events from which the law counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from hoiam.desks.models import LawRule
from hoiam.desks.queries.law import zone
from hoiam.desks.queries.standing import Standing
from hoiam.desks.wording import Wording
from hoiam.enquiries.models import Matter
from hoiam.enquiries.queries.enquiries import SEES


@dataclass(frozen=True)
class Event:
    """An event of the law rows: its code, and its name in the languages of the rows."""

    code: str
    name: Wording


def events_for(at: datetime) -> list[Event]:
    """The events that start clocks for a matter under the law of the local day of `at`, by code."""
    day = at.astimezone(zone()).date()
    rows = LawRule.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        is_current=True,
    )
    found = {}
    for law in rows:
        if "matter" in law.kinds:
            names = {tag: law.row.get(f"start_event_{tag}", "") for tag, _name in settings.LANGUAGES}
            found[law.start_event] = Event(law.start_event, Wording(names))
    return [found[code] for code in sorted(found)]


def matters_of(standing: Standing) -> QuerySet[Matter]:
    """The matters of a desk, newest first, each with how many enquiries joined it (`joined`)."""
    if not standing.holds(*SEES):
        return Matter.objects.none()
    return Matter.objects.filter(desk=standing.desk).annotate(joined=Count("enquiries"))


def get_matter(matter_id: int, *, standing: Standing) -> Matter:
    """A matter of the desk at which somebody stands. Raises `Matter.DoesNotExist`."""
    return matters_of(standing).select_related("desk").get(pk=matter_id)
