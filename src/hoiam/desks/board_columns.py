"""Columns of the adoption board; every room and face that knows something of a desk's work names its own here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Shown:
    """What stands in one cell, in the reader's language; `tone` as in the look, "" for plain words."""

    words: str
    tone: str = ""


Values = Callable[[Collection[int], datetime], Mapping[int, Shown]]


@dataclass(frozen=True)
class BoardColumn:
    """`values(desk ids, at)` gives {desk id: what is shown}; desks left out show a dash. One query or few for all."""

    name: str
    label: object
    values: Values
    is_public: bool = True
    """Whether anybody reads it, or the officers' board only."""


_columns: dict[str, BoardColumn] = {}


def register(column: BoardColumn) -> None:
    """Name a column, from `AppConfig.ready`; columns stand in the order in which they were named."""
    _columns[column.name] = column


def columns(*, public: bool = False) -> list[BoardColumn]:
    return [column for column in _columns.values() if column.is_public or not public]


@dataclass(frozen=True)
class Cells:
    """The columns of one board with what they show, read once for all its desks."""

    columns: tuple[BoardColumn, ...]
    values: tuple[Mapping[int, Shown], ...]

    def of(self, desk_id: int | None) -> list[tuple[object, Shown | None]]:
        """(label, what is shown or None) in the order of the columns."""
        return [
            (column.label, values.get(desk_id) if desk_id is not None else None)
            for column, values in zip(self.columns, self.values, strict=True)
        ]


def read(desk_ids: Collection[int], at: datetime, *, public: bool = False) -> Cells:
    """Ask every column once."""
    shown = tuple(columns(public=public))
    return Cells(shown, tuple(column.values(desk_ids, at) for column in shown))
