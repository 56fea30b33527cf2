"""What became of people who were to be registered, one by one, and of a file of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from hoiam.conferences.models import Delegate
from hoiam.conferences.rosters.entries import Entry, Refused


@dataclass(frozen=True)
class Outcome:
    """What became of one entry, or with `dry_run` would: `registered`, `waiting`, `double` or `refused`."""

    entry: Entry
    what: str
    refused: tuple[Refused, ...] = ()
    delegate: Delegate | None = None


@dataclass(frozen=True)
class Registered:
    """What became of all of them, in their order."""

    outcomes: list[Outcome] = field(default_factory=list)
    is_kept: bool = False

    def count(self, what: str) -> int:
        return sum(1 for outcome in self.outcomes if outcome.what == what)

    @property
    def is_clean(self) -> bool:
        return all(outcome.what in ("registered", "waiting") for outcome in self.outcomes)


@dataclass(frozen=True)
class Imported:
    """What an import did, or with `dry_run` would do. `unreadable`: why nothing of the file could be read."""

    registered: Registered = field(default_factory=Registered)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    """{column: heading as it was written}: what `Refused.column` names in a file."""
    unreadable: object = ""
    unreadable_line: int = 0
