"""Quick fact: from a pasted paragraph, what each sentence says in values, units, times and places.

Fixed rules propose, a person decides: every proposal shows the words it was read from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hoiam.evidence.reading.contacts import Contact, find_contacts
from hoiam.evidence.reading.dates import FoundDate, find_dates
from hoiam.evidence.reading.numbers import Number, find_numbers
from hoiam.evidence.reading.persons import FoundPerson, find_persons
from hoiam.evidence.reading.places import FoundPlace, Gazetteer
from hoiam.evidence.reading.references import find_references

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SentenceProposal:
    """What was read in one sentence; places of spans count within `text`.

    `inherited_date` and `inherited_places` come from the nearest earlier sentence, where this one names none.
    `private` holds names and contacts that should not stand in a fact.
    """

    text: str
    start: int
    end: int
    numbers: tuple[Number, ...]
    dates: tuple[FoundDate, ...]
    places: tuple[FoundPlace, ...]
    inherited_date: FoundDate | None = None
    inherited_places: tuple[FoundPlace, ...] = ()
    private: tuple[FoundPerson | Contact, ...] = ()

    @property
    def main_number(self) -> Number | None:
        """The number most likely to be the value: with a unit before one without, then the first."""
        return next((number for number in self.numbers if number.unit), next(iter(self.numbers), None))

    @property
    def main_date(self) -> FoundDate | None:
        known = (found for found in self.dates if found.period)
        return next(known, self.inherited_date)

    @property
    def impossible_dates(self) -> tuple[FoundDate, ...]:
        return tuple(found for found in self.dates if found.is_impossible)

    @property
    def ambiguous_numbers(self) -> tuple[Number, ...]:
        """Numbers that read otherwise in the other style (1.800): a person must look."""
        return tuple(number for number in self.numbers if number.other_values)


def propose(text: str, sentences: Sequence[Span], gazetteer: Gazetteer) -> tuple[SentenceProposal, ...]:
    """Read every sentence of composed text; `sentences` are their (start, end). One proposal for each."""
    proposals: list[SentenceProposal] = []
    date: FoundDate | None = None
    places: tuple[FoundPlace, ...] = ()
    for start, end in sentences:
        proposal = _read(text[start:end], start, end, gazetteer, date, places)
        date, places = proposal.main_date, proposal.places or places
        proposals.append(proposal)
    return tuple(proposals)


def _read(
    sentence: str,
    start: int,
    end: int,
    gazetteer: Gazetteer,
    date: FoundDate | None,
    places: tuple[FoundPlace, ...],
) -> SentenceProposal:
    contacts = find_contacts(sentence)
    named = [(found.start, found.end) for found in find_references(sentence)]
    named += [(contact.start, contact.end) for contact in contacts]
    dates = find_dates(sentence, None, named)
    numbers = find_numbers(sentence, None, [*named, *((found.start, found.end) for found in dates)])
    found_places = gazetteer.find(sentence)
    covered = [(place.start, place.end) for place in found_places]
    persons = [
        person
        for person in find_persons(sentence)
        if not any(person.start < last and first < person.end for first, last in covered)
    ]
    has_date = any(found.period for found in dates)
    return SentenceProposal(
        sentence,
        start,
        end,
        numbers,
        dates,
        found_places,
        None if has_date else date,
        () if found_places else places,
        tuple(sorted([*persons, *contacts], key=lambda found: found.start)),
    )
