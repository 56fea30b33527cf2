"""All gates over a text at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from hoiam.evidence.reading.periods import Period
from hoiam.texts.gates.findings import CheckedSentence, Finding
from hoiam.texts.gates.loaded_words import load_loaded_word_gate
from hoiam.texts.gates.numbers import load_number_gate
from hoiam.texts.gates.outcome import load_outcome_gate
from hoiam.texts.gates.persons import load_person_gate


def check_sentences(
    sentences: Iterable[CheckedSentence],
    *,
    case_periods: Sequence[Period] = (),
    known: Sequence[str] = (),
    folder: Path | None = None,
) -> tuple[Finding, ...]:
    """Run every gate over every sentence; findings come sentence by sentence, each in reading order.

    `case_periods`: dates of the case at hand. `known`: names of office-holders, contacts of the desk.
    `folder`: the country pack, the built-in one by default.
    """
    numbers, words = load_number_gate(folder), load_loaded_word_gate(folder)
    persons, outcome = load_person_gate(folder), load_outcome_gate(folder)
    findings: list[Finding] = []
    for sentence in sentences:
        found = [
            *numbers.check(sentence, case_periods),
            *words.check(sentence),
            *persons.check(sentence, known),
            *outcome.check(sentence),
        ]
        findings.extend(sorted(found, key=lambda finding: (finding.start, finding.end)))
    return tuple(findings)
