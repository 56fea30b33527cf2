"""When an answer enters the public log. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from hoiam.deadlines import Calendar
from hoiam.deadlines.localday import day_start, local_day


def entry_moment(sent_at: datetime, working_days: int, calendar: Calendar | None, zone: tzinfo) -> datetime:
    """The start of the local day that lies `working_days` working days after the day of sending.

    The day of sending is day zero. Without a calendar every day is a working day. The delay is the same for
    everybody; it lets the asker be the first to have the answer.
    """
    day, left = local_day(sent_at, zone), working_days
    while left:
        day += timedelta(days=1)
        left -= calendar is None or not calendar.is_off(day)
    return max(sent_at, day_start(day, zone))
