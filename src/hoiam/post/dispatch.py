"""Many hands carry, one writes down: connections work side by side, and no message leaves on a connection before it
is written down that its last one did. A process that is killed therefore repeats at most one message a connection.

What several hands have brought back meanwhile is written down in one transaction.
"""

from __future__ import annotations

import logging
import smtplib
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue

from django.db import DatabaseError, connection

from hoiam.post import leasing, payloads
from hoiam.post.carriers import Carrier, Gone, HungUp, NotNow, Refused, Way
from hoiam.post.lanes import Lanes, Memory
from hoiam.post.leasing import End, Outcome
from hoiam.post.models import Parcel
from hoiam.post.terms import LEASE

log = logging.getLogger("hoiam.post")
PIECE = 200
"""Parcels that are leased at a time."""
MOST_IN_HAND = 3 * PIECE
LOOK = 0.1
"""Seconds between two looks at the hands that are slow."""
GRACE = 5.0
"""Seconds after the deadline in which a hand that was broken off must come back."""
REST = timedelta(minutes=1)
"""For how long parcels of a slow domain are given back."""
PERSIST = LEASE.total_seconds() * 0.7
"""Seconds for which it is tried to write down what was handed over, while the database is away."""
BREATHE = 0.5
UNREACHABLE = "The mail server could not be reached."
BROKE_OFF = "The connection broke off."
TOO_LATE = "No answer came in time."


@dataclass(eq=False, slots=True)
class Job:
    """A leased parcel with what is needed to carry it."""

    parcel: Parcel
    lane: str
    address: str
    payload: payloads.Payload | None = None


@dataclass(frozen=True)
class NoWay:
    """The hand could not open its way: its parcel was not tried."""

    why: str


@dataclass(eq=False)
class Hand:
    """One thread with one connection. It has one parcel at a time and waits until that is written down."""

    way: Way
    brought: SimpleQueue[tuple[Hand, Outcome | NoWay]]
    inbox: SimpleQueue[tuple[Job, object] | None] = field(default_factory=SimpleQueue)
    job: Job | None = None
    since: float = 0.0
    is_broken_off: bool = False
    carrier: Carrier | None = None
    thread: threading.Thread | None = None

    def start(self) -> None:
        self.thread = threading.Thread(target=self._work, name="post hand", daemon=True)
        self.thread.start()

    def give(self, job: Job, content: object) -> None:
        self.job, self.since = job, time.monotonic()
        self.inbox.put((job, content))

    def break_off(self) -> None:
        self.is_broken_off = True
        if (carrier := self.carrier) is not None:
            carrier.break_off()

    def _work(self) -> None:
        while (given := self.inbox.get()) is not None:
            self.brought.put((self, self._carry(*given)))
        self._close()

    def _carry(self, job: Job, content: object) -> Outcome | NoWay:
        was_open, began = self.carrier is not None, time.monotonic()
        try:
            return self._try(job, content)
        except HungUp:
            # Servers end a connection after so many messages or so long a pause; nothing was given yet.
            self._close()
            if not was_open or time.monotonic() - began > self.way.slow_after:
                return Outcome(job.parcel, End.LATER, BROKE_OFF)
        try:
            return self._try(job, content)
        except HungUp:
            self._close()
            return Outcome(job.parcel, End.LATER, BROKE_OFF)

    def _try(self, job: Job, content: object) -> Outcome | NoWay:
        if self.carrier is None:
            try:
                self.carrier = self.way.open()
            except (OSError, smtplib.SMTPException) as fault:
                return NoWay(fault.__class__.__name__)
        try:
            self.carrier.hand_over(content)
        except Gone as gone:
            return Outcome(job.parcel, End.GONE, str(gone))
        except Refused as refused:
            return Outcome(job.parcel, End.REFUSED, str(refused))
        except NotNow as later:
            return Outcome(job.parcel, End.LATER, str(later))
        except (OSError, smtplib.SMTPException):
            self._close()
            return Outcome(job.parcel, End.LATER, TOO_LATE if self.is_broken_off else BROKE_OFF)
        except HungUp:
            raise
        except Exception:
            log.exception("Parcel %s could not be handed over.", job.parcel.pk)
            self._close()
            return Outcome(job.parcel, End.LATER, BROKE_OFF)
        return Outcome(job.parcel, End.HANDED_OVER)

    def _close(self) -> None:
        carrier, self.carrier = self.carrier, None
        if carrier is not None:
            carrier.close()


Claim = Callable[[int], Sequence[Job]]
WriteOut = Callable[[Job], object | Outcome]


class Dispatch:
    """One round of one channel: leases, hands out, writes down, until nothing is due."""

    def __init__(
        self,
        way: Way,
        memory: Memory,
        *,
        claim: Claim,
        write_out: WriteOut,
        clock: Callable[[], datetime],
        stopping: threading.Event,
        limit: int,
    ) -> None:
        self.way, self.memory, self.clock, self.stopping = way, memory, clock, stopping
        self.claim, self.write_out = claim, write_out
        self.left, self.worked = limit, 0
        self.lanes: Lanes[Job] = Lanes(way.width, memory)
        self.brought: SimpleQueue[tuple[Hand, Outcome | NoWay]] = SimpleQueue()
        self.free: list[Hand] = []
        self.at_work: set[Hand] = set()
        self.given_up: set[Hand] = set()
        self.most_hands, self.stuck, self.looked = way.width, 0, 0.0
        self.no_way, self.was_open = "", False

    def run(self) -> int:
        """How many parcels were worked on. Raises `DatabaseError` where it stayed away."""
        try:
            while True:
                self._refill()
                self._hand_out()
                if not self.at_work:
                    if self.stopping.is_set() or not self.lanes.in_hand():
                        break
                    if self.no_way:
                        self._give_up_all()
                        break
                self._write_down(self._collect())
                self._look_after()
            return self.worked
        finally:
            self._end()

    # What is to leave

    def _refill(self) -> None:
        if self.left <= 0 or self.no_way or self.stopping.is_set() or len(self.lanes.ready) > PIECE // 4:
            return
        if self.lanes.in_hand() >= MOST_IN_HAND:
            slow = self.lanes.take_slow(time.monotonic())
            leasing.put_back([job.parcel for job in slow], not_before=self.clock() + REST)
            if self.lanes.in_hand() >= MOST_IN_HAND:
                return
        wanted = min(PIECE, self.left)
        jobs = self.claim(wanted)
        self.left = self.left - len(jobs) if len(jobs) == wanted else 0
        self.lanes.add(self._within_bounds(jobs))

    def _within_bounds(self, jobs: Sequence[Job]) -> list[Job]:
        """Those that may leave now; what is above the bound of its domain gets the next moment kept for it."""
        if not self.way.per_minute:
            return list(jobs)
        at, now = self.clock(), []
        for job in jobs:
            place = self.memory.place(job.lane, self.way.per_minute, at)
            if place is None:
                now.append(job)
            else:
                leasing.put_back([job.parcel], not_before=place)
        return now

    def _hand_out(self) -> None:
        while not self.no_way and not self.stopping.is_set() and self._has_hand():
            job = self.lanes.next(time.monotonic())
            if job is None:
                return
            until = job.parcel.leased_until
            if until is None or until - self.clock() < LEASE / 2:
                # Others may take it up before it is through: rather begin anew with it.
                leasing.put_back([job.parcel])
                self.lanes.done(job.lane)
                self.left += 1
                continue
            content = self.write_out(job)
            job.payload = None
            if isinstance(content, Outcome):
                self.lanes.done(job.lane)
                self._write_down([content])
                continue
            hand = self._hand()
            self.at_work.add(hand)
            hand.give(job, content)

    def _has_hand(self) -> bool:
        return bool(self.free) or len(self.at_work) < self.most_hands + min(self.stuck, self.way.width)

    def _hand(self) -> Hand:
        if self.free:
            return self.free.pop()
        hand = Hand(self.way, self.brought)
        hand.start()
        return hand

    # What has come of it

    def _collect(self) -> list[Outcome]:
        found: list[Outcome] = []
        try:
            self._take_in(*self.brought.get(timeout=LOOK), found)
            while True:
                self._take_in(*self.brought.get_nowait(), found)
        except Empty:
            return found

    def _take_in(self, hand: Hand, brought: Outcome | NoWay, found: list[Outcome]) -> None:
        job, hand.job = hand.job, None
        assert job is not None
        if hand in self.given_up:
            self.given_up.discard(hand)
            hand.inbox.put(None)
            if isinstance(brought, Outcome) and brought.end is End.HANDED_OVER:
                found.append(brought)
            return
        self.at_work.discard(hand)
        self.lanes.done(job.lane)
        if time.monotonic() - hand.since > self.way.slow_after:
            self.memory.note_slow(job.lane, time.monotonic())
        if isinstance(brought, NoWay):
            hand.inbox.put(None)
            self._no_way(job, brought)
            return
        self.was_open = True
        if hand.is_broken_off:
            hand.inbox.put(None)
        else:
            self.free.append(hand)
        found.append(brought)

    def _no_way(self, job: Job, said: NoWay) -> None:
        """One connection less where others are open; nothing goes through where none is."""
        self.lanes.ready.appendleft(job)
        others = len(self.at_work) + len(self.free)
        if self.was_open and others:
            self.most_hands = others
        elif not others:
            self.no_way = said.why

    def _write_down(self, outcomes: list[Outcome]) -> None:
        """Until it is written down nothing more leaves; a database that is away is waited for."""
        if not outcomes:
            return
        until = time.monotonic() + PERSIST
        while True:
            try:
                leasing.record(outcomes, at=self.clock())
                self.worked += len(outcomes)
                return
            except DatabaseError as fault:
                if connection.in_atomic_block or time.monotonic() > until or self.stopping.is_set():
                    raise
                log.warning("What was handed over cannot be written down yet: %s", fault.__class__.__name__)
                connection.close()
                self.stopping.wait(BREATHE)

    def _look_after(self) -> None:
        """Notice what dawdles, break off what is beyond its time, and no longer wait for what does not come back."""
        now = time.monotonic()
        if now - self.looked < LOOK:
            return
        self.looked, self.stuck = now, 0
        for hand in list(self.at_work):
            age, job = now - hand.since, hand.job
            if job is None or age <= self.way.slow_after:
                continue
            self.stuck += 1
            self.memory.note_slow(job.lane, now)
            if age > self.way.deadline and not hand.is_broken_off:
                hand.break_off()
            if age > self.way.deadline + GRACE:
                self.at_work.discard(hand)
                self.given_up.add(hand)
                self.lanes.done(job.lane)
                self._write_down([Outcome(job.parcel, End.LATER, TOO_LATE)])

    # The end

    def _give_up_all(self) -> None:
        log.warning("No way out for %s parcels: %s", self.lanes.in_hand(), self.no_way)
        parcels = [job.parcel for job in self.lanes.take_all()]
        leasing.mark_unreachable(parcels, fault=UNREACHABLE, at=self.clock())
        self.worked += len(parcels)

    def _end(self) -> None:
        """Let every hand put down its tools; what did not leave is given back."""
        for hand in [*self.free, *self.at_work]:
            hand.inbox.put(None)
        rest = [job.parcel for job in self.lanes.take_all()]
        try:
            leasing.put_back(rest)
        except DatabaseError:
            log.warning("%s parcels stay leased until their time is over.", len(rest))
        for hand in self.free:
            if hand.thread is not None:
                hand.thread.join(timeout=GRACE)
