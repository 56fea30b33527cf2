"""Languages a text may be in: their tags and their names. Pure.

A tag is one of BCP 47 (RFC 5646, 2.1) made of language, script and region: `vi`, `hmn`, `zh-Hant`, `km-KH`. Variants
and extensions name nothing a text here needs. Names come from the country pack; a tag that it does not know is a
name of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows

LONGEST_TAG = 12
"""Characters; what a text keeps of its language. Three letters, a script and a region are just that long."""
_TAG = re.compile(r"([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}|\d{3}))?")
_PRIVATE = range(ord("a"), ord("t") + 1)


@dataclass(frozen=True, slots=True)
class Language:
    """A language with its names: {tag of the reader's language: name}, its own name, the peoples who speak it."""

    tag: str
    names: tuple[tuple[str, str], ...]
    own_name: str = ""
    peoples: tuple[str, ...] = ()

    def name_in(self, language: str) -> str:
        """Its name in a language, else in English, else its tag."""
        names = dict(self.names)
        return names.get(language.split("-")[0]) or names.get("en") or self.tag


def is_tag(tag: str) -> bool:
    """Whether this is a tag in its canonical spelling (RFC 5646, 2.1.1), short enough to be kept.

    Tags for private use (`qaa` to `qtz`) say nothing to a reader elsewhere and are none.
    """
    found = _TAG.fullmatch(tag)
    if not found or len(tag) > LONGEST_TAG:
        return False
    language = found[1]
    return not (len(language) == 3 and language[0] == "q" and ord(language[1]) in _PRIVATE)


def canonical_tag(written: str) -> str:
    """The tag as it is spelled canonically; "" where what was typed is none: `ZH_hant` becomes `zh-Hant`."""
    parts = written.strip().replace("_", "-").split("-")
    spelled = [parts[0].lower()]
    spelled += [part.title() if len(part) == 4 else part.upper() for part in parts[1:]]
    tag = "-".join(spelled)
    return tag if is_tag(tag) else ""


@cache
def known_languages(folder: Path | None = None) -> dict[str, Language]:
    """Every language that the country pack names, by its tag, in the order of the file."""
    rows = read_rows(folder or country_folder(), "languages.csv")
    return {
        row["tag"]: Language(
            row["tag"],
            tuple(
                (column.removeprefix("name_"), name)
                for column, name in row.items()
                if column.startswith("name_")
            ),
            row["own_name"],
            tuple(people.strip() for people in row["peoples"].split(";") if people.strip()),
        )
        for row in rows
    }


def language_name(tag: str, language: str, folder: Path | None = None) -> str:
    """The name of a language for a reader of `language`; of `km-KH` that of `km`, of an unknown tag the tag."""
    known = known_languages(folder)
    found = known.get(tag) or known.get("-".join(tag.split("-")[:2])) or known.get(tag.split("-")[0])
    return found.name_in(language) if found else tag
