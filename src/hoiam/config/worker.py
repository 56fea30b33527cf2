"""The worker: follows the search sequence, hands over what post holds, and calls every tick when it is due."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from django.core.cache import cache
from django.db import close_old_connections

from hoiam.desks import ticks
from hoiam.post import tasks as post
from hoiam.search import operations as search

log = logging.getLogger("hoiam.worker")
BREATH = timedelta(milliseconds=400)
SEEN = "worker:seen"


def turn(stopping: threading.Event | None = None) -> None:
    """Go round until told to end (SIGTERM, SIGINT or `stopping`)."""
    stopping = stopping or threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
    due: dict[str, float] = {}
    while not stopping.is_set():
        busy = _attempt("search", _follow) | _attempt("post", _deliver)
        for tick in ticks.registered():
            if time.monotonic() >= due.get(tick.name, 0):
                due[tick.name] = time.monotonic() + tick.every.total_seconds()
                _attempt(tick.name, partial(tick.call, datetime.now(UTC)))
        _attempt("seen", _say_seen)
        if not busy:
            stopping.wait(BREATH.total_seconds())


def turn_once() -> None:
    """Do everything that is due now, once; errors are raised."""
    for tick in ticks.registered():
        tick.call(datetime.now(UTC))
    while _deliver():
        pass
    search.catch_up()


def _attempt(name: str, call: Callable[[], object]) -> bool:
    """Call one duty; a fault is logged and the round goes on. Whether there was work."""
    try:
        close_old_connections()
        return bool(call())
    except Exception:
        log.exception("The worker's duty %s failed; it is tried again.", name)
        return False


def _follow() -> int:
    return search.follow()


def _deliver() -> int:
    return post.deliver(at=datetime.now(UTC))


def _say_seen() -> None:
    cache.set(SEEN, datetime.now(UTC).isoformat(), timeout=3600)
