"""The form of official letters of a country: page, sizes, words and capacities, from its pack."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from hoiam.evidence.reading.vocabulary_files import country_folder

FILE = "official_letter.toml"


@dataclass(frozen=True)
class Capacity:
    """How a signer stands to the head of the body; `lines` stand above the name."""

    code: str
    name: dict[str, str]
    lines: dict[str, list[str]]

    @property
    def needs_head(self) -> bool:
        """Whether the title of somebody signed for stands in it."""
        return any("{head}" in line for lines in self.lines.values() for line in lines)


@dataclass(frozen=True)
class LetterForm:
    """What all letters of a country have in common. Lengths in millimetres, sizes in points."""

    page: dict[str, float]
    type: dict[str, Any]
    body: dict[str, float]
    words: dict[str, dict[str, str]]
    about: dict[str, dict[str, dict[str, str]]]
    report: dict[str, dict[str, str]]
    """What a report is called and numbered as, by language."""
    notice: dict[str, dict[str, str]]
    """The same of a notice of conclusions; {} where the country has none."""
    capacities: tuple[Capacity, ...]
    signers: dict[str, str]
    """{post: capacity}, the post that signs first at the top."""
    head_post: str
    collective: dict[str, str]
    heading: dict[str, list[str]]
    source: str

    def language_for(self, wanted: str) -> str:
        """The language of the form's words nearest to `wanted`: itself, English, else the first of the form."""
        tag = wanted.split("-")[0].lower()
        return next((one for one in (tag, "en") if one in self.words), next(iter(self.words)))

    def capacity(self, code: str) -> Capacity | None:
        return next((one for one in self.capacities if one.code == code), None)


def letter_form() -> LetterForm:
    """The form of this installation's country. Raises `LookupError` where the pack has none."""
    return read_form(country_folder(settings.COUNTRY.code))


def has_letter_form() -> bool:
    """Whether the country of this installation says how its letters look."""
    return (country_folder(settings.COUNTRY.code) / FILE).is_file()


@cache
def read_form(folder: Path) -> LetterForm:
    """Read the form of one country pack, once a process. Raises `LookupError` where it has none."""
    path = folder / FILE
    if not path.is_file():
        raise LookupError(f"The country pack {folder.name!r} has no form of official letters ({FILE}).")
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    country = tomllib.loads((folder / "country.toml").read_text(encoding="utf-8"))
    return LetterForm(
        page=_numbers(said["page"]),
        type={name: value for name, value in said["type"].items() if name != "source"},
        body=_numbers(said["body"]),
        words=said["words"],
        about=said["about"],
        report=_by_language(said.get("report", {})),
        notice=_by_language(said.get("notice", {})),
        capacities=tuple(
            Capacity(row["code"], dict(row["name"]), dict(row["lines"])) for row in said["capacities"]
        ),
        signers={post: code for post, code in said["signers"].items() if post != "head_post"},
        head_post=said["signers"]["head_post"],
        collective=dict(said.get("collective", {})),
        heading=dict(country["heading"]),
        source=said["source"],
    )


def _by_language(table: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {tag: words for tag, words in table.items() if tag != "source"}


def _numbers(table: dict[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in table.items() if not isinstance(value, str)}
