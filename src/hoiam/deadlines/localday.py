"""Local days: which one an instant belongs to, when it ends, and what it is called in the calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from hoiam.deadlines.values import Calendar, DayKind
from hoiam.deadlines.wording import Why

ONE_DAY = timedelta(days=1)
LAST_SECOND = time(23, 59, 59)
LAST_YEAR = 9999
MONTHS_OF_A_QUARTER = 3


def whole_minute(at: datetime) -> datetime:
    """The minute `at` lies in, in UTC. Limits are kept to the minute: the minute they end in is in time."""
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def local_day(at: datetime, zone: tzinfo) -> date:
    """The day on the wall at `at`; 17:30 UTC is already the next day in Viet Nam."""
    return at.astimezone(zone).date()


def day_end(day: date, zone: tzinfo) -> datetime:
    """The last second of the local day, in UTC.

    `fold=1`: where clocks go back over midnight the later 23:59:59 ends the day, and where they jump over it
    this is the second before the jump.
    """
    return datetime.combine(day, LAST_SECOND.replace(fold=1), tzinfo=zone).astimezone(UTC)


def day_start(day: date, zone: tzinfo) -> datetime:
    """The first instant of the local day, in UTC: one second after the end of the day before."""
    return day_end(day - ONE_DAY, zone) + timedelta(seconds=1)


def last_day_of_months(day: date, months: int, *, first_day_counts: bool) -> date:
    """The last day of a limit of `months` that starts on `day`.

    With day zero it is the day of the same number, or the last of a month that has no such day: 31 January
    and one month give the end of February. Where the first day counts, it is the day before that number.
    Raises `OverflowError` after the year 9999.
    Source: for Viet Nam Civil Code 91/2015/QH13, article 148(3).
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > LAST_YEAR:
        raise OverflowError
    length = monthrange(year, month + 1)[1]
    if day.day > length:
        return date(year, month + 1, length)
    same_number = date(year, month + 1, day.day)
    return same_number - ONE_DAY if first_day_counts else same_number


def why_off(day: date, calendar: Calendar) -> Why:
    """Why this day off is off: the holiday's name, else the day of the week."""
    listed = calendar.by_day.get(day)
    if listed is not None:
        return Why.of("holiday", name=listed.name)
    return Why.of("weekly_rest", weekday=day.isoweekday())


def worked_in_exchange(day: date, calendar: Calendar) -> tuple[Why, ...]:
    """One reason where a day of weekly rest is worked, else none."""
    listed = calendar.by_day.get(day)
    if listed is None or listed.kind is not DayKind.WORKED or day.isoweekday() not in calendar.weekly_rest:
        return ()
    return (Why.of("worked_in_exchange", weekday=day.isoweekday()),)
