"""Starting a text with the words of one that was cleared before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import models, transaction

from hoiam.desks.models import Desk, Person
from hoiam.evidence.operations.citations import rest_on_earlier
from hoiam.texts.citation_marks import without_versions
from hoiam.texts.identity import KnownSentence
from hoiam.texts.models import Attachment, Text, TextVersion
from hoiam.texts.operations.drafts import start_text, write_body
from hoiam.texts.record_kinds import kind_of
from hoiam.texts.sentence_book import SentenceBook
from hoiam.texts.sentences import sentences_of
from hoiam.texts.structure import read_structure


def start_text_from(
    *,
    version: TextVersion,
    desk: Desk,
    record: models.Model,
    purpose: str,
    by: Person,
    at: datetime,
    keeps_ids: bool = False,
) -> Text:
    """Start a text that says what `version` says; every mark cites the fact as it stands now.

    Reasons given for numbers come along. A citation whose fact has a newer version than the one that was cited
    then asks to be checked; facts that ended are found by the gates. `keeps_ids`: it is the next state of the same
    text, so every sentence has the id it had. Raises `ReasonsAgainst`.
    """
    body = without_versions(version.body)
    with transaction.atomic():
        text = start_text(
            desk=desk,
            record=record,
            purpose=purpose,
            language=version.language,
            by=by,
            at=at,
            body="" if keeps_ids else body,
        )
        if keeps_ids:
            text.book = _with_ids_of(version, body).kept()
            write_body(text=text, body=body, by=by, at=at)
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


def carry_files(
    *, version: TextVersion, to: Text, by: Person, at: datetime, but: Collection[str] = ()
) -> int:
    """Put the files that went with `version` beside another text too, except those of these hashes; how many.

    The bytes are kept once under their hash. In the current transaction: starting the text is the act.
    """
    wanted = {sha256 for _name, sha256 in version.attachments} - set(but)
    rows = Attachment.objects.filter(
        record_kind=kind_of(to, Attachment.reference_targets), record_id=version.text_id, sha256__in=wanted
    )
    once = {(row.name, row.sha256): row for row in rows.order_by("pk")}
    made = [
        Attachment(
            desk=to.desk,
            record_kind=row.record_kind,
            record_id=to.pk,
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            sha256=row.sha256,
            added_at=at,
            added_by=by,
        )
        for row in once.values()
    ]
    return len(Attachment.objects.bulk_create(made))


def _with_ids_of(version: TextVersion, body: str) -> SentenceBook:
    """A book that knows the sentences of `body` by the ids they had, and gives new ones after all given before."""
    ids = [str(sentence_id) for sentence_id, _text in version.sentences]
    written = [sentence.written for sentence in sentences_of(read_structure(body))]
    known = tuple(KnownSentence(key, text) for key, text in zip(ids, written, strict=False))
    return SentenceBook(known, (), SentenceBook.read(version.text.book).next_number)


def _present_ids(version: TextVersion, book: SentenceBook) -> dict[str, str]:
    """{id of a sentence then: its id now}; the words are the same, so the order is."""
    then = [sentence_id for sentence_id, _text in version.sentences]
    return dict(zip(then, [str(sentence.id) for sentence in book.sentences], strict=False))
