"""The signed documents of an edition: the content at approval, the record of its publication at T."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hoiam.desks import signing
from hoiam.releases.document import Translation, content_document, document_hash, publication_record
from hoiam.releases.models import Edition, EditionText
from hoiam.releases.queries.blanked import blanked_words, rendered_public
from hoiam.releases.queries.texts import is_translation, media_rows, original_of
from hoiam.releases.signed.drawn import figures_of
from hoiam.releases.terms import Change


def write_document(
    row: EditionText,
    *,
    at: datetime,
    blanked: Mapping[str, str] | None = None,
    blanked_files: Sequence[str] = (),
    signed_at: datetime | None = None,
) -> None:
    """Sign what an approved text says and put document and hash into its row, which the caller saves.

    `row.version` is set; the original's document is written before those of its translations.
    """
    edition, version = row.edition, row.version
    assert version is not None and edition.approved_at is not None
    release, desk = edition.release, edition.release.desk
    said = content_document(
        reference=release.reference,
        number=edition.number,
        language=row.language,
        kind=release.kind,
        body=dict(desk.body.name),
        office=dict(desk.name),
        desk=desk.code,
        text=version.body,
        sentences=version.sentences,
        text_hash=version.hash,
        approved_at=edition.approved_at,
        citations=version.citations,
        facts=version.facts,
        attachments=version.attachments,
        media=media_rows(row),
        figures=figures_of(rendered_public(row)),
        summary=row.summary,
        change=edition.change,
        note=dict(edition.note),
        balance_note=dict(edition.balance_note),
        translation=_translation(row),
        not_before=_earliest(version.bound),
        previous=previous_hash(edition, row.language),
        blanked=blanked,
        blanked_words=blanked_words(row.language) if blanked else "",
        blanked_files=blanked_files,
        signed_at=signed_at,
    )
    row.document = signing.sign(said)
    row.document_hash = document_hash(row.document)


def write_publication(row: EditionText, *, at: datetime) -> None:
    """Sign that the document of this row is public since `at`; the caller saves the row."""
    edition = row.edition
    said = publication_record(
        row.document_hash,
        at,
        reference=edition.release.reference,
        number=edition.number,
        language=row.language,
        emergency=edition.emergency_second_by_id is not None,
    )
    row.publication = signing.sign(said)


def previous_hash(edition: Edition, language: str) -> str:
    """The hash of the document before it in this language; "" for the first."""
    if edition.change == Change.FIRST:
        return ""
    rows = EditionText.objects.filter(
        edition__release=edition.release_id, edition__number__lt=edition.number, language=language
    )
    newest = rows.exclude(document_hash="").order_by("-edition__number").first()
    return newest.document_hash if newest else ""


def _translation(row: EditionText) -> Translation | None:
    if not is_translation(row):
        return None
    original = original_of(row.edition)
    return Translation(original.language, original.document_hash, reviewed=row.reviewed_at is not None)


def _earliest(bound: Mapping[str, Any]) -> datetime | None:
    said = bound.get("not_before", "")
    return datetime.fromisoformat(said) if said else None
