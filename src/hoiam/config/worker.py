"""The worker: follows the search sequence, hands over what post holds, and calls every tick when it is due.

Each duty that may wait for somebody outside has a round of its own: a mail server that dawdles, a webhook that hangs
and a slow tick hold up neither each other nor what must happen at its second (publication).
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from django.core.cache import cache
from django.db import close_old_connections, connection

from hoiam.desks import ticks
from hoiam.post import tasks as post
from hoiam.post.terms import CHANNELS
from hoiam.search import operations as search

log = logging.getLogger("hoiam.worker")
BREATH = timedelta(milliseconds=400)
PUNCTUAL = timedelta(seconds=1)
"""Ticks that are due as often as this, or more often, have a round in which nothing slow stands before them."""
SEEN = "worker:seen"
SEEN_EVERY = timedelta(seconds=5)
STUCK = timedelta(seconds=60)
"""A round that takes longer than this: the worker no longer says that it was seen."""
END = 30.0
"""Seconds to wait for what is under way when told to end."""

Duty = Callable[[threading.Event], bool]


def turn(stopping: threading.Event | None = None) -> None:
    """Go round until told to end (SIGTERM, SIGINT or `stopping`)."""
    stopping = stopping or threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
    punctual, slow = Rounds(is_punctual=True), Rounds(is_punctual=False)
    duties: dict[str, Duty] = {f"post {channel}": partial(_deliver, channel) for channel in CHANNELS}
    duties["punctual"] = punctual.once
    threads = [
        threading.Thread(target=_go_round, args=(name, duty, stopping), name=f"worker {name}", daemon=True)
        for name, duty in duties.items()
    ]
    for thread in threads:
        thread.start()
    seen = Seen(punctual)
    _go_round("main", lambda stop: _attempt("search", search.follow) | slow.once(stop) | seen.say(), stopping)
    for thread in threads:
        thread.join(timeout=END)


def turn_once() -> None:
    """Do everything that is due now, once; errors are raised."""
    for tick in ticks.registered():
        tick.call(datetime.now(UTC))
    while post.deliver(at=datetime.now(UTC), clock=_now):
        pass
    search.catch_up()


class Rounds:
    """The ticks of one round, each called when it is due."""

    def __init__(self, *, is_punctual: bool) -> None:
        self.is_punctual = is_punctual
        self.due: dict[str, float] = {}
        self.last = time.monotonic()

    def once(self, _stopping: threading.Event) -> bool:
        for tick in ticks.registered():
            if (tick.every <= PUNCTUAL) is not self.is_punctual:
                continue
            if time.monotonic() >= self.due.get(tick.name, 0):
                self.due[tick.name] = time.monotonic() + tick.every.total_seconds()
                _attempt(tick.name, partial(tick.call, _now()))
        self.last = time.monotonic()
        return False


class Seen:
    """Leaves word that the worker is there; not while what must be punctual hangs."""

    def __init__(self, punctual: Rounds) -> None:
        self.punctual, self.due = punctual, 0.0

    def say(self) -> bool:
        now = time.monotonic()
        if now >= self.due and now - self.punctual.last < STUCK.total_seconds():
            self.due = now + SEEN_EVERY.total_seconds()
            _attempt("seen", lambda: cache.set(SEEN, _now().isoformat(), timeout=3600))
        return False


def _go_round(name: str, duty: Duty, stopping: threading.Event) -> None:
    """One duty again and again; a fault is logged and it goes on."""
    while not stopping.is_set():
        if not _attempt(name, partial(duty, stopping)):
            stopping.wait(BREATH.total_seconds())
    connection.close()


def _attempt(name: str, call: Callable[[], object]) -> bool:
    """Call one duty; a fault is logged and the round goes on. Whether there was work."""
    try:
        close_old_connections()
        return bool(call())
    except Exception:
        log.exception("The worker's duty %s failed; it is tried again.", name)
        return False


def _deliver(channel: str, stopping: threading.Event) -> bool:
    return bool(post.deliver(at=_now(), clock=_now, channels=(channel,), stopping=stopping))


def _now() -> datetime:
    return datetime.now(UTC)
