"""Abbreviations whose full stop does not end a sentence, from the country pack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows


@dataclass(frozen=True)
class Abbreviations:
    """Forms with their full stop: `never` ends a sentence | ends one `before_capital` letters only."""

    never: frozenset[str] = frozenset()
    before_capital: frozenset[str] = frozenset()

    @property
    def longest(self) -> int:
        return max(map(len, self.never | self.before_capital), default=0)


@cache
def load_abbreviations(folder: Path | None = None) -> Abbreviations:
    """Read `sentence_abbreviations.csv` of a country pack, once per process."""
    rows = read_rows(folder or country_folder(), "sentence_abbreviations.csv")
    return Abbreviations(
        never=frozenset(row["form"] for row in rows if row["ends_sentence"] == "never"),
        before_capital=frozenset(row["form"] for row in rows if row["ends_sentence"] == "before_capital"),
    )
