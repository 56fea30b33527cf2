"""A cited fact as plain values, and what numbers and dates it vouches for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from hoiam.evidence.reading.dates import find_dates
from hoiam.evidence.reading.figures import Figure
from hoiam.evidence.reading.numbers import Number, NumberReader, find_numbers
from hoiam.evidence.reading.periods import Period
from hoiam.evidence.reading.references import ReferenceVocabulary, find_references


@dataclass(frozen=True, slots=True)
class CitedFact:
    """The version of a fact that a sentence cites.

    `statements` in every language it has; `figures` are its structured values; `shows_outcome` is true for an
    observation with a figure: what people have, not what a law, plan or institution promises.
    """

    reference: str
    statements: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    period: Period | None = None
    shows_outcome: bool = False


@dataclass(frozen=True, slots=True)
class Vouched:
    """The numbers and named times of one fact."""

    numbers: tuple[Number, ...]
    periods: tuple[Period, ...]


def vouched_by(fact: CitedFact, reader: NumberReader, references: ReferenceVocabulary) -> Vouched:
    """Collect the numbers and times of the fact's statements, figures and period."""
    read = [_read_statement(statement, reader, references) for statement in fact.statements]
    numbers = [number for found, _ in read for number in found]
    numbers += [
        Number(0, 0, "", figure.value, kind="range" if figure.upper else "plain", unit=figure.unit,
               upper=figure.upper)
        for figure in fact.figures
    ]  # fmt: skip
    periods = [period for _, found in read for period in found]
    return Vouched(tuple(numbers), tuple([*periods, fact.period] if fact.period else periods))


@lru_cache(maxsize=4096)
def _read_statement(
    statement: str, reader: NumberReader, references: ReferenceVocabulary
) -> tuple[tuple[Number, ...], tuple[Period, ...]]:
    named = [(found.start, found.end) for found in find_references(statement, references)]
    dates = find_dates(statement, references.dates, named)
    taken = [*named, *((found.start, found.end) for found in dates)]
    periods = tuple(found.period for found in dates if found.period)
    return find_numbers(statement, reader, taken), periods
