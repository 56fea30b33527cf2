"""Which parcel leaves next, so that a slow or a full domain holds up no other. Pure: no threads, no database.

Every recipient domain (or host of a webhook) is a lane. Parcels leave in their order, save that

- one lane has at most half of the hands, so that a lane which begins to dawdle cannot take them all;
- lanes known to be slow have together at most a quarter;
- a lane with a bound of so many a minute is given that many; the next ones are given a later moment.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

SLOW_FOR = 60.0
"""Seconds for which a lane stays slow after it last was."""
KNOWN = 5_000
"""Lanes that are remembered."""


class HasLane(Protocol):
    @property
    def lane(self) -> str: ...


Job = TypeVar("Job", bound=HasLane)


@dataclass
class Bound:
    """How much of its minute a lane has used: the generic cell rate algorithm (ITU-T I.371)."""

    used_until: datetime
    given_until: datetime


@dataclass
class Memory:
    """What one process has learnt of the lanes of a channel; kept between two rounds."""

    slow_until: OrderedDict[str, float] = field(default_factory=OrderedDict)
    """By monotonic seconds."""
    bounds: OrderedDict[str, Bound] = field(default_factory=OrderedDict)

    def note_slow(self, lane: str, now: float) -> None:
        self.slow_until[lane] = now + SLOW_FOR
        self.slow_until.move_to_end(lane)
        while len(self.slow_until) > KNOWN:
            self.slow_until.popitem(last=False)

    def is_slow(self, lane: str, now: float) -> bool:
        return self.slow_until.get(lane, 0.0) > now

    def place(self, lane: str, per_minute: int, at: datetime) -> datetime | None:
        """None: it may leave now, and is counted. Else the moment that is kept for it."""
        step = timedelta(minutes=1) / per_minute
        slack = timedelta(minutes=1) - step
        bound = self.bounds.setdefault(lane, Bound(at, at))
        self.bounds.move_to_end(lane)
        while len(self.bounds) > KNOWN:
            self.bounds.popitem(last=False)
        free = bound.used_until - slack
        if free <= at:
            bound.used_until = max(bound.used_until, at) + step
            return None
        bound.given_until = max(bound.given_until + step, free)
        return bound.given_until


class Lanes(Generic[Job]):
    """The parcels in hand that wait, and which of them may leave now."""

    def __init__(self, width: int, memory: Memory) -> None:
        self.memory = memory
        self.most = max(1, width // 2)
        self.most_slow = max(1, width // 4)
        self.ready: deque[Job] = deque()
        self.held: dict[str, deque[Job]] = {}
        self.busy: Counter[str] = Counter()

    def add(self, jobs: Iterable[Job]) -> None:
        self.ready.extend(jobs)

    def in_hand(self) -> int:
        return len(self.ready) + sum(len(queue) for queue in self.held.values())

    def next(self, now: float) -> Job | None:
        """The next one that may leave; it counts as under way from now on."""
        slow_busy = sum(count for lane, count in self.busy.items() if self.memory.is_slow(lane, now))
        for lane, queue in self.held.items():
            if self._may(lane, slow_busy, now):
                job = queue.popleft()
                if not queue:
                    del self.held[lane]
                return self._taken(job)
        while self.ready:
            job = self.ready.popleft()
            if job.lane not in self.held and self._may(job.lane, slow_busy, now):
                return self._taken(job)
            self.held.setdefault(job.lane, deque()).append(job)
        return None

    def _may(self, lane: str, slow_busy: int, now: float) -> bool:
        if self.busy[lane] >= self.most:
            return False
        return slow_busy < self.most_slow or not self.memory.is_slow(lane, now)

    def _taken(self, job: Job) -> Job:
        self.busy[job.lane] += 1
        return job

    def done(self, lane: str) -> None:
        self.busy[lane] -= 1
        if self.busy[lane] <= 0:
            del self.busy[lane]

    def take_slow(self, now: float) -> list[Job]:
        """Those that wait for a slow lane, so that others find room; its next few stay."""
        taken: list[Job] = []
        for lane in [one for one in self.held if self.memory.is_slow(one, now)]:
            queue = self.held[lane]
            while len(queue) > self.most:
                taken.append(queue.pop())
        return taken

    def take_all(self) -> list[Job]:
        """Everything that has not left."""
        rest = [job for queue in self.held.values() for job in queue] + list(self.ready)
        self.held.clear()
        self.ready.clear()
        return rest
