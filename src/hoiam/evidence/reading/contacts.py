"""Finds what reaches or identifies somebody: telephones, e-mail, handles, web addresses, identity numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from hoiam.evidence.reading.units import alternatives
from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows

Kind = Literal["phone_number", "email_address", "web_address", "social_handle", "identity_number"]

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?<!\.)")
_WEB = re.compile(r"(?<![\w@])(?:https?://|www\.)[^\s<>\"”»]+[^\s<>\"”».,;:!?)]", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z0-9_][A-Za-z0-9_.]{1,28}[A-Za-z0-9_]")
_MAY_HOLD_A_CONTACT = re.compile(r"\d{3}|@|\w/|www", re.IGNORECASE)
_WORD_WITHIN = 40


@dataclass(frozen=True, slots=True)
class Contact:
    start: int
    end: int
    text: str
    kind: Kind


@dataclass(frozen=True, eq=False)
class ContactShapes:
    """How numbers of telephones and identity cards look in a country; `card_words` announce the latter."""

    shapes: tuple[tuple[str, str], ...] = ()
    card_words: tuple[str, ...] = ()

    @cached_property
    def _values(self) -> dict[str, list[str]]:
        values: dict[str, list[str]] = defaultdict(list)
        for kind, value in self.shapes:
            values[kind].append(value)
        return values

    @cached_property
    def phone(self) -> re.Pattern[str]:
        prefix = alternatives(self._values["phone_prefix"])
        counts = [int(count) for count in self._values["phone_digits_after_prefix"]] or [0]
        short = alternatives(self._values["short_number_prefix"])
        return re.compile(
            rf"(?<![\w.,/-])\(?(?:(?:{prefix})\)?(?:[ .-]?\(?\d\)?){{{min(counts)},{max(counts)}}}"
            rf"|(?:{short})(?:[ .-]?\d){{4,6}})(?![\d%])(?![.,]\d)"
        )

    @cached_property
    def identity(self) -> re.Pattern[str]:
        lengths = "|".join(rf"\d{{{length}}}" for length in self._values["identity_digits"]) or r"(?!)"
        return re.compile(rf"(?<![\w.,/-])(?:{lengths})(?!\w)")

    @cached_property
    def announced_identity(self) -> re.Pattern[str]:
        lengths = [rf"\d{{{length}}}" for length in self._values["identity_digits_with_word"]]
        shapes = "|".join([*lengths, *self._values["passport_with_word"]]) or r"(?!)"
        words = alternatives(self.card_words)
        return re.compile(
            rf"(?<!\w)(?:{words})\b[^\n]{{0,{_WORD_WITHIN}}}?(?<![\w.,])(?P<number>{shapes})(?!\w)",
            re.IGNORECASE,
        )

    @cached_property
    def social_page(self) -> re.Pattern[str]:
        hosts = alternatives(self._values["social_host"])
        return re.compile(
            rf"(?<![\w@.])(?:https?://)?(?:www\.|m\.)?(?:{hosts})/[^\s<>\"”»]*[^\s<>\"”».,;:!?)]",
            re.IGNORECASE,
        )


def find_contacts(text: str, shapes: ContactShapes | None = None) -> tuple[Contact, ...]:
    """List contacts and identity numbers in reading order, none inside another."""
    if not _MAY_HOLD_A_CONTACT.search(text):
        return ()
    known = shapes or load_contact_shapes()
    patterns: Sequence[tuple[Kind, re.Pattern[str]]] = (
        ("email_address", _EMAIL),
        ("social_handle", known.social_page),
        ("web_address", _WEB),
        ("social_handle", _HANDLE),
        ("identity_number", known.identity),
        ("identity_number", known.announced_identity),
        ("phone_number", known.phone),
    )
    found: list[Contact] = []
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span("number" if "number" in pattern.groupindex else 0)
            if not any(start < other.end and other.start < end for other in found):
                found.append(Contact(start, end, text[start:end], kind))
    return tuple(sorted(found, key=lambda contact: contact.start))


@cache
def load_contact_shapes(folder: Path | None = None) -> ContactShapes:
    """Read `contact_shapes.csv`, and the words of identity cards, of a country pack, once per process."""
    folder = folder or country_folder()
    titles = read_rows(folder, "titles_of_address.csv")
    return ContactShapes(
        tuple((row["kind"], row["value"]) for row in read_rows(folder, "contact_shapes.csv")),
        tuple(row["form"] for row in titles if row["kind"] == "identity_card"),
    )
