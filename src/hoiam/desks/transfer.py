"""What a desk template holds, section by section; every room names its own sections here.

A template is what the centre hands over so that another place can open a desk of its own: targets, hours, roles that
must be filled, answer templates, rhythm of briefings, checklist, indicators, words of the public page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hoiam.desks.models import Desk, Person

Content = dict[str, Any]
"""{key of an item: its value, plain JSON}"""


def _nothing(value: Any) -> list[object]:
    return []


@dataclass(frozen=True)
class Section:
    """One part of a template.

    `read(desk)` gives what a desk has now; `apply(desk=, key=, value=, by=, at=)` brings one item to a desk in the
    caller's transaction; `against(value)` says why a value cannot be handed over.
    """

    name: str
    label: object
    read: Callable[[Desk], Content]
    apply: Callable[..., object]
    against: Callable[[Any], list[object]] = _nothing
    words: Callable[[str, Any], str] | None = None
    """(key, value) → how an item is told on a page; None: the value itself."""


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Name a section, from `AppConfig.ready`."""
    _sections[section.name] = section


def sections() -> list[Section]:
    """Every section, in the order in which rooms named them."""
    return list(_sections.values())


def read_desk(desk: Desk) -> dict[str, Content]:
    """What a desk could hand over: {section: its items}; sections without any are left out."""
    found = {section.name: section.read(desk) for section in sections()}
    return {name: items for name, items in found.items() if items}


def apply_to(
    desk: Desk, content: Mapping[str, Content], *, by: Person | str, at: datetime
) -> dict[str, list[str]]:
    """Bring every item of known sections to a desk, in the current transaction; {section: keys}."""
    done: dict[str, list[str]] = {}
    for section in sections():
        for key, value in content.get(section.name, {}).items():
            section.apply(desk=desk, key=key, value=value, by=by, at=at)
            done.setdefault(section.name, []).append(key)
    return done


def differences(
    before: Mapping[str, Content], after: Mapping[str, Content]
) -> Iterable[tuple[str, str, Any, Any]]:
    """(section, key, value before or None, value after or None) of everything that differs, in order."""
    for section in sorted({*before, *after}):
        old, new = before.get(section, {}), after.get(section, {})
        for key in sorted({*old, *new}):
            if old.get(key) != new.get(key):
                yield section, key, old.get(key), new.get(key)
