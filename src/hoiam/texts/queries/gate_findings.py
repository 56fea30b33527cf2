"""What the gates say about a text, as sentences a writer can act on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from hoiam.desks.models import Desk, Holding
from hoiam.evidence.models import FactVersion
from hoiam.evidence.reading.dates import find_dates
from hoiam.evidence.reading.figures import Figure, read_figures
from hoiam.evidence.reading.periods import Period
from hoiam.evidence.terms import FactKind, PeriodPrecision, ValueShape
from hoiam.texts import subjects
from hoiam.texts.citation_marks import read_marks, without_marks
from hoiam.texts.findings import Finding, Weight
from hoiam.texts.gates.checking import check_sentences
from hoiam.texts.gates.cited_facts import CitedFact
from hoiam.texts.gates.findings import CheckedSentence
from hoiam.texts.gates.findings import Finding as Pointed
from hoiam.texts.gates.messages import hint_of, message_of
from hoiam.texts.models import Text
from hoiam.texts.open_places import without_places
from hoiam.texts.queries.block_findings import marks_beside
from hoiam.texts.queries.cited_facts import CitedFacts
from hoiam.texts.sentence_book import SentenceBook


def gate_findings(text: Text, book: SentenceBook, cited: CitedFacts, at: datetime) -> Iterator[Finding]:
    """Run every gate over a text; numbers and outcomes may be answered with a reason, the rest warns."""
    places = {str(sentence.id): place for place, sentence in enumerate(book.sentences, start=1)}
    reasons = book.valid_reasons()
    beside = marks_beside(text, book)
    pointed = check_sentences(
        [
            CheckedSentence(
                id=str(sentence.id),
                text=without_places(without_marks(sentence.text)),
                facts=tuple(
                    _as_values(mark.reference, found.version)
                    for mark in (*read_marks(sentence.text), *beside.get(str(sentence.id), ()))
                    if (found := cited.by_mark.get(mark)) and found.version
                ),
            )
            for sentence in book.sentences
        ],
        case_periods=_periods_of_case(text),
        known=_public_names(text.desk, at),
    )
    for one in pointed:
        sentence_id = str(one.sentence_id)
        yield Finding(
            kind=one.code,
            weight=_weight(one),
            message=_("Sentence %(number)d: %(said)s %(what_to_do)s")
            % {
                "number": places[sentence_id],
                "said": message_of(one),
                "what_to_do": hint_of(one),
            },
            sentence_id=sentence_id,
            sentence_number=places[sentence_id],
            quote=one.text,
            reason=reasons.get(sentence_id, ""),
        )


def _as_values(reference: str, version: FactVersion) -> CitedFact:
    figures = [figure for value in version.values for figure in read_figures(str(value), version.unit)[:1]]
    if version.value_shape == ValueShape.RANGE and len(figures) == 2:
        figures = [Figure(figures[0].value, figures[0].unit, figures[1].value)]
    return CitedFact(
        reference=reference,
        statements=tuple(version.statement.values()),
        figures=tuple(figures),
        period=_period(version),
        shows_outcome=version.kind == FactKind.OBSERVATION and bool(version.values),
    )


def _period(version: FactVersion) -> Period | None:
    start, end = version.period_start, version.period_end
    if version.period_precision == PeriodPrecision.UNKNOWN or (start is None and end is None):
        return None
    bound = "until" if start is None else "since" if end is None else "in"
    return Period(start, end, version.period_precision, bound)  # type: ignore[arg-type]


def _periods_of_case(text: Text) -> list[Period]:
    """Dates named in the question, and in other words of the case."""
    words = subjects.words_of_case(text.record_kind, text.record_id)
    return [found.period for said in words for found in find_dates(said) if found.period]


def _public_names(desk: Desk, at: datetime) -> tuple[str, ...]:
    """Holders of public posts and contacts of the desk: what a text may name."""
    holdings = Holding.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=at.date()), desk=desk)
    held = [part for row in holdings.values_list("holder", "phone", "email") for part in row]
    return tuple(part for part in (*held, desk.phone, desk.email) if part)


def _weight(one: Pointed) -> Weight:
    if one.severity == "warns":
        return "warns"
    return "blocks" if one.code == "date_impossible" else "needs_reason"
