"""Anyone reads what a desk knows on a matter, what it does not know, and when it speaks next."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from hoiam.newsroom.matters.sheets import ListSheet, MatterSheet
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import for_everybody, written_once

SECONDS = 15
"""A bulletin is wanted at once: caches keep these pages shorter than others."""


def _list(request: PublicRequest) -> ListSheet:
    known: ListSheet | None = getattr(request, "_matters", None)
    if known is None:
        known = request._matters = ListSheet(request)  # type: ignore[attr-defined]
    return known


def _matter(request: PublicRequest, matter: int, bulletin: int | None = None) -> MatterSheet:
    known: MatterSheet | None = getattr(request, "_matter", None)
    if known is None:
        known = request._matter = MatterSheet(request, matter, bulletin)  # type: ignore[attr-defined]
    return known


def _stamp(request: PublicRequest, matter: int, bulletin: int | None = None) -> str:
    return _matter(request, matter, bulletin).stamp


@require_safe
@condition(etag_func=lambda request: _list(request).stamp)
def matters(request: PublicRequest) -> HttpResponse:
    """Matters with bulletins, the latest first."""
    sheet = _list(request)
    page = written_once(sheet.stamp, lambda: render(request, "newsroom/matters/list.html", sheet.context()))
    return for_everybody(page, SECONDS)


@require_safe
@condition(etag_func=_stamp)
def matter(request: PublicRequest, matter: int) -> HttpResponse:
    """The bulletin that stands now, and those before it."""
    return _page(request, _matter(request, matter))


@require_safe
@condition(etag_func=_stamp)
def bulletin(request: PublicRequest, matter: int, bulletin: int) -> HttpResponse:
    """One bulletin as it was issued; one that was superseded says so."""
    return _page(request, _matter(request, matter, bulletin))


def _page(request: PublicRequest, sheet: MatterSheet) -> HttpResponse:
    page = written_once(sheet.stamp, lambda: render(request, "newsroom/matters/matter.html", sheet.context()))
    return for_everybody(page, SECONDS)
