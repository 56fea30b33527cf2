"""The values that come out: when it is due, and the story of every day on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from hoiam.deadlines.localday import whole_minute
from hoiam.deadlines.values import Base, Pause, Unit
from hoiam.deadlines.wording import Why


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One local day: whether it counted towards the limit, and every reason in reading order."""

    day: date
    counted: bool
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What the arithmetic says of one clock.

    `due_at`: aware instant in UTC; its minute is the last in time; None while a pause lasts.
    `due_date`: the same as a local day. `paused_since`: start of the pause that lasts.
    `total`: minutes for running hours, counted days for every other unit, extensions included.
    `trace`: one line a local day, in order. `notes`: what a reader should know of the whole count.
    """

    due_at: datetime | None
    due_date: date | None
    unit: Unit
    calendar: str
    calendar_version: int | None
    rule: str
    rule_version: int
    base: Base
    warns_only: bool
    zone: str
    started_at: datetime
    total: int
    pauses: tuple[Pause, ...]
    trace: tuple[TraceLine, ...]
    paused_since: datetime | None = None
    notes: tuple[Why, ...] = ()

    @property
    def version(self) -> str:
        """Which rule and which calendar were used, each with its version: `VN-PDP-ACK:1 VN:3`."""
        used = f"{self.rule}:{self.rule_version}"
        return used if self.calendar_version is None else f"{used} {self.calendar}:{self.calendar_version}"

    @property
    def is_paused(self) -> bool:
        return self.paused_since is not None

    def is_late_at(self, at: datetime) -> bool:
        """An act within the last minute is in time; nothing is late while the clock is paused."""
        return self.due_at is not None and whole_minute(at) > self.due_at
