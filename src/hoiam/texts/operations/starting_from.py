"""Starting a text with the words of one that was cleared before."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction

from hoiam.desks.models import Desk, Person
from hoiam.evidence.operations.citations import rest_on_earlier
from hoiam.texts.citation_marks import without_versions
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.operations.drafts import start_text
from hoiam.texts.sentence_book import SentenceBook


def start_text_from(
    *, version: TextVersion, desk: Desk, record: models.Model, purpose: str, by: Person, at: datetime
) -> Text:
    """Start a text that says what `version` says; every mark cites the fact as it stands now.

    Reasons given for numbers come along. A citation whose fact has a newer version than the one that was cited
    then asks to be checked; facts that ended are found by the gates. Raises `ReasonsAgainst`.
    """
    with transaction.atomic():
        text = start_text(
            desk=desk,
            record=record,
            purpose=purpose,
            language=version.language,
            by=by,
            at=at,
            body=without_versions(version.body),
        )
        book = SentenceBook.read(text.book)
        now = _present_ids(version, book)
        earlier = {
            (now[sentence_id], reference): number
            for sentence_id, reference, number in version.citations
            if sentence_id in now and number
        }
        rest_on_earlier(citing_kind=text._meta.label_lower, citing_id=text.pk, earlier=earlier)
        reasons = {now[key]: reason for key, reason in version.reasons.items() if key in now}
        if reasons:
            text.book = book.with_reasons(reasons).kept()
            text.save(update_fields=["book"])
    return text


def _present_ids(version: TextVersion, book: SentenceBook) -> dict[str, str]:
    """{id of a sentence then: its id now}; the words are the same, so the order is."""
    then = [sentence_id for sentence_id, _text in version.sentences]
    return dict(zip(then, [str(sentence.id) for sentence in book.sentences], strict=False))
