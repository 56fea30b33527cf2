"""Feeds of answers and of bulletins, and the page that names them all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import condition, require_safe

from hoiam.desks.models import Desk
from hoiam.enquiries.models import Matter
from hoiam.evidence.vocabulary import themes
from hoiam.newsroom.feeds import atom, json_feed
from hoiam.newsroom.feeds.bulletins import BulletinFeed
from hoiam.newsroom.feeds.entries import Feed, feed_address
from hoiam.newsroom.feeds.releases import release_feed_address
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import etag, for_everybody

SECONDS = 300
FORMS = ("atom", "json", "ninjs")
SECONDS_OF_BULLETINS = 30
"""A bulletin is wanted at once."""


@require_safe
def feeds(request: PublicRequest) -> HttpResponse:
    """Every feed and every other way to take what is public."""
    rows = list(Desk.objects.public().order_by("code"))
    context = {
        "desks": [(desk, feed_address("atom", desk), feed_address("json", desk)) for desk in rows],
        "release_desks": [(desk, *(release_feed_address(form, desk) for form in FORMS)) for desk in rows],
        "release_themes": [
            (label, *(release_feed_address(form, theme=code) for form in FORMS)) for code, label in themes()
        ],
    }
    return for_everybody(render(request, "newsroom/feeds/feeds.html", context), SECONDS)


def _feed(request: PublicRequest, desk: str) -> Feed:
    """Read once for the stamp and for the file."""
    known: Feed | None = getattr(request, "_feed", None)
    if known is None:
        found = get_object_or_404(Desk.objects.public(), code=desk) if desk else None
        known = request._feed = Feed(found, request.at)  # type: ignore[attr-defined]
    return known


def _stamp(request: PublicRequest, desk: str = "") -> str:
    return etag(request, _feed(request, desk).stands_on())


def _changed(request: PublicRequest, desk: str = "") -> datetime | None:
    return _feed(request, desk).changed_at


def _served(write: Callable[[Feed], str], media_type: str) -> Callable[..., HttpResponse]:
    @require_safe
    @condition(etag_func=_stamp, last_modified_func=_changed)
    def screen(request: PublicRequest, desk: str = "") -> HttpResponse:
        response = HttpResponse(write(_feed(request, desk)), content_type=f"{media_type}; charset=utf-8")
        response.headers["Access-Control-Allow-Origin"] = "*"
        return for_everybody(response, SECONDS)

    return screen


atom_feed = _served(atom.written, "application/atom+xml")
json_feed_file = _served(json_feed.written, "application/feed+json")


def _bulletins(request: PublicRequest, matter: int) -> BulletinFeed:
    """Read once for the stamp and for the file; a matter without a public bulletin has no feed."""
    known: BulletinFeed | None = getattr(request, "_bulletins", None)
    if known is None:
        rows = Matter.objects.public(request.at).select_related("desk")
        found = get_object_or_404(rows, pk=matter) if matter else None
        known = request._bulletins = BulletinFeed(found, request.at)  # type: ignore[attr-defined]
    return known


def _bulletin_stamp(request: PublicRequest, matter: int = 0) -> str:
    return etag(request, _bulletins(request, matter).stands_on())


def _served_bulletins(write: Callable[[BulletinFeed], str], media_type: str) -> Callable[..., HttpResponse]:
    @require_safe
    @condition(etag_func=_bulletin_stamp)
    def screen(request: PublicRequest, matter: int = 0) -> HttpResponse:
        response = HttpResponse(
            write(_bulletins(request, matter)), content_type=f"{media_type}; charset=utf-8"
        )
        response.headers["Access-Control-Allow-Origin"] = "*"
        return for_everybody(response, SECONDS_OF_BULLETINS)

    return screen


bulletins_atom = _served_bulletins(atom.written, "application/atom+xml")
bulletins_json = _served_bulletins(json_feed.written, "application/feed+json")
