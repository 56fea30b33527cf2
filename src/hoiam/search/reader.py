"""The open index of this process: read-only, opened once, renewed when a writer has left a new state."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from hoiam.search.engine.contract import Index
from hoiam.search.engine.folder import State, generation_folder, open_index, read_state
from hoiam.search.reading import counts
from hoiam.search.reading.counts import Counts


@dataclass(frozen=True)
class Open:
    """An index that can be asked, with the word counts that belong to it."""

    state: State
    index: Index
    counts: Counts


LOOK_AGAIN_SECONDS = 0.2
"""A process looks this often whether a writer has left a new state."""

_lock = threading.Lock()
_looked: dict[Path, float] = {}
_open: dict[Path, tuple[int, Open]] = {}


def current(folder: Path) -> Open | None:
    """Give the index of `folder` as of its last commit or 0.2 seconds before; None where nothing was built yet."""
    now = time.monotonic()
    if folder in _open and now - _looked.get(folder, 0.0) < LOOK_AGAIN_SECONDS:
        return _open[folder][1]
    _looked[folder] = now
    try:
        stamp = (folder / "state.json").stat().st_mtime_ns
    except FileNotFoundError:
        return None
    held = _open.get(folder)
    if held and held[0] == stamp:
        return held[1]
    with _lock:
        return _renewed(folder, stamp)


def look_again(folder: Path) -> None:
    """Let the next question see the last commit at once; the writer's own process calls it."""
    _looked.pop(folder, None)


def close(folder: Path) -> None:
    """Let go of the index of `folder` (tests, restore)."""
    with _lock:
        held = _open.pop(folder, None)
        if held:
            held[1].index.close()


def _renewed(folder: Path, stamp: int) -> Open | None:
    """Reload the same generation, or open a new one; word counts are read again only when they were taken anew."""
    state = read_state(folder)
    if state is None:
        return None
    held = _open.get(folder)
    if held and held[1].state.generation == state.generation and held[1].state.engine == state.engine:
        index, known = held[1].index, held[1].counts
        index.reload()
        if held[1].state.counted != state.counted:
            known = counts.read(generation_folder(folder, state))
    else:
        index, known = open_index(folder, state), counts.read(generation_folder(folder, state))
    _open[folder] = (stamp, Open(state, index, known))
    return _open[folder][1]
