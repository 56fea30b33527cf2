"""What the settings must know of the country pack and of the rooms, before Django starts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True)
class Country:
    code: str
    languages: list[tuple[str, str]]
    """(tag, the language's own name), first language first."""
    time_zone: str


def read(code: str) -> Country:
    """Read `country.toml` of the pack `code`; raises `SystemExit` with a sentence where there is none."""
    file = resources.files("hoiam") / "data" / code.lower() / "country.toml"
    if not file.is_file():
        raise SystemExit(f"HOIAM_COUNTRY is {code!r}, but the package holds no country pack of that code.")
    pack = tomllib.loads(file.read_text(encoding="utf-8"))
    languages = [(row["tag"], row["name"]) for row in pack["languages"]]
    return Country(code=pack["code"], languages=languages, time_zone=pack["time_zone"])


def faces(face: str, leave_out: Iterable[str] = ()) -> list[str]:
    """The subjects of a face, each an application of its own (templates, static, catalogue), by name."""
    folder = resources.files("hoiam") / face
    names = sorted(
        entry.name for entry in folder.iterdir() if entry.is_dir() and (entry / "__init__.py").is_file()
    )
    return [f"hoiam.{face}.{name}" for name in names if name not in set(leave_out)]


def rooms(*names: str) -> list[str]:
    """The rooms as applications, upper floors first."""
    base = resources.files("hoiam")
    return [f"hoiam.{name}" for name in names if (base / name / "apps.py").is_file()]
