"""Files of a release: what lies beside its text, and the signed text itself as PDF and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import IO

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import condition, require_safe

from hoiam.newsroom.releases.door import counted, shown_at
from hoiam.newsroom.releases.ninjs import ninjs_of
from hoiam.newsroom.releases.shown import TEXT, Shown
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import asked_again, etag
from hoiam.releases.models import Edition, EditionText
from hoiam.releases.queries.blanked import blanked_files
from hoiam.releases.signed.pdf import pdf_of
from hoiam.texts.models import Attachment

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
CHUNK = 256 * 1024
SHOWN_IN_PLACE = ("image/", "audio/", "video/")


@require_safe
@counted
def file(request: PublicRequest, sha256: str, name: str) -> HttpResponseBase:
    """A file of a public edition under its own hash and name; any other pair names nothing."""
    attachment = _public_file(request, sha256, name)
    opened: IO[bytes] = default_storage.open(attachment.stored_name)
    first, last = _wanted(request.headers.get("Range", ""), attachment.size)
    is_part = (first, last) != (0, attachment.size - 1)
    response = StreamingHttpResponse(
        _read(opened, first, last), status=206 if is_part else 200, content_type=attachment.media_type
    )
    if is_part:
        response.headers["Content-Range"] = f"bytes {first}-{last}/{attachment.size}"
    how = "inline" if attachment.media_type.startswith(SHOWN_IN_PLACE) else "attachment"
    response.headers["Content-Disposition"] = how
    response.headers["Content-Length"] = str(last - first + 1)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["ETag"] = f'"{sha256[:32]}"'
    return response


@require_safe
@counted
def pdf(request: PublicRequest, reference: str, number: int, tag: str = "") -> HttpResponse:
    """The signed text as a signed PDF."""
    shown = shown_at(request, reference, number, tag)

    def write(request: PublicRequest) -> HttpResponse:
        content = pdf_of(shown.text)
        response = HttpResponse(content, content_type="application/pdf")
        response.headers["Content-Disposition"] = f'inline; filename="{file_stem(shown)}.pdf"'
        return response

    return asked_again(condition(etag_func=lambda request: stamp_of(request, shown))(write)(request))


@require_safe
@counted
def signed(request: PublicRequest, reference: str, number: int, tag: str = "") -> HttpResponse:
    """The signed document, and the signed record of its publication."""
    shown = shown_at(request, reference, number, tag)
    said = {"document": shown.text.document, "publication": shown.text.publication}
    return _json(said, "application/json")


@require_safe
@counted
def ninjs(request: PublicRequest, reference: str, number: int, tag: str = "") -> HttpResponse:
    """The edition as a news object (IPTC ninjs 3.1)."""
    shown = shown_at(request, reference, number, tag)
    return _json(ninjs_of(shown), "application/json")


def stamp_of(request: PublicRequest, shown: Shown) -> str:
    """What everything made from a text stands on: the signed document fixes all but these few things."""
    release = shown.edition.release
    return etag(
        request,
        [(row.language, row.document_hash, row.reviewed_at) for row in shown.texts],
        (release.withdrawn_at, shown.edition.confirmed_at, shown.edition.published_at),
        (str(release.desk.name), str(release.desk.body.name)),
    )


def file_stem(shown: Shown) -> str:
    """The name of a file made from an edition, without its ending."""
    return f"{shown.edition.release.reference}-{shown.edition.number}-{shown.text.language}"


def _json(said: object, media_type: str) -> HttpResponse:
    text = json.dumps(said, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return asked_again(response)


def _public_file(request: PublicRequest, sha256: str, name: str) -> Attachment:
    """The file, where a public edition shows it. Raises `Http404`."""
    named = Attachment.objects.filter(record_kind=TEXT, sha256=sha256)
    rows = EditionText.objects.filter(
        edition__in=Edition.objects.public(request.at),
        version__isnull=False,
        text__in=named.values("record_id"),
    )
    for row in rows.select_related("version").prefetch_related("blankings"):
        assert row.version is not None
        shows = any(list(pair) == [name, sha256] for pair in row.version.attachments)
        if shows and sha256 not in blanked_files(row):
            found = named.filter(record_id=row.text_id, name=name).first()
            if found is not None and default_storage.exists(found.stored_name):
                return found
    raise Http404


def _wanted(asked: str, size: int) -> tuple[int, int]:
    """First and last byte of one range (RFC 9110, 14.2); the whole file for anything else that is asked."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or found.groups() == ("", ""):
        return 0, size - 1
    first, last = found.groups()
    begin = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    return (begin, end) if begin <= end else (0, size - 1)


def _read(opened: IO[bytes], first: int, last: int) -> Iterator[bytes]:
    with opened:
        opened.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := opened.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
