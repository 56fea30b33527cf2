"""The words that make numbers in the languages of a country."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from hoiam.evidence.reading.numerals import NumberStyle
from hoiam.evidence.reading.units import alternatives
from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows

COUNTING_KINDS = ("digit", "ten", "after_tens", "tens", "hundred", "scale", "filler", "half", "article")


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word that makes numbers: what `kind` it is, what it is worth and when it may stand `alone`."""

    form: str
    language: str
    kind: str
    value: str = ""
    alone: str = ""

    @property
    def worth(self) -> Decimal:
        return Decimal(self.value or 0)


@dataclass(frozen=True, eq=False)
class NumberVocabulary:
    words: tuple[NumberWord, ...] = ()

    def of_kind(self, *kinds: str) -> dict[str, NumberWord]:
        """Give the words of some kinds by their form in small letters."""
        return {word.form.casefold(): word for kind in kinds for word in self._by_kind.get(kind, ())}

    @cached_property
    def _by_kind(self) -> dict[str, list[NumberWord]]:
        kinds: dict[str, list[NumberWord]] = defaultdict(list)
        for word in self.words:
            kinds[word.kind].append(word)
        return kinds

    @cached_property
    def counting(self) -> dict[str, NumberWord]:
        return self.of_kind(*COUNTING_KINDS)

    @cached_property
    def styles(self) -> dict[str, NumberStyle]:
        groups = {word.language: word.form for word in self._by_kind.get("group_sign", ())}
        decimals = {word.language: word.form for word in self._by_kind.get("decimal_sign", ())}
        return {tag: NumberStyle(groups[tag], decimals[tag]) for tag in groups if tag in decimals}

    @cached_property
    def unit_stops(self) -> frozenset[str]:
        return frozenset(self.of_kind("unit_stop"))

    @cached_property
    def noun_last_languages(self) -> frozenset[str]:
        """Languages in which words may stand between a number and what it counts (1,800 poor households)."""
        return frozenset(word.language for word in self._by_kind.get("unit_stop", ()))

    @cached_property
    def modifiers(self) -> dict[str, NumberWord]:
        return self.of_kind("modifier")

    @cached_property
    def scales(self) -> dict[str, NumberWord]:
        return self.of_kind("scale")

    @cached_property
    def run_pattern(self) -> re.Pattern[str]:
        word = alternatives(self.counting)
        return re.compile(rf"(?<!\w)(?:{word})(?:[ \u00a0-](?:{word}))*(?!\w)", re.IGNORECASE)

    @cached_property
    def scale_pattern(self) -> re.Pattern[str]:
        scale = alternatives(self.scales)
        half = alternatives(self.of_kind("half"))
        return re.compile(
            rf"(?P<scales>(?:[ \u00a0-]?(?:{scale})(?!\w))+)(?P<half>[ \u00a0](?:{half})(?!\w))?",
            re.IGNORECASE,
        )

    @cached_property
    def modifier_pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)({alternatives(self.modifiers)})[ \u00a0]\Z", re.IGNORECASE)

    @cached_property
    def ordinal_mark_pattern(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?<!\w)(?:{alternatives(self.of_kind('ordinal_mark'))})[ \u00a0]\Z", re.IGNORECASE
        )

    @cached_property
    def ordinal_suffix_pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{alternatives(self.of_kind('ordinal_suffix'))})(?!\w)", re.IGNORECASE)

    def joiner_pattern(self, kind: str) -> re.Pattern[str]:
        """What may stand between two numbers: ` đến `, ` of `; for ratios also a stroke, for ranges a dash."""
        return self._joiners[kind]

    @cached_property
    def _joiners(self) -> dict[str, re.Pattern[str]]:
        return {
            kind: re.compile(rf"[ \u00a0](?:{alternatives(self.of_kind(kind))})[ \u00a0]", re.IGNORECASE)
            for kind in ("range_close", "ratio_joiner")
        }

    @cached_property
    def range_open_pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{alternatives(self.of_kind('range_open'))})[ \u00a0]\Z", re.IGNORECASE)


@cache
def load_number_vocabulary(folder: Path | None = None) -> NumberVocabulary:
    """Read `number_words.csv` of a country pack, once per process."""
    rows = read_rows(folder or country_folder(), "number_words.csv")
    return NumberVocabulary(
        tuple(
            NumberWord(row["form"], row["language"], row["kind"], row["value"], row["alone"]) for row in rows
        )
    )
