"""The texts of help, read once per process.

They stand in `texts/<language>/pages.toml` and `texts/<language>/guides.toml`, one folder for each language, and in
`texts/same.toml`: addresses that show the page of another address again, for example beside what was typed.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "texts"
SPARE = "en"
"""For readers of a language that has no texts of its own."""


@dataclass(frozen=True)
class PageHelp:
    """What a page is for, in four short answers; `then` may be ""."""

    what: str
    do: str
    then: str
    whom: str


@dataclass(frozen=True)
class GuidePart:
    title: str
    says: list[str]
    is_steps: bool = False
    """In this order, one after the other."""


@dataclass(frozen=True)
class Guide:
    """How one role works, on two printed pages."""

    role: str
    lead: str
    parts: list[GuidePart]


def languages() -> list[str]:
    """The languages that have texts of their own."""
    return sorted(folder.name for folder in TEXTS.iterdir() if folder.is_dir())


def help_on(view: str, act: str, language: str) -> PageHelp | None:
    """Help on the page of a view, or on one act of it; None where there is none.

    >>> help_on("workroom_enquiries:inbox", "", "en").what[:9]
    'Every que'
    """
    known = _pages(_spoken(language))
    view = _same().get(view, view)
    return (known.get(f"{view}/{act}") if act else None) or known.get(view)


def guide_for(role: str, language: str) -> Guide | None:
    """The guide of a role of the desk or of the installation."""
    return _guides(_spoken(language)).get(role)


@cache
def _spoken(language: str) -> str:
    return next((tag for tag in (language, language.split("-")[0]) if (TEXTS / tag).is_dir()), SPARE)


@cache
def _pages(language: str) -> dict[str, PageHelp]:
    read = _read(f"{language}/pages.toml")
    whom = read.pop("whom")
    return {
        name: PageHelp(text["what"], text["do"], text.get("then", ""), whom[text["whom"]])
        for name, text in read.items()
    }


@cache
def _same() -> dict[str, str]:
    return _read("same.toml")


@cache
def _guides(language: str) -> dict[str, Guide]:
    return {role: _guide(role, text) for role, text in _read(f"{language}/guides.toml").items()}


def _guide(role: str, text: dict[str, Any]) -> Guide:
    parts = [GuidePart(one["title"], one["says"], one.get("steps", False)) for one in text["part"]]
    return Guide(role, text["lead"], parts)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((TEXTS / name).read_text(encoding="utf-8"))
