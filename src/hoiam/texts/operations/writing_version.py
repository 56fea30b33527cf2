"""Fixing a text as a version: what it says, cites and carries, under one hash."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max

from hoiam.desks.models import Person
from hoiam.texts.citation_marks import without_marks
from hoiam.texts.fingerprint import fingerprint
from hoiam.texts.models import Attachment, Text, TextVersion
from hoiam.texts.queries.cited_facts import CitedFacts
from hoiam.texts.sentence_book import SentenceBook
from hoiam.texts.structure import canonical_form
from hoiam.texts.subjects import bound_with


def write_version(*, text: Text, book: SentenceBook, by: Person, at: datetime) -> TextVersion:
    """Write the next version of a locked text, in the current transaction."""
    cited = CitedFacts.of_book(book, desk=text.desk, at=at)
    said: dict[str, Any] = {
        "language": text.language,
        "body": canonical_form(text.body),
        "sentences": [[sentence.id, without_marks(sentence.text)] for sentence in book.sentences],
        "citations": [
            [row.sentence_id, row.reference, cited.version_number(row.mark)] for row in book.citations
        ],
        "facts": cited.told(),
        "reasons": book.valid_reasons(),
        "attachments": [[row.name, row.sha256] for row in Attachment.objects.of(text)],
        "bound": bound_with(text.record_kind, text.pk),
    }
    newest = text.versions.aggregate(newest=Max("number"))["newest"] or 0
    return TextVersion.objects.create(
        text=text, number=newest + 1, hash=fingerprint(**said), sent_at=at, sent_by=by, **said
    )
