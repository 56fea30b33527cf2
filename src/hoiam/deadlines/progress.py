"""How much of the time has passed, counted in the limit's own unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hoiam.deadlines.localday import day_end, day_start, whole_minute
from hoiam.deadlines.outcome import Due
from hoiam.deadlines.values import Unit

MARKS = (50, 75, 90)
OVER = 100


def share_elapsed(due: Due, at: datetime) -> float:
    """The share of the limit that has passed at `at`, from 0.0 to 1.0.

    In running hours real time passes; in every other unit only counted days do, each evenly from its first
    to its last second, so that a weekend or a pause uses up nothing of a limit in working days.
    """
    passed = sum(
        weight * min((at - start) / (end - start), 1.0) for start, end, weight in _spans(due) if at > start
    )
    return min(passed / due.total, 1.0)


def level(due: Due, at: datetime, marks: Sequence[int] = MARKS) -> int:
    """The highest mark, in per cent, that was reached; 100 once it is late, 0 below the first mark."""
    if due.is_late_at(at):
        return OVER
    share = share_elapsed(due, at) * 100
    return max((mark for mark in marks if mark <= share + 1e-9), default=0)


def reached_at(due: Due, mark: int) -> datetime | None:
    """The instant (UTC) at which `mark` per cent will have passed; None where a pause stands before it."""
    wanted = due.total * mark / 100
    for start, end, weight in _spans(due):
        if wanted <= weight + 1e-9:
            return start + timedelta(seconds=round((end - start).total_seconds() * wanted / weight))
        wanted -= weight
    return None


def _spans(due: Due) -> Iterator[tuple[datetime, datetime, float]]:
    """(start, end, how much of `total` it is worth) of each stretch in which the clock ran, in order."""
    if due.unit is Unit.RUNNING_HOUR:
        yield from _spans_of_hours(due)
        return
    zone = ZoneInfo(due.zone)
    for line in due.trace:
        if line.counted:
            start = max(day_start(line.day, zone), due.started_at)
            yield start, day_end(line.day, zone) + timedelta(seconds=1), 1.0


def _spans_of_hours(due: Due) -> Iterator[tuple[datetime, datetime, float]]:
    start = whole_minute(due.started_at)
    stretches = []
    for pause in due.pauses:
        stretches.append((start, whole_minute(pause.start)))
        if pause.end is None:
            break
        start = whole_minute(pause.end)
    if due.due_at is not None:
        stretches.append((start, due.due_at))
    for ran_from, ran_to in stretches:
        if ran_to > ran_from:
            yield ran_from, ran_to, (ran_to - ran_from) / timedelta(minutes=1)
