"""The texts of an edition: the original and its translations, what is written, what is signed with them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from hoiam.releases.document import moment, title_of
from hoiam.releases.models import Edition, EditionText, Media
from hoiam.releases.translation import Original, Unit, compose, open_units, units_of
from hoiam.texts.models import Text, TextVersion
from hoiam.texts.queries.versions import standing_clearance
from hoiam.texts.sentence_book import SentenceBook
from hoiam.texts.structure import canonical_form


def original_of(edition: Edition) -> EditionText:
    """The text that the others translate."""
    return edition.texts.select_related("text", "version").get(language=edition.release.language)


def is_translation(edition_text: EditionText) -> bool:
    return edition_text.language != edition_text.edition.release.language


def text_in(edition: Edition, language: str) -> EditionText | None:
    """The text of an edition in one language; None where there is none."""
    return edition.texts.select_related("text__desk", "version").filter(language=language).first()


def edition_text_of(text: Text) -> EditionText | None:
    """The edition's row for a text of the `texts` room; None for a text of something else."""
    rows = EditionText.objects.select_related("edition__release__desk", "text")
    return rows.filter(text=text.pk).first()


def as_original(record: Text | TextVersion) -> Original:
    """A text, or a version of one, as the pure translation reads it."""
    if isinstance(record, TextVersion):
        return Original(record.body, tuple(str(name) for name, _words in record.sentences))
    book = SentenceBook.read(record.book)
    return Original(record.body, tuple(str(sentence.id) for sentence in book.sentences))


def translation_units(edition_text: EditionText) -> list[Unit]:
    """What there is to translate of the original as it reads now, beside what was translated."""
    original = original_of(edition_text.edition)
    return units_of(as_original(original.text), edition_text.translated)


def stale_units(edition_text: EditionText) -> list[Unit]:
    """What of a translation is stale or missing; [] for the original and for a translation in step."""
    if not is_translation(edition_text):
        return []
    original = original_of(edition_text.edition)
    return open_units(as_original(original.text), edition_text.translated)


def is_in_step(edition_text: EditionText, original: Text | TextVersion) -> bool:
    """Whether a translation's body is what the original's structure and its sentences make."""
    made = compose(as_original(original), edition_text.translated)
    return canonical_form(edition_text.text.body) == canonical_form(made)


def title_in(edition_text: EditionText) -> str:
    """The first heading of level 1, of the approved version or of what is being written; "" where there is none."""
    if edition_text.document:
        return str(edition_text.document["title"])
    return title_of(edition_text.version.body if edition_text.version else edition_text.text.body)


def media_rows(edition_text: EditionText) -> list[dict[str, str]]:
    """What is said of each described file that still stands beside the text, for the signature."""
    rows = Media.objects.filter(edition_text=edition_text, attachment__removed_at__isnull=True)
    return [
        {
            "sha256": row.attachment.sha256,
            "alternative": row.alternative,
            "caption": row.caption,
            "credit": row.credit,
            "license": row.license,
            "consent": row.consent,
            "transcript": row.transcript,
        }
        for row in rows.select_related("attachment")
    ]


def bound_with_text(text_id: int) -> dict[str, str]:
    """What is signed together with a text of a release; {} where the text is of something else."""
    row = EditionText.objects.filter(text=text_id).select_related("edition__release").first()
    if row is None:
        return {}
    edition = row.edition
    said = {
        "release": edition.release.reference,
        "edition": str(edition.number),
        "kind": edition.release.kind,
        "theme": edition.release.theme,
        "change": edition.change,
        "note": _written(edition.note),
        "balance_note": _written(edition.balance_note),
        "summary": row.summary,
        "not_before": moment(edition.publish_at) or "",
        "embargo": "yes" if edition.is_embargoed else "",
        "media": _digest(media_rows(row)),
        "original": _hash_of_original(row),
    }
    return {name: value for name, value in said.items() if value}


def _hash_of_original(row: EditionText) -> str:
    if not is_translation(row):
        return ""
    standing = standing_clearance(original_of(row.edition).text)
    return standing.version.hash if standing else ""


def _written(wording: Mapping[str, str]) -> str:
    return json.dumps(dict(wording), sort_keys=True, ensure_ascii=False) if wording else ""


def _digest(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    return hashlib.sha256(json.dumps(rows, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
