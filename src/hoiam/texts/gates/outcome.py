"""Law is not outcome: a sentence that people enjoy something must cite a figure of what people have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from hoiam.evidence.reading.units import alternatives
from hoiam.evidence.reading.vocabulary_files import country_folder, read_rows
from hoiam.texts.gates.findings import CheckedSentence, Finding


@dataclass(frozen=True, eq=False)
class OutcomeGate:
    """`phrases` are matched whole, `stems` with any ending."""

    phrases: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()

    def check(self, sentence: CheckedSentence) -> tuple[Finding, ...]:
        """Point out the first word of enjoyment in a sentence that cites no outcome figure."""
        match = self._pattern.search(sentence.text)
        if not match or match[0] in sentence.excused or any(fact.shows_outcome for fact in sentence.facts):
            return ()
        params = (("found", match[0]), ("cited", ", ".join(fact.reference for fact in sentence.facts)))
        return (
            Finding("outcome", "enjoyment_without_outcome", "blocks", sentence.id, *match.span(), match[0], params),
        )  # fmt: skip

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?<!\w)(?:(?:{alternatives(self.phrases)})(?!\w)|(?:{alternatives(self.stems)})\w*)",
            re.IGNORECASE,
        )


@cache
def load_outcome_gate(folder: Path | None = None) -> OutcomeGate:
    """Read `enjoyment_words.csv` of a country pack, once per process."""
    rows = read_rows(folder or country_folder(), "enjoyment_words.csv")
    return OutcomeGate(
        tuple(row["form"] for row in rows if row["kind"] == "phrase"),
        tuple(row["form"] for row in rows if row["kind"] == "stem"),
    )
