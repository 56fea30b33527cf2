"""A steward of calendars puts a day off or a worked day into a calendar; open clocks follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.deadlines import DayKind
from hoiam.desks.against import insist
from hoiam.desks.models import CalendarVersion, Person
from hoiam.desks.operations.clocks import recompute_clocks
from hoiam.desks.operations.journal import write_line
from hoiam.desks.operations.law import Changed, insist_officer, lock_the_law
from hoiam.desks.operations.packs import make_calendar_version
from hoiam.desks.pack import load_pack
from hoiam.desks.terms import InstallationRole
from hoiam.desks.wording import Wording


@dataclass(frozen=True)
class Day:
    """One listed day on its way into a version."""

    day: date
    kind: str
    name: dict[str, str]
    source: str
    announced_date: date | None = None
    state: str = "announced"


def list_day(
    *,
    calendar_id: str,
    day: date,
    kind: str,
    name: dict[str, str],
    source: str,
    announced_date: date | None,
    by: Person,
    at: datetime,
) -> Changed:
    """Put a day off, or a worked day of rest, into the next version of a calendar; a listed day is replaced.

    Raises `MayNot` for anybody but a steward of calendars; `ReasonsAgainst` for a day that is what its week
    makes of it anyway, a missing name, source or announcement, or an announcement that is still to come.
    """
    insist_officer(by, InstallationRole.STEWARD_OF_PLACES)
    current = _current(calendar_id)
    rest = load_pack(settings.COUNTRY.code).country.weekly_rest_days
    is_rest = day.isoweekday() in rest
    listed = current.days.filter(day=day).first() if current else None
    said = Day(day, kind, Wording(name), source.strip()[:300], announced_date)
    insist(
        [
            current is None and _("There is no calendar %(calendar)s here.") % {"calendar": calendar_id},
            kind not in list(DayKind) and _("A listed day is off or worked."),
            kind == DayKind.OFF and is_rest and _("This day is a weekly day of rest: it is off anyway."),
            kind == DayKind.WORKED and not is_rest and _("This day is a working day of the week anyway."),
            not any(name.values()) and _("Say what the day is called."),
            not source.strip() and _("Name the source; a day without a source is not used."),
            announced_date is None and _("Say when it was announced."),
            announced_date is not None
            and announced_date > timezone.localdate(at)
            and _("The announcement is still to come; a day counts when it is announced."),
            listed is not None
            and (listed.kind, listed.name, listed.source) == (said.kind, said.name, said.source)
            and _("The calendar has this day already."),
        ]
    )
    assert current is not None
    days = [*_others(current, day), said]
    return _make(current, days, f"{day.isoformat()} {kind}: {source.strip()}", by=by, at=at)


def unlist_day(*, calendar_id: str, day: date, reason: str, by: Person, at: datetime) -> Changed:
    """Take a listed day out again: it counts as its week makes it. Raises as `list_day`."""
    insist_officer(by, InstallationRole.STEWARD_OF_PLACES)
    current = _current(calendar_id)
    is_listed = current is not None and current.days.filter(day=day).exists()
    insist(
        [
            not is_listed and _("The calendar does not list this day."),
            not reason.strip() and _("Say why the day is taken out; it stands in the calendar's history."),
        ]
    )
    assert current is not None
    return _make(current, _others(current, day), f"{day.isoformat()}: {reason.strip()}", by=by, at=at)


def _current(calendar_id: str) -> CalendarVersion | None:
    return CalendarVersion.objects.filter(calendar_id=calendar_id, is_current=True).first()


def _others(current: CalendarVersion, day: date) -> list[Any]:
    return [row for row in current.days.all() if row.day != day]


def _make(current: CalendarVersion, days: list[Any], reason: str, *, by: Person, at: datetime) -> Changed:
    with transaction.atomic():
        lock_the_law()
        is_newest = CalendarVersion.objects.filter(pk=current.pk, is_current=True).exists()
        insist([] if is_newest else [_("Somebody changed this calendar meanwhile. Look at it first.")])
        made = make_calendar_version(
            calendar_id=current.calendar_id, days=days, made_by=by, reason=reason, at=at
        )
        moved = recompute_clocks(by=by, at=at, why=f"{made.calendar_id} {made.version}")
        write_line(
            desk=None,
            by=by,
            at=at,
            verb="changed calendar",
            record=made,
            detail={
                "calendar": made.calendar_id,
                "version": made.version,
                "what": reason,
                "moved": len(moved),
            },
        )
    return Changed(made, moved)
