"""Short forms and what they stand for, from the country pack."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from hoiam.search.analysis.language import is_syllable
from hoiam.search.analysis.tokens import Token, tokens


@dataclass(frozen=True)
class Abbreviations:
    """Folded short form → what it stands for, one entry for each language or meaning."""

    expansions: dict[str, tuple[str, ...]]

    def of(self, words: Iterable[Token], language: str = "vi") -> list[tuple[Token, str]]:
        """List the short forms among `words`, each with what it stands for.

        In Vietnamese, letters that can also be a syllable (CAT, MIC) are a short form only in capitals.
        """
        return [
            (word, long)
            for word in words
            for long in self.expansions.get(word.folded, ())
            if language != "vi" or word.text.isupper() or not is_syllable(word.folded)
        ]


@lru_cache
def read(country: str) -> Abbreviations:
    """Read `abbreviations.csv` of the pack (term, expansion, kind, source); no entries where there is none."""
    file = resources.files("hoiam") / "data" / country.lower() / "abbreviations.csv"
    if not file.is_file():
        return Abbreviations({})
    expansions: dict[str, tuple[str, ...]] = {}
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            short = tokens(row["term"])
            if len(short) == 1:
                expansions[short[0].folded] = (*expansions.get(short[0].folded, ()), row["expansion"])
    return Abbreviations(expansions)
