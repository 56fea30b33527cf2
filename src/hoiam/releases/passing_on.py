"""What of the releases passes on when somebody leaves a desk, or a desk is followed by another."""

from __future__ import annotations

from datetime import datetime
from types import ModuleType

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hoiam.desks.handover import OpenLine
from hoiam.desks.models import Desk, Person
from hoiam.desks.operations.journal import write_line
from hoiam.desks.passing import Passing
from hoiam.releases.models import Alarm, Edition, Notice, Release
from hoiam.releases.operations.case import KIND, tell
from hoiam.releases.terms import NoticeWhat

PASSING = (
    Passing(Release, _("Releases"), found_as=(KIND, "reference")),
    Passing(Alarm, _("Changed facts in releases"), follows=("edition__release",)),
    Passing(Notice, follows=("edition__release",)),
)
STAY = ("releases.ReferenceCounter",)
"""Numbers were given under the former desk's prefix and stay there."""


def register(handover: ModuleType) -> None:
    """Name this room's shares; called once when Django is ready."""
    handover.register(
        "releases", label=_("Changed facts in releases"), count=count_open, move=hand_over, lines=lines_of
    )
    handover.register_merging(
        "releases", label=_("Releases"), passing=PASSING, stay=STAY, within=((Edition, "release"),)
    )


def open_work_of(person: Person, desk: Desk) -> QuerySet[Alarm]:
    """The alarms that somebody owns at a desk, the oldest first."""
    return Alarm.objects.filter(desk=desk, owner=person, settled_at__isnull=True)


def count_open(person: Person, desk: Desk) -> int:
    return open_work_of(person, desk).count()


def lines_of(person: Person, desk: Desk) -> list[OpenLine]:
    """Their alarms one by one, for the list that is printed at a hand-over."""
    rows = open_work_of(person, desk).select_related("edition__release")
    return [
        OpenLine(
            "releases.alarm", row.pk, row.edition.release.reference, f"{row.fact_reference}: {row.what}", None
        )
        for row in rows
    ]


def hand_over(*, desk: Desk, from_person: Person, to_person: Person, by: Person, at: datetime) -> int:
    """Give somebody's alarms to a colleague, in the caller's transaction; returns how many."""
    moved = list(
        open_work_of(from_person, desk).select_for_update(of=("self",)).select_related("edition__release")
    )
    for alarm in moved:
        alarm.owner = to_person
    Alarm.objects.bulk_update(moved, ["owner"], batch_size=500)
    if moved:
        first = moved[0].edition
        first.release.desk = desk
        what = NoticeWhat.CITED_FACT_CHANGED
        tell([to_person], what=what, edition=first, at=at, others=len(moved) - 1)
        detail = {"from": from_person.pk, "owner": to_person.pk, "alarms": [row.pk for row in moved]}
        write_line(desk=desk, by=by, at=at, verb="handed alarms over", detail=detail)
    return len(moved)
