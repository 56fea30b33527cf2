"""What stands against a text: its citations and what the gates say, as sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoiam.desks.queries.own_rules import SourcesNeeded, sources_needed
from hoiam.evidence.models import FactVersion
from hoiam.evidence.queries.citations import in_doubt
from hoiam.evidence.terms import Doubt, Stance
from hoiam.texts.citation_marks import CitationMark, without_marks
from hoiam.texts.findings import Finding
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.open_places import places_in
from hoiam.texts.queries.block_findings import block_findings
from hoiam.texts.queries.cited_facts import CitedFact, CitedFacts
from hoiam.texts.queries.gate_findings import gate_findings
from hoiam.texts.sentence_book import SentenceBook


def findings_of(text: Text, *, at: datetime, book: SentenceBook | None = None) -> list[Finding]:
    """Every remark on the text as it was last saved, in reading order; [] where all is well."""
    book = book or SentenceBook.read(text.book)
    cited = CitedFacts.of_book(book, desk=text.desk, at=at)
    revised = {
        (row.sentence_id, row.fact.reference)
        for row in in_doubt(text._meta.label_lower, text.pk)
        if row.doubt == Doubt.FACT_REVISED
    }
    found = [
        *_about_facts(book, cited),
        *_about_sources(book, cited, sources_needed(text.desk)),
        *_about_changed(book, revised),
        *_about_open_places(book),
        *block_findings(text, book, cited),
        *gate_findings(text, book, cited, at),
    ]
    return sorted(found, key=lambda finding: finding.sentence_number)


def reasons_against_facts_of(version: TextVersion, at: datetime) -> list[object]:
    """Why a version may not be approved any more: a fact it cites has ended since it was sent."""
    marks = [CitationMark(reference, number) for _id, reference, number in version.citations]
    cited = CitedFacts.of_marks(dict.fromkeys(marks), desk=version.text.desk, at=at)
    return [
        _(
            "The fact %(reference)s is no longer what it was when this text was sent. Return the text, so "
            "that the citation is looked at."
        )
        % {"reference": found.mark.reference}
        for found in cited.by_mark.values()
        if found.standing != "citable"
    ]


def _about_facts(book: SentenceBook, cited: CitedFacts) -> Iterable[Finding]:
    places = _places(book)
    for row in book.citations:
        found = cited.by_mark[row.mark]
        if found.standing != "citable":
            number = places[row.sentence_id]
            yield Finding(
                kind=_kind_of(found),
                weight="blocks",
                message=_sentence_about(found, number),
                sentence_id=row.sentence_id,
                sentence_number=number,
                reference=row.reference,
            )


def _about_sources(book: SentenceBook, cited: CitedFacts, needed: SourcesNeeded) -> Iterable[Finding]:
    """Facts that have fewer sources than a rule of the desk asks for."""
    if not needed.by_theme:
        return
    places = _places(book)
    for row in book.citations:
        version = cited.by_mark[row.mark].version
        asked = needed.of(version.themes) if version else 1
        has = _supporting(version) if version else 1
        if has >= asked:
            continue
        number = places[row.sentence_id]
        said = ngettext(
            "Sentence %(number)d: %(reference)s has %(has)d source; a rule of the desk asks for %(asked)d. "
            "Add a source to the fact, or cite another one.",
            "Sentence %(number)d: %(reference)s has %(has)d sources; a rule of the desk asks for %(asked)d. "
            "Add a source to the fact, or cite another one.",
            has,
        )
        yield Finding(
            kind="too_few_sources",
            weight="blocks",
            message=said % {"number": number, "reference": row.reference, "has": has, "asked": asked},
            sentence_id=row.sentence_id,
            sentence_number=number,
            reference=row.reference,
        )


def _supporting(version: FactVersion) -> int:
    """Sources that support it, each once."""
    return len({row.source_id for row in version.fact_sources.all() if row.stance == Stance.SUPPORTS})


def _about_changed(book: SentenceBook, revised: Collection[tuple[str, str]]) -> Iterable[Finding]:
    """Citations to look at again: the sentence is not what it was, or the fact has a newer version."""
    places = _places(book)
    changed = {(row.sentence_id, row.reference) for row in book.to_be_checked()}
    for row in book.citations:
        key = (row.sentence_id, row.reference)
        if key not in changed and key not in revised:
            continue
        said = (
            _(
                "Sentence %(number)d has changed since %(reference)s was cited. Check that the fact still "
                "supports it, and confirm."
            )
            if key in changed
            else _(
                "The fact %(reference)s in sentence %(number)d has a newer version. Check that it still "
                "supports the sentence, and confirm."
            )
        )
        number = places[row.sentence_id]
        yield Finding(
            kind="to_be_checked",
            weight="blocks",
            message=said % {"number": number, "reference": row.reference},
            sentence_id=row.sentence_id,
            sentence_number=number,
            reference=row.reference,
            quote=without_marks(row.cited_text) if key in changed else "",
        )


def _about_open_places(book: SentenceBook) -> Iterable[Finding]:
    """A place that waits for a fact keeps the text from leaving; no reason can be given instead."""
    for number, sentence in enumerate(book.sentences, start=1):
        for words in places_in(sentence.text):
            said = _("Sentence %(number)d has an open place: “%(words)s”. Fill it from a fact, or write it.")
            yield Finding(
                kind="open_place",
                weight="blocks",
                message=said % {"number": number, "words": words or "?"},
                sentence_id=str(sentence.id),
                sentence_number=number,
                quote=words,
            )


def _places(book: SentenceBook) -> dict[str, int]:
    return {str(sentence.id): place for place, sentence in enumerate(book.sentences, start=1)}


def _kind_of(found: CitedFact) -> str:
    if found.standing in ("unknown", "unknown_version"):
        return "unknown_fact"
    return "unfinished_fact" if found.standing == "unfinished" else "ended_fact"


def _sentence_about(found: CitedFact, number: int) -> str:
    said = {
        "unknown": _("Sentence %(number)d cites %(mark)s, which is not in the record. Check the reference."),
        "unknown_version": _(
            "Sentence %(number)d cites %(mark)s; the fact has no published version of that number."
        ),
        "unfinished": _(
            "Sentence %(number)d cites the draft %(mark)s, which is not complete. Fill in its five fields first."
        ),
        "withdrawn": _("Sentence %(number)d cites %(mark)s, which was withdrawn. Cite another fact."),
        "expired": _("Sentence %(number)d cites %(mark)s, which has expired. Cite a newer fact."),
        "superseded": _(
            "Sentence %(number)d cites %(mark)s, which was replaced. Cite the fact that replaced it."
        ),
    }[found.standing]
    return said % {"number": number, "mark": str(found.mark).strip("[]")}
