"""When a conference is, as exactly as it is known; in the time zone of the country."""

from __future__ import annotations

from calendar import monthrange
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils import timezone, translation
from django.utils.translation import pgettext

from hoiam.conferences.models import Conference
from hoiam.conferences.terms import Precision
from hoiam.ui.moments import clock, day, moment

FINENESS = (Precision.YEAR, Precision.MONTH, Precision.DAY, Precision.HOUR)


@dataclass(frozen=True)
class When:
    """A time as exactly as it is known. Hours are aware instants, only with the precision of an hour."""

    precision: str
    starts_on: date
    ends_on: date
    """The last day."""
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    @classmethod
    def year(cls, year: int) -> When:
        return cls(Precision.YEAR, date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def month(cls, year: int, month: int) -> When:
        last = monthrange(year, month)[1]
        return cls(Precision.MONTH, date(year, month, 1), date(year, month, last))

    @classmethod
    def days(cls, first: date, last: date | None = None) -> When:
        return cls(Precision.DAY, first, last or first)

    @classmethod
    def hours(cls, starts_at: datetime, ends_at: datetime) -> When:
        """The days are those of the country; one that ends at midnight ends on the day before."""
        last = timezone.localdate(ends_at - timedelta(microseconds=1), country_zone())
        first = timezone.localdate(starts_at, country_zone())
        return cls(Precision.HOUR, first, max(first, last), starts_at, ends_at)

    @classmethod
    def of(cls, conference: Conference) -> When:
        return cls(
            conference.precision,
            conference.starts_on,
            conference.ends_on,
            conference.starts_at,
            conference.ends_at,
        )

    @property
    def fineness(self) -> int:
        """0 for a year up to 3 for an hour."""
        return FINENESS.index(Precision(self.precision))

    def lies_in(self, other: When) -> bool:
        """Whether this time is no coarser than the other and wholly inside it."""
        return self.fineness >= other.fineness and begins(other) <= begins(self) <= ends(self) <= ends(other)


def said(conference: Conference | When, language: str = "") -> str:
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


def begins(conference: Conference | When) -> datetime:
    """Its first instant, as far as it is known: of a month the beginning of its first day."""
    return conference.starts_at or day_begins(conference.starts_on)


def ends(conference: Conference | When) -> datetime:
    """The first instant after it: of a month the midnight after its last day."""
    return conference.ends_at or day_begins(conference.ends_on + timedelta(days=1))


def day_begins(value: date) -> datetime:
    return timezone.make_aware(datetime.combine(value, time.min), country_zone())


def country_zone() -> tzinfo:
    return timezone.get_default_timezone()


def _from_to(first: str, last: str) -> str:
    # Translators: from one day to another
    return pgettext("time of a conference", "%(first)s – %(last)s") % {"first": first, "last": last}
