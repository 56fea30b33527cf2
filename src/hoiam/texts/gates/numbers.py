"""Every number of a sentence must stand, by value and unit, in a fact that it cites, or carry a reason.

Exempt: document numbers, articles, tables, wards, list numbers, contact details, and the dates of the case.
Dates count too: a year that no cited fact speaks of is pointed out, as a warning where nothing is cited.
Not seen: two right figures that were joined wrongly (the value of one year beside another year of that fact).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hoiam.evidence.reading.contacts import ContactShapes, find_contacts, load_contact_shapes
from hoiam.evidence.reading.dates import FoundDate, find_dates
from hoiam.evidence.reading.number_vocabulary import load_number_vocabulary
from hoiam.evidence.reading.numbers import Number, NumberReader, find_numbers
from hoiam.evidence.reading.periods import Period
from hoiam.evidence.reading.persons import PersonVocabulary, find_persons, load_person_vocabulary
from hoiam.evidence.reading.references import (
    ReferenceVocabulary,
    find_references,
    load_reference_vocabulary,
)
from hoiam.evidence.reading.units import load_units
from hoiam.texts.gates.cited_facts import Vouched, vouched_by
from hoiam.texts.gates.findings import CheckedSentence, Code, Finding, Severity
from hoiam.texts.gates.number_matching import is_time_vouched, verdict_on


@dataclass(frozen=True, eq=False)
class NumberGate:
    """The gate with the words of a country; `case_periods` are the dates of the case at hand."""

    reader: NumberReader
    references: ReferenceVocabulary
    contacts: ContactShapes
    persons: PersonVocabulary

    def check(self, sentence: CheckedSentence, case_periods: Sequence[Period] = ()) -> tuple[Finding, ...]:
        """Point out the numbers and dates of a sentence that no cited fact vouches for, in their order."""
        named = self._naming_spans(sentence.text)
        dates = find_dates(sentence.text, self.references.dates, named)
        taken = [*named, *((found.start, found.end) for found in dates)]
        numbers = find_numbers(sentence.text, self.reader, taken)
        if not numbers and not dates:
            return ()
        facts = [vouched_by(fact, self.reader, self.references) for fact in sentence.facts]
        found = [
            *self._check_numbers(sentence, numbers, facts),
            *self._check_dates(sentence, dates, facts, case_periods),
        ]
        return tuple(sorted(found, key=lambda finding: finding.start))

    def _naming_spans(self, text: str) -> list[tuple[int, int]]:
        """Where digits name or reach something: documents, articles, telephones, street addresses."""
        if not any(map(str.isdigit, text)):
            return []
        spans = [(found.start, found.end) for found in find_references(text, self.references)]
        spans += [(found.start, found.end) for found in find_contacts(text, self.contacts)]
        persons = find_persons(text, self.persons)
        return spans + [(found.start, found.end) for found in persons if found.kind == "street_address"]

    def _check_numbers(
        self, sentence: CheckedSentence, numbers: Sequence[Number], facts: Sequence[Vouched]
    ) -> Iterator[Finding]:
        for number in numbers:
            if number.text in sentence.excused:
                continue
            if not facts:
                yield _finding(sentence, number, "number_without_citation", "blocks")
                continue
            verdict = verdict_on(number, facts, self.reader.units)
            if verdict == "unit_differs":
                yield _finding(sentence, number, "unit_differs", "blocks")
            elif verdict == "absent":
                yield _finding(sentence, number, "number_not_in_cited_facts", "blocks")

    def _check_dates(
        self,
        sentence: CheckedSentence,
        dates: Sequence[FoundDate],
        facts: Sequence[Vouched],
        case_periods: Sequence[Period],
    ) -> Iterator[Finding]:
        known = [*case_periods, *(period for fact in facts for period in fact.periods)]
        for date in dates:
            if date.is_impossible:
                yield _finding(sentence, date, "date_impossible", "blocks")
            elif (
                date.period and date.text not in sentence.excused and not is_time_vouched(date.period, known)
            ):
                yield _finding(sentence, date, "date_not_in_cited_facts", "blocks" if facts else "warns")


def _finding(sentence: CheckedSentence, found: Number | FoundDate, code: Code, severity: Severity) -> Finding:
    cited = ", ".join(fact.reference for fact in sentence.facts)
    params = (("found", found.text), ("cited", cited))
    return Finding("numbers", code, severity, sentence.id, found.start, found.end, found.text, params)


@cache
def load_number_gate(folder: Path | None = None) -> NumberGate:
    """Make the gate from the words of a country pack, once per process."""
    reader = NumberReader(load_number_vocabulary(folder), load_units(folder))
    return NumberGate(
        reader, load_reference_vocabulary(folder), load_contact_shapes(folder), load_person_vocabulary(folder)
    )
