"""What passes on when somebody leaves a desk or two desks merge; every room names its own part here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hoiam.desks.models import Desk, Person
from hoiam.desks.passing import MergingShare, Passing


@dataclass(frozen=True)
class OpenLine:
    """One piece of open work, as a hand-over list tells it. `record_kind` and `record_id` name the record."""

    record_kind: str
    record_id: int
    reference: str
    words: str
    due_at: datetime | None


def _no_lines(person: Person, desk: Desk) -> list[OpenLine]:
    return []


@dataclass(frozen=True)
class Share:
    """One room's share of somebody's work at a desk.

    `count(person, desk)` says how many pieces are open; `move(...)` gives them to a colleague inside the
    caller's transaction and returns how many it moved.
    """

    name: str
    label: object
    count: Callable[[Person, Desk], int]
    move: Callable[..., int]
    """move(*, desk, from_person, to_person, by, at) -> int"""
    lines: Callable[[Person, Desk], list[OpenLine]] = _no_lines
    """The pieces one by one, the first due first."""


_shares: dict[str, Share] = {}
_merging: dict[str, MergingShare] = {}


def register(
    name: str,
    *,
    label: object,
    count: Callable[..., int],
    move: Callable[..., int],
    lines: Callable[[Person, Desk], list[OpenLine]] = _no_lines,
) -> None:
    """Name a room's share of a person's work, from `AppConfig.ready`."""
    _shares[name] = Share(name, label, count, move, lines)


def register_merging(name: str, *, label: object, passing: Iterable[Passing], **more: Any) -> None:
    """Name a room's share of a desk, from `AppConfig.ready`; `more`: see `MergingShare`."""
    _merging[name] = MergingShare(name, label, tuple(passing), **more)


def shares() -> list[Share]:
    return [_shares[name] for name in sorted(_shares)]


def merging_shares() -> list[MergingShare]:
    return [_merging[name] for name in sorted(_merging)]


def open_work(person: Person, desk: Desk) -> list[tuple[Share, int]]:
    """What somebody still has in hand at a desk, room by room; shares without open work are left out."""
    counted = [(share, share.count(person, desk)) for share in shares()]
    return [(share, number) for share, number in counted if number]


def open_lines(person: Person, desk: Desk) -> list[tuple[Share, list[OpenLine]]]:
    """What somebody has in hand at a desk, room by room and piece by piece; empty shares are left out."""
    listed = [(share, share.lines(person, desk)) for share in shares()]
    return [(share, lines) for share, lines in listed if lines]


def pass_on(
    *, desk: Desk, from_person: Person, to_person: Person, by: Person, at: datetime
) -> dict[str, int]:
    """Give all open work of one person to another, in the caller's transaction; {share: how many}."""
    return {
        share.name: share.move(desk=desk, from_person=from_person, to_person=to_person, by=by, at=at)
        for share in shares()
    }
