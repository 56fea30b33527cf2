"""A series of briefings is opened with its rhythm, and ended in public with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.models import Period, Series
from hoiam.conferences.operations.periods import begin_periods_of
from hoiam.conferences.queries.periods import bounds
from hoiam.conferences.terms import Rhythm
from hoiam.desks.against import insist
from hoiam.desks.models import Body, Desk, Person
from hoiam.desks.operations.clocks import stop_clocks
from hoiam.desks.operations.journal import write_line
from hoiam.desks.wording import Wording

FURTHEST_YEARS = 2


def open_series(
    *,
    desk: Desk,
    title: Mapping[str, str],
    rhythm: str,
    starts_on: date,
    by: Person,
    at: datetime,
    body: Body | None = None,
) -> Series:
    """Open a series from the period that `starts_on` lies in; the present one begins at once, with its clock.

    `body`: whose duty it is, where it is not the desk's own. Raises `MayNot`, `ReasonsAgainst`.
    """
    rules.may(by, desk, at, rules.DECIDING)
    insist(_against_opening(desk, title, rhythm, starts_on, body, at))
    with transaction.atomic():
        series = Series.objects.create(
            desk=desk,
            title=Wording(title),
            rhythm=rhythm,
            body=body,
            starts_on=bounds(rhythm, starts_on)[0],
            opened_at=at,
            opened_by=by,
        )
        write_line(desk=desk, by=by, at=at, verb="opened series", record=series, detail={"rhythm": rhythm})
        begin_periods_of(series=series, by=by, at=at)
    return series


def end_series(*, series: Series, why: Mapping[str, str], by: Person, at: datetime) -> Series:
    """End a series: no further period begins, the clock of the running one stops, and the reason is public.

    What was planned in it stays planned. Raises `MayNot`, `ReasonsAgainst`.
    """
    rules.may(by, series.desk, at, rules.DECIDING)
    with transaction.atomic():
        kept = Series.objects.select_for_update(of=("self",)).select_related("desk").get(pk=series.pk)
        insist(
            [
                kept.ended_at is not None and _("This series has ended already."),
                *rules.against_wording(why, empty=_("Say why the series ends; the reason is public.")),
            ]
        )
        kept.ended_at, kept.ended_why = at, Wording(why)
        kept.save(update_fields=["ended_at", "ended_why"])
        for period in Period.objects.filter(series=kept, ends_on__gte=timezone.localdate(at)):
            stop_clocks(record=period, by=by, at=at, why="series ended")
        write_line(desk=kept.desk, by=by, at=at, verb="ended series", record=kept)
    return kept


def _against_opening(
    desk: Desk, title: Mapping[str, str], rhythm: str, starts_on: date, body: Body | None, at: datetime
) -> list[object]:
    against = rules.against_wording(title, empty=_("Give the series a name."), longest=200)
    if rhythm not in Rhythm.values:
        return [*against, _("Choose how often it is held.")]
    today = timezone.localdate(at)
    if starts_on < bounds(rhythm, today)[0]:
        against.append(_("A series begins with the present period or a later one; it does not reach back."))
    if starts_on.year > today.year + FURTHEST_YEARS:
        against.append(_("This day lies too far ahead."))
    same = Series.objects.filter(desk=desk, rhythm=rhythm, body=body, ended_at__isnull=True)
    if same.exists():
        against.append(_("There is an open series with this rhythm already. End it first."))
    return against
