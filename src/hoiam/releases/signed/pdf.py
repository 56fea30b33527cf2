"""An edition's text as PDF: set once, signed, kept under the hash of its document; a draft as it is written."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from hoiam.desks import signing
from hoiam.releases.models import EditionText
from hoiam.releases.queries.blanked import blanked_files, rendered_public
from hoiam.releases.queries.texts import media_rows
from hoiam.releases.signed.certificate import signed_pdf
from hoiam.releases.signed.sheet import labels_in, sheet_of
from hoiam.texts.models import Attachment
from hoiam.texts.queries.rendering import rendered
from hoiam.texts.rendered import Rendered
from hoiam.texts.typesetting import CARRYING, typeset

_LONGEST_SIDE = 1600
"""Pixels of a picture on paper; more is not printed on 160 mm."""


def pdf_of(edition_text: EditionText) -> bytes:
    """The PDF of an approved text, with its signed document inside; of a draft with a mark that says so.

    Of a published one it is made once, signed and kept under the hash of its document: whoever asks gets the
    same bytes. Raises `ReasonsAgainst` where typst is not installed or the certificate cannot be opened.
    """
    if not edition_text.document:
        return _draft(edition_text)
    if edition_text.edition.published_at is None:
        return make_pdf(edition_text)
    name = stored_name(edition_text)
    if not default_storage.exists(name):
        _keep(name, signed_pdf(make_pdf(edition_text)))
    with default_storage.open(name) as kept:
        return bytes(kept.read())


def stored_name(edition_text: EditionText) -> str:
    """Where the PDF lies in the file storage; no address leads there."""
    address = hashlib.sha256(_address(edition_text).encode()).hexdigest()[:8]
    digest = edition_text.document_hash
    return f"releases/{digest[:2]}/{digest}-{address}.pdf"


def make_pdf(edition_text: EditionText) -> bytes:
    """The PDF of an approved text, set and not signed; the same text gives the same bytes."""
    document = edition_text.document
    sheet = sheet_of(
        document,
        rendered_public(edition_text),
        zone=_zone(),
        address=_address(edition_text),
        pictures=_pictures(edition_text),
        spelled_document=signing.canonical(document),
    )
    made_at = datetime.fromisoformat(str(document["signed_at"]))
    return typeset(_source(), values=sheet.values, at=made_at, files=sheet.files, standard=CARRYING)


def _draft(edition_text: EditionText) -> bytes:
    """As the text stands in the record when it was last saved; no address, no document, no signature."""
    text = edition_text.text
    shown: Rendered = (
        rendered(edition_text.version) if edition_text.version else rendered(text, at=text.saved_at)
    )
    sheet = sheet_of(
        _unsigned(edition_text),
        shown,
        zone=_zone(),
        pictures=_pictures(edition_text),
        draft=labels_in(edition_text.language)["draft"],
    )
    return typeset(_source(), values=sheet.values, at=text.saved_at, files=sheet.files)


def _unsigned(edition_text: EditionText) -> dict[str, Any]:
    """What of the document is known before approval."""
    edition = edition_text.edition
    release = edition.release
    return {
        "reference": release.reference,
        "edition": edition.number,
        "language": edition_text.language,
        "kind": release.kind,
        "body": dict(release.desk.body.name),
        "office": dict(release.desk.name),
        "change": edition.change,
        "note": dict(edition.note),
        "balance_note": dict(edition.balance_note),
        "summary": edition_text.summary,
        "attachments": [[row.name, row.sha256] for row in Attachment.objects.of(edition_text.text)],
        "media": media_rows(edition_text),
    }


def _pictures(edition_text: EditionText) -> Mapping[str, bytes]:
    """Pictures beside the text by name, small enough for paper; what was taken out of sight is left out."""
    hidden = blanked_files(edition_text)
    rows = Attachment.objects.of(edition_text.text).filter(media_type__startswith="image/")
    found: dict[str, bytes] = {}
    for row in rows:
        if row.sha256 not in hidden and default_storage.exists(row.stored_name):
            with default_storage.open(row.stored_name) as opened:
                if content := _for_paper(opened.read()):
                    found[row.name] = content
    return found


def _for_paper(content: bytes) -> bytes:
    """A picture as PNG or JPEG in a size for paper; b"" for one that cannot be drawn."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as picture:
            if max(picture.size) <= _LONGEST_SIDE and picture.format in ("PNG", "JPEG", "WEBP"):
                return content
            kind = "PNG" if picture.mode in ("RGBA", "LA", "P") else "JPEG"
            smaller = picture.convert("RGBA" if kind == "PNG" else "RGB")
            smaller.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            out = io.BytesIO()
            smaller.save(out, format=kind, quality=85)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return b""


def _keep(name: str, content: bytes) -> None:
    """Keep it under its name; where another process was quicker, that one's stays."""
    saved = default_storage.save(name, ContentFile(content))
    if saved != name:
        default_storage.delete(saved)


def _address(edition_text: EditionText) -> str:
    return f"{settings.BASE_URL}/r/{edition_text.edition.release.reference}"


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


@cache
def _source() -> str:
    return (resources.files("hoiam.releases.signed") / "release.typ").read_text(encoding="utf-8")
