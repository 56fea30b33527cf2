"""Readers who ask for one public page within the same half second are given one answer.

When something is published, hundreds ask for the same page at once. Only answers that `stamping.asked_again` marked
are shared, only with readers who carry no cookie, and none is older than `SECONDS`. They are packed (gzip) once for
all of them: nothing on such a page is secret, and a cheap telephone waits for every kilobyte.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

SECONDS = 0.5
MOST_KEPT = 400
LARGEST = 300_000
"""Bytes; larger answers are not kept."""
LONGEST_ADDRESS = 300
WORTH = 800
"""Bytes from which packing saves anything."""


@dataclass(frozen=True)
class Kept:
    until: float
    """By the clock of the process, which no setting of the time moves."""
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    packed: bytes
    """The same with gzip; b"" where that is not worth it."""
    etag: str


class SameMoment:
    """Stands behind the clock and the headers that every answer gets, before all else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.seconds = 0.0 if settings.IS_TEST else SECONDS
        self.kept: OrderedDict[tuple[str, str], Kept] = OrderedDict()
        self.lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.seconds or request.method not in ("GET", "HEAD") or request.META.get("HTTP_COOKIE"):
            return self.get_response(request)
        key = (request.META.get("HTTP_HOST", ""), request.get_full_path())
        kept = self.kept.get(key)
        if kept is not None and monotonic() < kept.until:
            return _answer(request, kept)
        asked_at = monotonic()
        response = self.get_response(request)
        if not _may_be_kept(request, response) or len(key[1]) > LONGEST_ADDRESS:
            return response
        return _answer(request, self._keep(key, response, asked_at + self.seconds))

    def _keep(self, key: tuple[str, str], response: HttpResponse, until: float) -> Kept:
        patch_vary_headers(response, ("Accept-Encoding",))
        kept = Kept(
            until=until,
            status=response.status_code,
            headers=tuple(response.items()),
            content=response.content,
            packed=_packed(response),
            etag=response.headers.get("ETag", ""),
        )
        with self.lock:
            self.kept[key] = kept
            self.kept.move_to_end(key)
            while len(self.kept) > MOST_KEPT:
                self.kept.popitem(last=False)
        return kept


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        getattr(response, "may_be_shared", False)
        and request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and len(response.content) <= LARGEST
    )


def _packed(response: HttpResponse) -> bytes:
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
    return gzip.compress(response.content, 5, mtime=0) if is_text and len(response.content) > WORTH else b""


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    asked = request.META.get("HTTP_IF_NONE_MATCH", "")
    is_known = bool(asked and kept.etag and {kept.etag, f"W/{kept.etag}"} & set(parse_etags(asked)))
    is_packed = bool(kept.packed) and "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    content = b"" if is_known else kept.packed if is_packed else kept.content
    response = HttpResponse(content, status=304 if is_known else kept.status)
    for name, value in kept.headers:
        if name not in ("Content-Type", "Content-Length") or (not is_known and name == "Content-Type"):
            response.headers[name] = value
    if not is_known:
        response.headers["Content-Length"] = str(len(content))
    if is_packed:
        # Other bytes of the same page: the stamp is a weak one (RFC 9110, 8.8.1).
        if kept.etag:
            response.headers["ETag"] = f"W/{kept.etag}"
        if not is_known:
            response.headers["Content-Encoding"] = "gzip"
    return response
