"""When a conference is, as exactly as it is known; in the time zone of the country."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, datetime, time, timedelta

from django.utils import timezone, translation
from django.utils.translation import pgettext

from hoiam.conferences.models import Conference
from hoiam.conferences.terms import Precision
from hoiam.ui.moments import clock, day, moment


def said(conference: Conference, language: str = "") -> str:
    """`08:00–11:30 06/10/2026`, `06/10/2026–08/10/2026`, `10/2026`, `2026`; in `language`, else the active one."""
    with translation.override(language) if language else nullcontext():
        if conference.starts_at and conference.ends_at:
            return span(conference.starts_at, conference.ends_at)
        style = str(conference.precision) if conference.precision != Precision.HOUR else "day"
        first, last = day(conference.starts_on, style), day(conference.ends_on, style)
        return first if first == last else _from_to(first, last)


def span(starts_at: datetime, ends_at: datetime) -> str:
    """From one instant to another, the day once where it is the same."""
    first, last = timezone.localdate(starts_at), timezone.localdate(ends_at)
    if first != last:
        return _from_to(moment(starts_at), moment(ends_at))
    given = {"start": clock(starts_at), "end": clock(ends_at), "day": day(first)}
    # Translators: hours of one day, "6 October 2026, 08:00–11:30"
    return pgettext("time of a conference", "%(day)s, %(start)s–%(end)s") % given


def begins(conference: Conference) -> datetime:
    """Its first instant, as far as it is known: of a month the beginning of its first day."""
    return conference.starts_at or day_begins(conference.starts_on)


def ends(conference: Conference) -> datetime:
    """The first instant after it: of a month the midnight after its last day."""
    return conference.ends_at or day_begins(conference.ends_on + timedelta(days=1))


def day_begins(value: date) -> datetime:
    return timezone.make_aware(datetime.combine(value, time.min), timezone.get_default_timezone())


def _from_to(first: str, last: str) -> str:
    # Translators: from one day to another
    return pgettext("time of a conference", "%(first)s – %(last)s") % {"first": first, "last": last}
