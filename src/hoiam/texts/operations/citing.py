"""Citations: recorded in the evidence as the text changes, vouched for, and added to a sentence."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst, insist
from hoiam.desks.models import Person
from hoiam.desks.operations.journal import write_line
from hoiam.evidence.operations.citations import confirm_citation, sync_citations
from hoiam.evidence.queries.citations import cited_by
from hoiam.texts.citation_marks import without_marks
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.rules import insist_may_write
from hoiam.texts.secret_marks import reason_if_secret
from hoiam.texts.sentence_book import SentenceBook


def record_citations(*, text: Text, book: SentenceBook, by: Person, at: datetime) -> None:
    """Tell the evidence which sentences of a text rest on which facts, in the current transaction."""
    rows = [
        (row.sentence_id, row.reference, row.version, without_marks(row.cited_text)) for row in book.citations
    ]
    sync_citations(
        citing_kind=text._meta.label_lower, citing_id=text.pk, rows=rows, by=by, at=at, desk=text.desk
    )


def record_citations_of_version(*, version: TextVersion, by: Person, at: datetime) -> None:
    """Tell the evidence what a cleared version rests on; from then on a change of those facts is an alarm."""
    sentences = dict(version.sentences)
    rows = [
        (sentence_id, reference, number, sentences[sentence_id])
        for sentence_id, reference, number in version.citations
    ]
    sync_citations(
        citing_kind=version._meta.label_lower,
        citing_id=version.pk,
        rows=rows,
        by=by,
        at=at,
        desk=version.text.desk,
    )


def vouch(*, text: Text, sentence_id: str, reference: str, by: Person, at: datetime) -> Text:
    """Somebody has looked again: this fact supports the sentence as both read now.

    Raises `MayNot`, or `ReasonsAgainst` where the sentence does not cite that fact or the fact has ended.
    """
    insist_may_write(by, text.desk, at)
    with transaction.atomic():
        kept = Text.objects.select_for_update().get(pk=text.pk)
        book = SentenceBook.read(kept.book)
        sentence = book.text_of.get(sentence_id, "")
        if (sentence_id, reference) not in {(row.sentence_id, row.reference) for row in book.citations}:
            insist([_("This sentence no longer cites that fact. Open the text again.")])
        for row in cited_by(kept._meta.label_lower, kept.pk):
            if (row.sentence_id, row.fact.reference) == (sentence_id, reference):
                confirm_citation(
                    citation=row, sentence_text=without_marks(sentence), by=by, at=at, desk=kept.desk
                )
        kept.book = book.vouched(sentence_id, reference).kept()
        kept.save(update_fields=["book"])
    return kept


def give_reason(*, text: Text, sentence_id: str, reason: str, by: Person, at: datetime) -> Text:
    """Write down why the number of a sentence needs no cited fact; an empty reason takes it away.

    Raises `MayNot`, or `ReasonsAgainst` for a sentence that is no longer there and for secret markings.
    """
    insist_may_write(by, text.desk, at)
    insist([reason_if_secret(reason)])
    with transaction.atomic():
        kept = Text.objects.select_for_update().get(pk=text.pk)
        book = SentenceBook.read(kept.book)
        insist(
            [
                _("This text has gone out already.") if kept.closed_at else None,
                _("That sentence has changed. Read the list again, then give the reason.")
                if sentence_id not in book.text_of
                else None,
            ]
        )
        kept.book = book.with_reasons({sentence_id: reason}).kept()
        kept.save(update_fields=["book"])
        write_line(desk=kept.desk, by=by, at=at, verb="gave reason for number", record=kept)
    return kept


def cite_in_sentence(*, body: str, book: SentenceBook, sentence_id: str, reference: str) -> str:
    """The body with the mark of a fact put at the end of one sentence, before its full stop.

    Raises `ReasonsAgainst` where the sentence is not there (any more).
    """
    written = book.text_of.get(sentence_id)
    if not written or written not in body:
        raise ReasonsAgainst([_("That sentence has changed. Choose it again.")])
    stem = written.rstrip(".!?…:;")
    marked = f"{stem} [{reference}]{written[len(stem) :]}"
    return body.replace(written, marked, 1)
