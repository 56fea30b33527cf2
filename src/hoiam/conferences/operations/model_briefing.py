"""A briefing of a series, prepared from the model that the desk took over: its month and its agenda."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.conferences.dates import When
from hoiam.conferences.models import Conference, Series
from hoiam.conferences.operations.agenda import model_agenda, start_from_template
from hoiam.conferences.operations.planning import plan_conference
from hoiam.conferences.queries.periods import bounds
from hoiam.conferences.terms import ConferenceKind, Mode
from hoiam.desks.against import insist
from hoiam.desks.models import Person


def prepare_briefing(*, series: Series, by: Person, at: datetime) -> Conference:
    """Plan a briefing for the first period that has none yet, with the agenda of the desk's template.

    It is known to the month only: the last one of its period. Day, hour and room follow. Raises `MayNot`,
    `ReasonsAgainst`.
    """
    insist([_("This series has ended.")] if series.ended_at else [])
    month = month_to_fill(series, timezone.localdate(at))
    with transaction.atomic():
        conference = plan_conference(
            desk=series.desk,
            kind=ConferenceKind.BRIEFING,
            title=series.title,
            when=When.month(month.year, month.month),
            mode=Mode.IN_PERSON,
            place=series.desk.place,
            language=settings.LANGUAGE_CODE,
            series=series,
            by=by,
            at=at,
        )
        if model_agenda(conference):
            start_from_template(conference=conference, by=by, at=at)
    return conference


def month_to_fill(series: Series, today: date) -> date:
    """A day of the last month of the first period, from the present one on, for which nothing is planned or held."""
    taken = {
        bounds(series.rhythm, day)[0]
        for day in Conference.objects.filter(series=series, cancelled_at__isnull=True).values_list(
            "starts_on", flat=True
        )
    }
    starts_on, ends_on = bounds(series.rhythm, max(today, series.starts_on))
    while starts_on in taken:
        starts_on, ends_on = bounds(series.rhythm, ends_on + timedelta(days=1))
    return ends_on
