"""The model desk that came with the country pack."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

FILE = "desk_template.toml"


@dataclass(frozen=True)
class PackTemplate:
    """`desk_template.toml` as it stands; `place_types` are the kinds of places that are expected to have a desk."""

    code: str
    name: dict[str, str]
    note: dict[str, str]
    source: str
    place_types: tuple[str, ...]
    content: dict[str, dict[str, Any]]


@cache
def pack_template(country: str) -> PackTemplate | None:
    """The template of a country pack; None where it brings none."""
    file = resources.files("hoiam") / "data" / country.lower() / FILE
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return PackTemplate(
        code=table["code"],
        name=dict(table["name"]),
        note=dict(table["note"]),
        source=table["source"],
        place_types=tuple(table["board"]["place_types"]),
        content=table["content"],
    )
