"""Items of a template as pages tell them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hoiam.desks.transfer import Content, Section, sections
from hoiam.desks.wording import Wording


@dataclass(frozen=True)
class Told:
    """One item: its value in words, and what it was before."""

    key: str
    words: str
    before: str = ""


def told(section: Section, key: str, value: Any) -> str:
    """The value in the reader's language; "" for none."""
    if value is None:
        return ""
    if section.words:
        return section.words(key, value)
    return str(Wording(value)) if isinstance(value, Mapping) else str(value)


def sections_told(content: Mapping[str, Content]) -> list[tuple[object, list[Told]]]:
    """(label, items) of every section that has any, in the order of the rooms."""
    return [
        (
            section.label,
            [Told(key, told(section, key, value)) for key, value in content[section.name].items()],
        )
        for section in sections()
        if content.get(section.name)
    ]


def section_named(name: str) -> Section | None:
    return next((section for section in sections() if section.name == name), None)
