"""Numbers that name rather than count: document numbers, articles, tables, wards, list items."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, cast

from hoiam.evidence.reading.date_vocabulary import DateVocabulary, load_date_vocabulary
from hoiam.evidence.reading.number_vocabulary import NumberVocabulary, load_number_vocabulary
from hoiam.evidence.reading.units import Units, alternatives, load_units
from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows

Kind = Literal["document", "article", "numbered_thing", "place_number", "list_number"]

_SYMBOL = re.compile(
    r"(?<![\w/])(?:\d{1,6}(?:/\d{4})?[-/](?=[A-ZĐ])[A-ZĐ][\wĐđ.]*(?:[-/][A-ZĐ]?[\wĐđ.]*)*"
    r"|[A-Z]{1,6}(?:/[A-Z0-9.]+)+/\d+(?:/[A-Z0-9.]+)*)"
)
"""57-KL/TW, 1079/QĐ-TTg, 109/2026/NĐ-CP, 53/2024/QH15; A/HRC/57/7. The shape is that of law symbols."""
_LIST_NUMBER = re.compile(r"\s*[(\[]?(?:\d{1,3}(?:\.\d{1,2})*[.)\]]|\d{1,3}(?:\.\d{1,2})+)(?=\s)")


@dataclass(frozen=True, slots=True)
class Reference:
    """A naming number at [start, end), the word that makes it one included."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, eq=False)
class ReferenceVocabulary:
    """`words`: (form, kind). The other vocabularies tell a naming number from a counting one."""

    words: tuple[tuple[str, str], ...] = ()
    numbers: NumberVocabulary = field(default_factory=NumberVocabulary)
    units: Units = field(default_factory=Units)
    dates: DateVocabulary = field(default_factory=DateVocabulary)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        return {form: cast("Kind", kind) for form, kind in self.words if kind != "date_joiner"}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A word that names, and the number or numbers it names (Articles 5 and 7)."""
        joiner = alternatives(self.numbers.of_kind("range_close", "filler"))
        forms = alternatives(form for form, kind in self.words if kind != "date_joiner")
        further = rf"(?:(?:[ ]?[,;–-][ ]?|[ ](?:{joiner})[ ])\d{{1,6}}(?![\d/.,]\d))*"
        return re.compile(rf"(?<!\w)({forms})[ \u00a0]?(\d{{1,6}}(?:[/.]\d{{1,4}})?(?!\d){further})")

    @cached_property
    def date_joiner_pattern(self) -> re.Pattern[str]:
        """What stands between a document number and its date, or nothing."""
        forms = alternatives(form for form, kind in self.words if kind == "date_joiner")
        return re.compile(rf"[ ,(]*(?:(?:{forms})[ ])?", re.IGNORECASE)


def find_references(text: str, vocabulary: ReferenceVocabulary | None = None) -> tuple[Reference, ...]:
    """List the naming numbers of a text; a number with a scale word or unit behind it counts and is no name.

    The date right behind a document number (Quyết định 1079/QĐ-TTg ngày 14/9/2022) belongs to it.
    """
    known = vocabulary or load_reference_vocabulary()
    found = [Reference(match.start(), match.end(), "document") for match in _SYMBOL.finditer(text)]
    for match in known.pattern.finditer(text):
        kind = known.kinds[match[1]]
        if not _is_counted(text, match.end(2), kind, known) and not _is_year(match[2]):
            found.append(Reference(match.start(), match.end(), kind))
    if item := _LIST_NUMBER.match(text):
        found.append(Reference(item.start(), item.end(), "list_number"))
    return tuple(sorted((_with_date(reference, text, known) for reference in found), key=lambda r: r.start))


def _is_counted(text: str, end: int, kind: str, known: ReferenceVocabulary) -> bool:
    if known.numbers.scale_pattern.match(text, end):
        return True
    return kind != "article" and known.units.after(text, end) is not None


def _is_year(digits: str) -> bool:
    """Whether a year or a span of years stands there: “giai đoạn 2018-2020” is a time, not paragraph 2018."""
    return bool(re.match(r"(?:19|20)\d{2}(?:\D|\Z)", digits))


def _with_date(reference: Reference, text: str, known: ReferenceVocabulary) -> Reference:
    if reference.kind != "document":
        return reference
    found = known.dates.pattern.search(text, reference.end)
    if not found:
        return reference
    if not known.date_joiner_pattern.fullmatch(text[reference.end : found.start()]):
        return reference
    return Reference(reference.start, found.end(), "document")


@cache
def load_reference_vocabulary(folder: Path | None = None) -> ReferenceVocabulary:
    """Read `reference_words.csv` of a country pack, once per process."""
    rows = read_rows(folder or country_folder(), "reference_words.csv")
    return ReferenceVocabulary(
        tuple((row["form"], row["kind"]) for row in rows),
        load_number_vocabulary(folder),
        load_units(folder),
        load_date_vocabulary(folder),
    )
