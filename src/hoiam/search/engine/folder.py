"""The index folder of a node: which generation is current, up to where it follows the record, who writes.

<folder>/state.json     {"engine", "generation", "followed", "gaps", …}, replaced whole
<folder>/writer.lock    held by the one process that writes
<folder>/<generation>/  passages, word counts
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from pathlib import Path

from hoiam.search.engine.contract import Index

try:
    import fcntl
except ImportError:  # Windows: tantivy's own lock still keeps two writers apart
    fcntl = None  # type: ignore[assignment]

SHAPE = 4
"""Raised when the words of the index change their form; an index of another shape is built anew."""


class WriterBusy(Exception):
    """Another process writes this index."""


@dataclass
class State:
    """What is known about an index folder between two writes."""

    engine: str = ""
    shape: int = SHAPE
    generation: int = 0
    followed: int = 0
    """The last change of the record that is in the index."""
    gaps: list[int] = field(default_factory=list)
    """Earlier change numbers not seen yet: their transactions may still be open."""
    commits: int = 0
    documents: int = 0
    """Documents in the index when the word counts were taken."""
    changed: int = 0
    """Documents changed since then."""
    counted: int = 0
    """How often word counts were taken in this generation."""


def preferred_engine() -> str:
    """Name the engine of this installation: `tantivy`, else `fts5`."""
    return "tantivy" if find_spec("tantivy") else "fts5"


def open_index(folder: Path, state: State, *, writing: bool = False) -> Index:
    """Open the current generation with the engine that wrote it."""
    place = generation_folder(folder, state)
    if state.engine == "tantivy":
        from hoiam.search.engine.tantivy_index import TantivyIndex

        return TantivyIndex(place / "passages", writing=writing)
    from hoiam.search.engine.fts5_index import Fts5Index

    return Fts5Index(place / "passages", writing=writing)


def generation_folder(folder: Path, state: State) -> Path:
    """Give the folder of a generation."""
    return folder / f"{state.generation:06}"


def next_generation(folder: Path) -> int:
    """Give a generation number no folder has, also none of an index of another shape or of a build that broke off."""
    taken = [int(place.name) for place in folder.iterdir() if place.is_dir() and place.name.isdigit()]
    return max(taken, default=0) + 1


def read_state(folder: Path) -> State | None:
    """Read what the last writer left; None where there is no index of this shape."""
    try:
        written = json.loads((folder / "state.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return State(**written) if written.get("shape") == SHAPE else None


def write_state(folder: Path, state: State) -> None:
    """Replace the state in one step, so that a reader sees the old one or the new one."""
    draft = folder / "state.draft"
    draft.write_text(json.dumps(asdict(state)), encoding="utf-8")
    draft.replace(folder / "state.json")


def remove_other_generations(folder: Path, state: State) -> None:
    """Delete what earlier rebuilds left; a reader that still has one open keeps its files until it reloads."""
    for place in folder.iterdir():
        if place.is_dir() and place != generation_folder(folder, state):
            shutil.rmtree(place, ignore_errors=True)


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the folder for writing; raises `WriterBusy` when another process does."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "writer.lock").open("w") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as busy:
                raise WriterBusy(f"Another process writes the index in {folder}.") from busy
        yield
