"""What each kind of record looks like among the results; subjects name theirs when Django is ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hoiam.desks.queries.standing import Standing
from hoiam.ui.shapes import FactCard


@dataclass(frozen=True)
class Result:
    """One record as found. `card` for facts; the other fields for everything else."""

    address: str
    kind_label: str = ""
    title: str = ""
    note: str = ""
    card: FactCard | None = None


Show = Callable[[Sequence[str], Standing, datetime], dict[str, Result]]
"""(references, standing, instant) → results of those this officer may see; the others are left out."""
_shows: dict[str, Show] = {}


def register(kind: str, show: Show) -> None:
    """Name how a kind is shown, from `AppConfig.ready`."""
    _shows[kind] = show


def kinds() -> list[str]:
    """Every kind that can be shown, in the order of naming."""
    return list(_shows)


def resolve(
    found: Sequence[tuple[str, str]], standing: Standing, at: datetime
) -> dict[tuple[str, str], Result]:
    """Results of (kind, reference), asked kind by kind; what may not be seen is left out."""
    shown: dict[tuple[str, str], Result] = {}
    for kind, show in _shows.items():
        references = [reference for found_kind, reference in found if found_kind == kind]
        if references:
            shown.update({(kind, ref): result for ref, result in show(references, standing, at).items()})
    return shown
