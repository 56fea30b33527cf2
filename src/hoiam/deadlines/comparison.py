"""What moved between two counts of the same clock, and which days moved it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hoiam.deadlines.outcome import Due, TraceLine
from hoiam.deadlines.wording import Why, sentence

POSITIONS = frozenset(
    {"working_day", "calendar_day", "last_day", "next_working_day", "limit_before_extension"}
)
"""Reasons that only say where in the count a day stands; they differ on every day after one that moved."""


@dataclass(frozen=True, slots=True)
class Change:
    """`days`: how many local days later (earlier when negative), None where a pause hides one of the dates.

    `whys`: first what moved, then each day that was the reason, then which rule or calendar is new.
    """

    moved: bool
    days: int | None
    whys: tuple[Why, ...]

    def __str__(self) -> str:
        return " ".join(sentence(why) for why in self.whys)


def compare(old: Due, new: Due) -> Change:
    """Say what moved from `old` to `new` and by which day; both are counts of one clock."""
    days = None
    if old.due_date is not None and new.due_date is not None:
        days = (new.due_date - old.due_date).days
    moved = old.due_at != new.due_at
    causes = (*_days(old, new), *_versions(old, new))
    return Change(moved, days, (_headline(old, new, days), *causes))


def _headline(old: Due, new: Due, days: int | None) -> Why:
    if days is None:
        if old.is_paused and new.is_paused:
            return Why.of("still_paused")
        if new.is_paused:
            return Why.of("now_paused", old_date=old.due_date)
        return Why.of("resumed", new_date=new.due_date)
    if days:
        code = "moved_later" if days > 0 else "moved_earlier"
        return Why.of(code, old_date=old.due_date, new_date=new.due_date, days=abs(days))
    if old.due_at != new.due_at:
        old_time, new_time = _wall(old.due_at, old), _wall(new.due_at, new)
        return Why.of("moved_by_minutes", due_date=new.due_date, old_time=old_time, new_time=new_time)
    return Why.of("not_moved", due_date=new.due_date)


def _days(old: Due, new: Due) -> Iterator[Why]:
    """One reason for each day told in both that counts differently now."""
    before = {line.day: line for line in old.trace}
    for now in new.trace:
        then = before.get(now.day)
        if then is None or _standing(then) == _standing(now):
            continue
        if then.counted and not now.counted:
            yield Why.of("day_lost", day_date=now.day, because=now.why[0])
        elif now.counted and not then.counted:
            yield Why.of("day_won", day_date=now.day, because=now.why[0])
        elif now.day == old.due_date:
            yield Why.of("day_off_now", day_date=now.day, because=_cause(now))


def _standing(line: TraceLine) -> tuple[bool, frozenset[Why]]:
    return line.counted, frozenset(why for why in line.why if why.code not in POSITIONS)


def _cause(line: TraceLine) -> Why:
    """What the day is now: for a last day off the holiday itself, not that it rolls."""
    causes = [why for why in line.why if why.code not in POSITIONS]
    parameters = dict(causes[-1].parameters) if causes else {}
    return parameters.get("because", causes[-1] if causes else line.why[-1])


def _versions(old: Due, new: Due) -> Iterator[Why]:
    if old.rule != new.rule:
        yield Why.of("rule_replaced", old=old.rule, new=new.rule)
    elif old.rule_version != new.rule_version:
        yield Why.of("rule_changed", rule=new.rule, old=old.rule_version, new=new.rule_version)
    if old.calendar == new.calendar and old.calendar_version != new.calendar_version:
        versions = {"old": old.calendar_version, "new": new.calendar_version}
        yield Why.of("calendar_changed", calendar=new.calendar, **versions)


def _wall(at: datetime | None, due: Due) -> str:
    return "" if at is None else at.astimezone(ZoneInfo(due.zone)).strftime("%H:%M")
