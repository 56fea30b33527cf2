"""Anyone reads what was told to everybody, in the edition that stands now and in those before it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_from_request
from django.views.decorators.http import condition, require_safe

from hoiam.newsroom.releases.corrections import CorrectionsSheet
from hoiam.newsroom.releases.door import counted, shown_at
from hoiam.newsroom.releases.drawing import qr_svg
from hoiam.newsroom.releases.listing import ListSheet
from hoiam.newsroom.releases.page import ReleaseSheet
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import asked_again, written_once


def _list(request: PublicRequest) -> ListSheet:
    known: ListSheet | None = getattr(request, "_releases", None)
    if known is None:
        known = request._releases = ListSheet(request)  # type: ignore[attr-defined]
    return known


def _sheet(request: PublicRequest, reference: str, number: int | None = None, tag: str = "") -> ReleaseSheet:
    """The sheet of this request, read once for its stamp and for the page."""
    known: ReleaseSheet | None = getattr(request, "_release_sheet", None)
    if known is None:
        shown = shown_at(request, reference, number, tag)
        known = ReleaseSheet(request, shown, is_exact=bool(tag))
        request._release_sheet = known  # type: ignore[attr-defined]
    return known


def _stamp(request: PublicRequest, reference: str, number: int | None = None, tag: str = "") -> str:
    return _sheet(request, reference, number, tag).stamp


def _corrections(request: PublicRequest) -> CorrectionsSheet:
    known: CorrectionsSheet | None = getattr(request, "_corrections", None)
    if known is None:
        known = request._corrections = CorrectionsSheet(request)  # type: ignore[attr-defined]
    return known


@require_safe
@condition(etag_func=lambda request: _list(request).stamp)
def releases(request: PublicRequest) -> HttpResponse:
    """Releases, the newest first, narrowed by theme, place, days, desk and kind."""
    sheet = _list(request)
    return asked_again(_written(request, sheet, "newsroom/releases/list.html"))


@require_safe
@counted
@condition(etag_func=_stamp)
def release(request: PublicRequest, reference: str, number: int | None = None, tag: str = "") -> HttpResponse:
    """The newest public edition, or the one of that number, in the language of the page or in `tag`."""
    sheet = _sheet(request, reference, number, tag)
    return asked_again(_written(request, sheet, "newsroom/releases/release.html"))


@require_safe
@condition(etag_func=lambda request: _corrections(request).stamp)
def corrections(request: PublicRequest) -> HttpResponse:
    """The public log of corrections, over releases and answers."""
    sheet = _corrections(request)
    return asked_again(_written(request, sheet, "newsroom/releases/corrections.html"))


@require_safe
@counted
def short(request: PublicRequest, reference: str) -> HttpResponse:
    """The short address, as it stands on paper: on to the release once it is public.

    In the reader's language, else the installation's.
    """
    shown = shown_at(request, reference)
    with translation.override(_language_of(request)):
        address = reverse("newsroom_releases:release", args=[shown.edition.release.reference])
    response = HttpResponseRedirect(address)
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
@counted
def code(request: PublicRequest, reference: str) -> HttpResponse:
    """The short address as a code to scan, as SVG."""
    shown = shown_at(request, reference)
    drawn = qr_svg(f"{settings.BASE_URL}/r/{shown.edition.release.reference}")
    return asked_again(HttpResponse(drawn, content_type="image/svg+xml"))


def _language_of(request: PublicRequest) -> str:
    found = get_language_from_request(request)
    return found if found in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _written(request: PublicRequest, sheet: Any, template: str) -> HttpResponse:
    return written_once(sheet.stamp, lambda: render(request, template, sheet.context()))
