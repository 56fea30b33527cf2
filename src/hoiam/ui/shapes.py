"""What a screen hands to a component: small values, already in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

Tone = Literal["neutral", "info", "success", "warning", "danger"]
TONES: tuple[Tone, ...] = ("neutral", "info", "success", "warning", "danger")


@dataclass(frozen=True)
class Link:
    label: str
    address: str = ""
    count: int | str | None = None
    """How many there are, or in words: "10.000+"."""
    is_current: bool = False
    icon: str = ""
    tone: Tone = "neutral"
    key: str = ""
    """Keys that open it, one after the other: `"g i"`."""
    language: str = ""
    """Language tag of the label, where it is not the page's."""
    post: bool = False
    """Sent as a form (POST with CSRF), because it changes something."""


@dataclass(frozen=True)
class Event:
    """One line of a timeline."""

    title: str
    at: datetime | None = None
    text: str = ""
    by: str = ""
    icon: str = ""
    tone: Tone = "neutral"
    address: str = ""


@dataclass(frozen=True)
class Row:
    """One term with its value in a definition list; `note` is small print under it."""

    term: str
    value: object = ""
    note: str = ""
    address: str = ""


@dataclass(frozen=True)
class Step:
    label: str
    state: Literal["done", "current", "todo", "failed"] = "todo"
    note: str = ""
    address: str = ""


@dataclass(frozen=True)
class Page:
    """Cursor paging: addresses of the neighbours, `""` where there is none, and a sentence on where we are."""

    newer: str = ""
    older: str = ""
    text: str = ""


def first_row(typed: str) -> int:
    """Where a page of a list begins, as `?from=` names it; 0 for anything that is no such number."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 7 else 0


@dataclass(frozen=True)
class Bar:
    """One value of a chart. `value` may be None: no figure is known, which is shown as such."""

    label: str
    value: int | float | Decimal | None
    note: str = ""
    tone: Tone = "info"
    address: str = ""


@dataclass(frozen=True)
class FactCard:
    """A fact as cards show it; words such as `bearing` come translated from the room that owns them."""

    reference: str
    statement: str
    address: str = ""
    figure: str = ""
    period: str = ""
    place: str = ""
    group: str = ""
    bearing: str = ""
    bearing_tone: Tone = "neutral"
    state: str = ""
    state_tone: Tone = "neutral"
    source: str = ""
    source_address: str = ""
    locator: str = ""
    limits: str = ""
    warnings: Sequence[str] = field(default_factory=tuple)
    """Sentences such as "limits not stated" or "cited, copy not deposited"."""
    language: str = ""
    """Language tag of the statement, where it is not the page's."""
    version: int | None = None
    is_cited: bool = False
