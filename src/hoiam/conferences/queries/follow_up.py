"""What places did after a training, as it was read from their desks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from hoiam.conferences import dates
from hoiam.conferences.models import Conference, FollowUp
from hoiam.conferences.terms import FOLLOW_UP_DAYS
from hoiam.desks.models import Place


@dataclass
class PlaceLine:
    """A place and what was read of it, by number of days."""

    place: Place
    read: dict[int, FollowUp] = field(default_factory=dict)

    def readings(self) -> list[tuple[int, FollowUp | None]]:
        return [(days, self.read.get(days)) for days in FOLLOW_UP_DAYS]


def follow_up_of(conference: Conference) -> list[PlaceLine]:
    """One line for each place whose people were there, by name; [] before the first reading."""
    lines: dict[int, PlaceLine] = {}
    rows = FollowUp.objects.filter(conference=conference).select_related("place")
    for row in rows.order_by("place__name_folded", "place", "days"):
        lines.setdefault(row.place_id, PlaceLine(row.place)).read[row.days] = row
    return list(lines.values())


def reading_days(conference: Conference) -> list[tuple[int, date]]:
    """(days, the day on which it is read)."""
    return [(days, (dates.ends(conference) + timedelta(days=days)).date()) for days in FOLLOW_UP_DAYS]
