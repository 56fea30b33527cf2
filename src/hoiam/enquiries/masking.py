"""Taking out of a question what would tell who asked. Pure.

What the asker wrote about themselves in the form is known at intake, so every occurrence of it in the
question is covered, in any case and with or without diacritics; and whatever looks like an address, a
telephone number or a handle. Other names are pointed out to the intake officer, who decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from hoiam.evidence.reading.contacts import Contact, find_contacts
from hoiam.evidence.reading.persons import FoundPerson, find_persons

COVER = "[…]"
REACHES = frozenset({"email_address", "phone_number", "social_handle", "identity_number"})
"""Kinds of contact that are covered at once; a web address may be what the question is about."""


def _fold_keeping_length(text: str) -> str:
    """Each letter without its marks, one for one, so that places in both texts agree."""
    return "".join(
        (unicodedata.normalize("NFD", letter)[0] if letter not in "đĐ" else "d").lower()[:1] or letter
        for letter in text
    )


def covered(text: str, known: Iterable[str]) -> str:
    """The text with every `known` value (two words, or at least five letters) and every contact covered."""
    text = unicodedata.normalize("NFC", text)
    spans = [(found.start, found.end) for found in find_contacts(text) if found.kind in REACHES]
    folded = _fold_keeping_length(text)
    for value in known:
        words = _fold_keeping_length(unicodedata.normalize("NFC", value)).split()
        if not words or (len(words) == 1 and len(words[0]) < 5):
            continue
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
        spans.extend(match.span() for match in re.finditer(pattern, folded))
    return _cover(text, spans)


def _cover(text: str, spans: list[tuple[int, int]]) -> str:
    kept, done = [], 0
    for start, end in sorted(spans):
        if start >= done:
            kept += [text[done:start], COVER]
        done = max(done, end)
    return "".join([*kept, text[done:]])


@dataclass(frozen=True)
class PointedOut:
    """Something in a question that may tell of a private person; an officer decides whether it stays."""

    start: int
    end: int
    text: str
    kind: str
    """`private_person`, `street_address`, `phone_number`, …"""


def pointed_out(text: str) -> list[PointedOut]:
    """Names, street addresses and contacts in a text, in reading order; what is covered already is left out."""
    found: list[FoundPerson | Contact] = [*find_persons(text), *find_contacts(text)]
    return sorted(
        (PointedOut(one.start, one.end, one.text, one.kind) for one in found), key=lambda one: one.start
    )


LINE_OF_A_CHAT = re.compile(
    r"^\s*(?:\[\d{1,2}[:h.]\d{2}[^\]\n]{0,30}\]|\d{1,2}[:h.]\d{2}(?:[ ,]*[\d/.-]{5,10})?)[ \t-]*"
    r"(?:[^:\n]{1,40}:[ \t]*|$)"
    r"|^\s*[^:\n]{1,40}, \[\d[^\]\n]{3,30}\][ \t]*:?[ \t]*$",
    re.MULTILINE,
)
"""The head that chat programs put before a copied message: the time, and who wrote it."""


def without_people(text: str) -> str:
    """A message copied from a chat without the heads of its lines, and with names and contacts covered.

    For the officer who pastes it; the officer reads the outcome before it is kept.
    """
    bare = LINE_OF_A_CHAT.sub("", unicodedata.normalize("NFC", text)).strip()
    people = ((found.start, found.end) for found in find_persons(bare))
    reaches = ((found.start, found.end) for found in find_contacts(bare) if found.kind in REACHES)
    return _cover(bare, [*people, *reaches])
