"""What is made from a release for people: a picture to share, a sheet to hang up, words to be read out."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from hoiam.newsroom.releases.door import counted, shown_at
from hoiam.newsroom.releases.drawing import paper, picture
from hoiam.newsroom.releases.files import file_stem
from hoiam.newsroom.releases.shown import Shown
from hoiam.newsroom.releases.told import Told
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import asked_again


@require_safe
@counted
def card(request: PublicRequest, reference: str, number: int) -> HttpResponse:
    """The picture to share, 1200 × 630 pixels."""
    shown = shown_at(request, reference, number)
    return asked_again(HttpResponse(card_png(shown), content_type="image/png"))


@require_safe
@counted
def poster(request: PublicRequest, reference: str, number: int) -> HttpResponse:
    """The sheet to hang up, A4."""
    shown = shown_at(request, reference, number)
    response = HttpResponse(poster_pdf(shown), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{file_stem(shown)}-A4.pdf"'
    return asked_again(response)


@require_safe
@counted
def script(request: PublicRequest, reference: str, number: int) -> HttpResponse:
    """The words for the loudspeakers of a commune, about sixty seconds."""
    shown = shown_at(request, reference, number)
    response = HttpResponse(Told(shown).script(), content_type="text/plain; charset=utf-8")
    response.headers["Content-Language"] = shown.text.language
    return asked_again(response)


def card_png(shown: Shown) -> bytes:
    told = Told(shown)
    return _card(_written(told.card()), told.short)


def poster_pdf(shown: Shown) -> bytes:
    told = Told(shown)
    at = shown.edition.published_at
    assert at is not None
    return _poster(_written(told.poster()), told.short, at)


def _written(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)


@lru_cache(maxsize=64)
def _card(values: str, address: str) -> bytes:
    return picture("card", json.loads(values), address)


@lru_cache(maxsize=32)
def _poster(values: str, address: str, at: Any) -> bytes:
    return paper("poster", json.loads(values), address, at)
