"""Months and quarters of a series: their bounds, and how each of them stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from hoiam.conferences.dates import day_begins
from hoiam.conferences.models import Conference, Period, Series
from hoiam.conferences.terms import PeriodState, Rhythm
from hoiam.desks.models import Clock

MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3}
PERIOD = Period._meta.label_lower


def bounds(rhythm: str, day: date) -> tuple[date, date]:
    """First and last day of the month or quarter that `day` lies in."""
    months = MONTHS[Rhythm(rhythm)]
    first = date(day.year, day.month - (day.month - 1) % months, 1)
    return first, _later(first, months) - timedelta(days=1)


def starts_between(rhythm: str, first: date, last: date) -> Iterator[tuple[date, date]]:
    """Bounds of every period from that of `first` to that of `last`, in order."""
    starts, ends = bounds(rhythm, first)
    while starts <= last:
        yield starts, ends
        starts, ends = bounds(rhythm, ends + timedelta(days=1))


@dataclass(frozen=True)
class PeriodLine:
    """One period as pages show it."""

    starts_on: date
    ends_on: date
    state: PeriodState
    period: Period | None = None
    """None: it has not begun."""
    conferences: list[Conference] = field(default_factory=list)
    """What was held or is planned in it, the earliest first; cancelled ones stay out."""
    clock: Clock | None = None
    """Its duty: of the law, or else what the desk promised by its rhythm."""

    @property
    def begins_at(self) -> datetime:
        return day_begins(self.starts_on)


def lines_of(series: Sequence[Series], at: datetime) -> dict[int, list[PeriodLine]]:
    """{series: its periods, the latest first}: those that have begun, and later ones for which something is planned.

    Three queries, whatever the number of series.
    """
    today = timezone.localdate(at)
    held: dict[int, list[Conference]] = defaultdict(list)
    rows = Conference.objects.filter(series__in=series, cancelled_at__isnull=True, is_from_documents=False)
    for row in rows.select_related("place", "package").order_by("starts_on", "pk"):
        held[row.series_id or 0].append(row)
    begun: dict[int, dict[date, Period]] = defaultdict(dict)
    for period in Period.objects.filter(series__in=series):
        begun[period.series_id][period.starts_on] = period
    clocks = _clocks([period for known in begun.values() for period in known.values()])
    return {one.pk: _lines_of_one(one, begun[one.pk], held[one.pk], clocks, today) for one in series}


def state_of(conferences: Sequence[Conference], ends_on: date, today: date) -> PeriodState:
    """Held by what was held in it; a period that passed without is missed, whatever was planned for it."""
    if any(row.held_at for row in conferences):
        return PeriodState.HELD
    if ends_on < today:
        return PeriodState.MISSED
    return PeriodState.PLANNED if conferences else PeriodState.OPEN


def period_containing(series: Series, day: date) -> Period | None:
    """The period of the series that has begun and that `day` lies in."""
    return Period.objects.filter(series=series, starts_on__lte=day, ends_on__gte=day).first()


def held_in(period: Period) -> bool:
    rows = Conference.objects.held().filter(series=period.series_id)
    return rows.filter(starts_on__range=(period.starts_on, period.ends_on)).exists()


def _lines_of_one(
    series: Series,
    begun: dict[date, Period],
    conferences: Sequence[Conference],
    clocks: dict[int, Clock],
    today: date,
) -> list[PeriodLine]:
    by_start: dict[date, list[Conference]] = defaultdict(list)
    for row in conferences:
        by_start[bounds(series.rhythm, row.starts_on)[0]].append(row)
    found = []
    for starts_on in sorted({*begun, *by_start}, reverse=True):
        period, ends_on = begun.get(starts_on), bounds(series.rhythm, starts_on)[1]
        mine = by_start[starts_on]
        found.append(
            PeriodLine(
                starts_on=starts_on,
                ends_on=ends_on,
                state=state_of(mine, ends_on, today),
                period=period,
                conferences=mine,
                clock=clocks.get(period.pk) if period else None,
            )
        )
    return found


def _clocks(periods: Sequence[Period]) -> dict[int, Clock]:
    """{period: the clock of its duty}; a limit of law stands before what the desk promised."""
    rows = Clock.objects.filter(
        record_kind=PERIOD, record_id__in=[period.pk for period in periods], stopped_at__isnull=True
    )
    return {row.record_id: row for row in rows.select_related("rule").order_by("-rule_id", "-pk")}


def _later(first: date, months: int) -> date:
    count = first.month - 1 + months
    return date(first.year + count // 12, count % 12 + 1, 1)
