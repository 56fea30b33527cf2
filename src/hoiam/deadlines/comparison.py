"""What moved between two counts of the same clock, and which days moved it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from hoiam.deadlines.outcome import Due, TraceLine
from hoiam.deadlines.wording import Why, sentence

OPENINGS = frozenset({"extension_begins", "first_day_counts"})
"""Said of a day before the reason why it counts or does not."""

ROLLING = frozenset({"last_day_off", "last_day_off_by_law", "rolled_over"})
"""Said of a day on which a limit could not end; the day's own reason is in `because`."""


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
    """One reason for each day told in both that counts differently now, or can no longer be the last."""
    before = {line.day: line for line in old.trace}
    for now in new.trace:
        then = before.get(now.day)
        if then is None:
            continue
        if then.counted != now.counted:
            code = "day_won" if now.counted else "day_lost"
            because = next(why for why in now.why if why.code not in OPENINGS)
            yield Why.of(code, day_date=now.day, because=because)
        elif now.day == old.due_date:
            yield from _rolled(now)


def _rolled(line: TraceLine) -> Iterator[Why]:
    for why in line.why:
        if why.code in ROLLING:
            yield Why.of("day_off_now", day_date=line.day, because=dict(why.parameters)["because"])


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
