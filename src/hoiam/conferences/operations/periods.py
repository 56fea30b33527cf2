"""A period of a series begins with its clock, is met by the conference that was held in it, or passes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.dates import begins, day_begins
from hoiam.conferences.models import Conference, Period, Series
from hoiam.conferences.operations.case import tell
from hoiam.conferences.queries.periods import held_in, period_containing, starts_between
from hoiam.conferences.terms import ACT_OF_RHYTHM, NoticeWhat
from hoiam.desks.against import insist
from hoiam.desks.models import Clock, Person
from hoiam.desks.operations.clocks import meet_clocks, start_clocks, start_promise
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.people import holding
from hoiam.desks.wording import Wording

KIND, EVENT = "duty", "period_start"
"""By which the rows of law speak of a duty that returns with every period."""
LAST_MINUTE = timedelta(hours=23, minutes=59)
"""From the beginning of the last day: until then the desk's own rhythm gives time."""


def begin_periods(at: datetime) -> int:
    """Begin every period whose first day has come; how many. A tick: a second call changes nothing."""
    open_ones = Series.objects.filter(ended_at__isnull=True, desk__is_open=True).select_related("desk")
    return sum(begin_periods_of(series=series, by="worker", at=at) for series in open_ones)


def begin_periods_of(*, series: Series, by: Person | str, at: datetime) -> int:
    """Begin the periods of one series up to the present one, each with the limit of the law of its first day;
    where the law sets none, with the desk's own: the rhythm that it named in public."""
    today, made = timezone.localdate(at), 0
    latest = Period.objects.filter(series=series).order_by("-starts_on").first()
    for starts_on, ends_on in starts_between(
        series.rhythm, latest.starts_on if latest else series.starts_on, today
    ):
        with transaction.atomic():
            period, is_new = Period.objects.get_or_create(
                series=series, starts_on=starts_on, defaults={"ends_on": ends_on}
            )
            if is_new:
                _start_clock(series, period, by, at)
                _meet_by_what_was_held(period, by=by, at=at)
                made += 1
    return made


def _start_clock(series: Series, period: Period, by: Person | str, at: datetime) -> None:
    act = ACT_OF_RHYTHM[series.rhythm]
    begun_at = day_begins(period.starts_on)
    of_law = start_clocks(
        desk=series.desk,
        record=period,
        kind=KIND,
        event=EVENT,
        started_at=begun_at,
        by=by,
        at=at,
        acts=(act,),
    )
    ends_at = day_begins(period.ends_on) + LAST_MINUTE
    if not of_law and ends_at > at:
        start_promise(desk=series.desk, record=period, act=act, due_at=ends_at, by=by, at=at)


def _meet_by_what_was_held(period: Period, *, by: Person | str, at: datetime) -> None:
    """A conference may have been marked as held before the worker began its period."""
    for conference in Conference.objects.held().filter(series=period.series_id).select_related("series"):
        if period.starts_on <= conference.starts_on <= period.ends_on:
            meet_period(conference=conference, by=by, at=at)


def meet_period(*, conference: Conference, by: Person | str, at: datetime) -> Period | None:
    """A conference of a series was held: it is the proof of the period that its day lies in.

    A day in a later period meets that one, never the one that was missed. None outside any series or period.
    """
    if conference.series is None or conference.is_from_documents:
        return None
    period = period_containing(conference.series, conference.starts_on)
    if period is None:
        return None
    Conference.objects.filter(pk=conference.pk).update(period=period)
    act = ACT_OF_RHYTHM[conference.series.rhythm]
    meet_clocks(record=period, act=act, by=by, at=at, happened_at=min(begins(conference), at))
    return period


def explain_missed(*, period: Period, why: Mapping[str, str], by: Person, at: datetime) -> Period:
    """Say in public why a period passed without a conference. Raises `MayNot`, `ReasonsAgainst`."""
    series = Series.objects.select_related("desk").get(pk=period.series_id)
    rules.may(by, series.desk, at, rules.DECIDING)
    insist(
        [
            period.ends_on >= timezone.localdate(at) and _("This period has not passed yet."),
            held_in(period) and _("A conference was held in this period."),
            *rules.against_wording(why, empty=_("Say why no conference was held; the reason is public.")),
        ]
    )
    with transaction.atomic():
        kept = Period.objects.select_for_update().get(pk=period.pk)
        kept.missed_why = Wording(why)
        kept.save(update_fields=["missed_why"])
        write_line(desk=series.desk, by=by, at=at, verb="explained missed period", record=kept)
    return kept


def tell_period_time(*, clock: Clock, share: int, at: datetime) -> None:
    """A share of a period has passed and nothing was held: those who decide are told; none where it was met since."""
    period = Period.objects.filter(pk=clock.record_id).select_related("series__desk").first()
    if period is None or clock.met_at or clock.stopped_at:
        return
    planned = Conference.objects.filter(series=period.series, cancelled_at__isnull=True, held_at__isnull=True)
    tell(
        holding(clock.desk, at, *rules.DECIDING),
        desk=clock.desk,
        what=NoticeWhat.PERIOD_TIME,
        conference=planned.filter(starts_on__range=(period.starts_on, period.ends_on)).first(),
        share=share,
        due_at=clock.due_at,
        at=at,
    )
