"""Stamps of public pages: what a page stands on, summed up, so that an unchanged page is not sent twice."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language


def etag(request: HttpRequest, *stands_on: Any) -> str:
    """A stamp of the values a page shows, its language, its address and the release that writes it."""
    said = repr((_release(), get_language(), request.get_full_path(), stands_on))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def for_everybody(response: HttpResponse, seconds: int = 60) -> HttpResponse:
    """Let caches keep a public page for a short time."""
    patch_cache_control(response, public=True, max_age=seconds)
    return response


@cache
def _release() -> str:
    """Another release may write the same page otherwise."""
    try:
        return metadata.version("hoiam")
    except metadata.PackageNotFoundError:
        return ""
