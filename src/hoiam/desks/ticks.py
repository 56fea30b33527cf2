"""What must be looked at again and again; rooms name it here, the worker does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Tick:
    """One thing the worker does every so often. `call` gets the instant and is idempotent."""

    name: str
    call: Callable[[datetime], object]
    every: timedelta


_registered: dict[str, Tick] = {}


def register(name: str, call: Callable[[datetime], object], every: timedelta) -> None:
    """Name a tick, from `AppConfig.ready`; a second registration under one name is a mistake."""
    known = _registered.get(name)
    if known and known.call is not call:
        raise ValueError(f"Two ticks are named {name!r}.")
    _registered[name] = Tick(name, call, every)


def registered() -> list[Tick]:
    """Every tick, by name."""
    return [_registered[name] for name in sorted(_registered)]
