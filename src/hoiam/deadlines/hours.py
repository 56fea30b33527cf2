"""Counting in running hours: from the instant, through nights and days off, never rolling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from hoiam.deadlines.localday import ONE_DAY, day_end, day_start, local_day, whole_minute
from hoiam.deadlines.outcome import TraceLine
from hoiam.deadlines.values import Pause
from hoiam.deadlines.wording import Why

MINUTE = timedelta(minutes=1)
Stretch = tuple[datetime, datetime]


class HourRun:
    """A clock that runs in real time; `stretches` are the times in which it ran.

    Every instant is taken by its minute, the start as well as each pause: who acts within the minute of the
    due time has kept the hours of the law. Hours are hours that
    pass: over a change to summer time 24 hours end an hour later on the wall.
    """

    def __init__(self, started_at: datetime, pauses: Sequence[Pause]) -> None:
        self.at = whole_minute(started_at)
        self.total = 0
        self.stretches: list[Stretch] = []
        self.paused_since: datetime | None = None
        self.lines: list[TraceLine] = []
        self._pauses = [(whole_minute(p.start), p.end and whole_minute(p.end)) for p in pauses]

    def run(self, hours: int) -> None:
        """Let the clock run for `hours` more, standing still in every pause it meets."""
        self.total += hours * 60
        if self.paused_since is not None:
            return
        left = timedelta(hours=hours)
        while self._pauses and self._pauses[0][0] < self.at + left:
            start, end = self._pauses.pop(0)
            left -= max(start - self.at, timedelta())
            self._note(start)
            if end is None:
                self.paused_since = start
                return
            self.at = max(self.at, end)
        self._note(self.at + left)
        self.at += left

    def _note(self, until: datetime) -> None:
        if until > self.at:
            self.stretches.append((self.at, until))


def tell_hours(
    run: HourRun,
    started_at: datetime,
    pauses: Sequence[Pause],
    marks: Sequence[tuple[datetime, Why]],
    zone: tzinfo,
) -> list[TraceLine]:
    """One line a local day from the start to the end, with what happened and how long the clock ran.

    `marks`: further things to be said of the day they fall on, in order.
    """
    last_at = run.paused_since or run.at
    happened = [(started_at, Why.of("hours_start", time=_wall(started_at, zone)))]
    for pause in pauses:
        if pause.start <= last_at:
            stop = Why.of("hours_stop", time=_wall(pause.start, zone), reason=pause.reason)
            happened.append((pause.start, stop))
            if pause.end is not None:
                happened.append((pause.end, Why.of("hours_resume", time=_wall(pause.end, zone))))
    happened += marks
    if run.paused_since is None:
        happened.append((run.at, Why.of("hours_end", time=_wall(run.at, zone), zone=str(zone))))
    happened.sort(key=lambda told: told[0])

    lines, day, last = [], local_day(started_at, zone), local_day(last_at, zone)
    while day <= last:
        minutes = _minutes_within(run.stretches, day_start(day, zone), day_end(day, zone))
        whys = [why for at, why in happened if local_day(at, zone) == day]
        if minutes:
            ran = Why.of("hours_run", hours=minutes // 60, minutes=minutes % 60)
            whys.insert(len(whys) - _ends(whys), ran)
        elif not whys:
            reason = next(p.reason for p in reversed(pauses) if local_day(p.start, zone) <= day)
            whys.append(Why.of("paused", reason=reason))
        lines.append(TraceLine(day, minutes > 0, tuple(whys)))
        day += ONE_DAY
    return lines


def _minutes_within(stretches: Sequence[Stretch], start: datetime, end: datetime) -> int:
    seconds = timedelta()
    for ran_from, ran_to in stretches:
        seconds += max(min(ran_to, end + timedelta(seconds=1)) - max(ran_from, start), timedelta())
    return round(seconds / MINUTE)


def _ends(whys: Sequence[Why]) -> int:
    return int(bool(whys) and whys[-1].code == "hours_end")


def _wall(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).strftime("%H:%M")
