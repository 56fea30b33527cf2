"""Stamps of public pages: what a page stands on, summed up, so that an unchanged page is not sent twice."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from importlib import metadata
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

MOST_KEPT = 200
"""Pages that a process keeps as they were written; of some 20 kB each."""
_kept: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()


def etag(request: HttpRequest, *stands_on: Any) -> str:
    """A stamp of the values a page shows, its language, its address and the release that writes it."""
    said = repr((_release(), get_language(), request.get_full_path(), stands_on))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def written_once(stamp: str, write: Callable[[], HttpResponse]) -> HttpResponse:
    """The page of this stamp, written when it is asked for the first time.

    For pages that show nothing but what their stamp sums up: equal stamps are equal pages.
    """
    with _lock:
        content = _kept.get(stamp)
        if content is not None:
            _kept.move_to_end(stamp)
    if content is not None:
        return for_everybody(HttpResponse(content))
    response = write()
    with _lock:
        _kept[stamp] = response.content
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return for_everybody(response)


def for_everybody(response: HttpResponse, seconds: int = 60) -> HttpResponse:
    """Let caches keep a public page for a short time."""
    patch_cache_control(response, public=True, max_age=seconds)
    return response


def asked_again(response: HttpResponse) -> HttpResponse:
    """Let caches keep the page, and ask before each use whether it still stands.

    For everything that shows releases: no copy outlives a publication, and no number in a header tells of one
    that is to come. Readers who ask at the same moment share one answer, see `hoiam.newsroom.same_moment`.
    """
    response.headers["Cache-Control"] = "public, no-cache"
    response.may_be_shared = True  # type: ignore[attr-defined]
    return response


@cache
def _release() -> str:
    """Another release may write the same page otherwise."""
    try:
        return metadata.version("hoiam")
    except metadata.PackageNotFoundError:
        return ""
