"""Points out names of private persons, and street addresses, by the family names and titles of a country.

A name follows a title of address (chị, ông, Ms), or is two to five capitalised words that begin with a family
name. Known names — places, bodies, holders of a public office — are handed in and left alone; so is a name right
behind a word of office (Bộ trưởng …), and what is only named after somebody (đường, trường, bệnh viện …).
Rules like these miss names and find some that are none: they point out, a person decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from hoiam.evidence.reading.folding import fold
from hoiam.evidence.reading.units import alternatives
from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows

_CAPITALISED = re.compile(r"(?:(?!\d)[^\W_](?:[\w’'-]*\w)?)")
_LONGEST_NAME = 5
_FEWEST_UNMARKED_WORDS = 3


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A name (`private_person`) or a street address at [start, end)."""

    start: int
    end: int
    text: str
    kind: Literal["private_person", "street_address"]


@dataclass(frozen=True, eq=False)
class PersonVocabulary:
    """Family names (with the common ones), and words by kind: address, office, street, named_after …"""

    surnames: frozenset[str] = frozenset()
    common_surnames: frozenset[str] = frozenset()
    words: tuple[tuple[str, str], ...] = ()

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        forms: dict[str, list[str]] = defaultdict(list)
        for form, kind in self.words:
            forms[kind].append(form)
        return forms

    @cached_property
    def folded_surnames(self) -> frozenset[str]:
        return frozenset(map(fold, self.common_surnames))

    @cached_property
    def name_parts(self) -> frozenset[str]:
        return frozenset(fold(form) for form in self._forms["name_part"])

    @cached_property
    def not_names(self) -> frozenset[str]:
        return frozenset(fold(form) for form in self._forms["not_a_name"])

    def before(self, kind: str) -> re.Pattern[str]:
        """Pattern of a word of the kind right before a name."""
        return self._before[kind]

    @cached_property
    def _before(self) -> dict[str, re.Pattern[str]]:
        return {
            kind: re.compile(rf"(?<!\w)(?:{alternatives(self._forms[kind])})[ \u00a0]\Z", re.IGNORECASE)
            for kind in ("address", "office", "named_after", "street")
        }

    @cached_property
    def street_after(self) -> re.Pattern[str]:
        return re.compile(rf"[ ](?:{alternatives(self._forms['street'])})(?!\w)")

    @cached_property
    def house_number(self) -> re.Pattern[str]:
        street = alternatives(self._forms["street"])
        return re.compile(
            rf"(?<![\w/.,])(?:(?:{street})[ ])?\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}})*,?[ ](?:(?:{street})[ ])?\Z",
            re.IGNORECASE,
        )


def find_persons(
    text: str, vocabulary: PersonVocabulary | None = None, public_names: Set[str] = frozenset()
) -> tuple[FoundPerson, ...]:
    """List names of persons and street addresses in reading order; `public_names` are folded and left alone."""
    known = vocabulary or load_person_vocabulary()
    found = (_judged(text, start, end, known, public_names) for start, end in _capitalised_runs(text))
    return tuple(person for person in found if person)


def _capitalised_runs(text: str) -> list[tuple[int, int]]:
    """Runs of capitalised words parted by one space; words all in capitals are abbreviations and end a run."""
    runs: list[tuple[int, int]] = []
    for word in _CAPITALISED.finditer(text):
        if not word[0][0].isupper() or (len(word[0]) > 2 and word[0].isupper()):
            continue
        if runs and text[runs[-1][1] : word.start()] in (" ", "\u00a0"):
            runs[-1] = (runs[-1][0], word.end())
        else:
            runs.append(word.span())
    return runs


def _judged(text: str, start: int, end: int, known: PersonVocabulary, public: Set[str]) -> FoundPerson | None:
    start = _after_titles(text, start, end, known)
    name, before = text[start:end], text[max(0, start - 40) : start]
    street_word = known.street_after.match(text, end)
    is_street = bool(street_word or known.street_after.search(name))
    house = known.house_number.search(before)
    if house and (is_street or known.before("street").search(before)):
        first, last = start - len(before) + house.start(), street_word.end() if street_word else end
        return FoundPerson(first, last, text[first:last], "street_address")
    if not name or is_street or _is_public(name, known, public):
        return None
    if known.before("office").search(before) or known.before("named_after").search(before):
        return None
    if known.before("address").search(before) or _looks_like_a_name(name.split(), known):
        return FoundPerson(start, end, name, "private_person")
    return None


def _after_titles(text: str, start: int, end: int, known: PersonVocabulary) -> int:
    """Leave a capitalised title (Chị, Ms) at the head of the run out of the name."""
    while start < end:
        space = text.find(" ", start, end)
        if space < 0 or not known.before("address").search(text[start : space + 1]):
            return start
        start = space + 1
    return start


def _is_public(name: str, known: PersonVocabulary, public: Set[str]) -> bool:
    """Whether the name, or the beginning of it, is that of a place, a body or a public office-holder."""
    words = fold(name).split()
    beginnings = (" ".join(words[:count]) for count in range(1, len(words) + 1))
    return any(beginning in known.not_names or beginning in public for beginning in beginnings)


def _looks_like_a_name(words: list[str], known: PersonVocabulary) -> bool:
    if not 2 <= len(words) <= _LONGEST_NAME:
        return False
    has_name_part = any(fold(word) in known.name_parts for word in words[1:])
    if words[0] in known.common_surnames and not words[0].isascii():
        return True
    if words[0] in known.surnames and has_name_part:
        return True
    is_unmarked = all(word.isascii() for word in words)
    long_enough = len(words) >= _FEWEST_UNMARKED_WORDS or has_name_part
    return is_unmarked and fold(words[0]) in known.folded_surnames and long_enough


@cache
def load_person_vocabulary(folder: Path | None = None) -> PersonVocabulary:
    """Read `surnames.csv` and `titles_of_address.csv` of a country pack, once per process."""
    folder = folder or country_folder()
    surnames = read_rows(folder, "surnames.csv")
    titles = read_rows(folder, "titles_of_address.csv")
    return PersonVocabulary(
        frozenset(row["surname"] for row in surnames),
        frozenset(row["surname"] for row in surnames if row["is_common"] == "yes"),
        tuple((row["form"], row["kind"]) for row in titles),
    )
