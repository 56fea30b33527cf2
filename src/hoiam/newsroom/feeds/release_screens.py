"""Feeds of releases and of corrections. They are asked anew each time: none outlives a publication."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from hoiam.desks.models import Desk
from hoiam.evidence.vocabulary import themes
from hoiam.newsroom.feeds import atom, json_feed
from hoiam.newsroom.feeds.corrections import CorrectionFeed
from hoiam.newsroom.feeds.releases import ReleaseFeed
from hoiam.newsroom.published import text_in, title_of
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import asked_again, etag
from hoiam.releases.models import Edition


def _releases(request: PublicRequest, desk: str = "", theme: str = "") -> ReleaseFeed:
    """Read once for the stamp and for the file."""
    known: ReleaseFeed | None = getattr(request, "_release_feed", None)
    if known is None:
        if theme and theme not in dict(themes()):
            raise Http404
        found = get_object_or_404(Desk.objects.public(), code=desk) if desk else None
        known = request._release_feed = ReleaseFeed(found, theme, request.at)  # type: ignore[attr-defined]
    return known


def _corrections(request: PublicRequest) -> CorrectionFeed:
    known: CorrectionFeed | None = getattr(request, "_correction_feed", None)
    if known is None:
        known = request._correction_feed = CorrectionFeed(request.at)  # type: ignore[attr-defined]
    return known


def _served(
    feed: Callable[..., Any], write: Callable[[Any], str], media_type: str
) -> Callable[..., HttpResponse]:
    @require_safe
    def screen(request: PublicRequest, **chosen: str) -> HttpResponse:
        @condition(etag_func=lambda request: etag(request, feed(request, **chosen).stands_on()))
        def written(request: PublicRequest) -> HttpResponse:
            return HttpResponse(write(feed(request, **chosen)), content_type=f"{media_type}; charset=utf-8")

        response: HttpResponse = written(request)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return asked_again(response)

    return screen


def _ninjs(feed: ReleaseFeed) -> str:
    """News objects of the newest editions (IPTC ninjs 3.1), each with the address of its whole text."""
    return json.dumps([_object(row) for row in feed.editions], ensure_ascii=False, indent=1)


def _object(row: Edition) -> dict[str, Any]:
    text = text_in(row, get_language() or "")
    args = [row.release.reference, row.number, text.language]
    title = title_of(text)
    return {
        "uri": settings.BASE_URL + reverse("newsroom_releases:in_language", args=args),
        "type": "text",
        "representationType": "partial",
        "version": str(row.number),
        "versionCreated": row.published_at.isoformat(),  # type: ignore[union-attr]
        "pubStatus": "canceled" if row.release.withdrawn_at else "usable",
        "language": text.language,
        "title": title,
        "headlines": [{"role": "main", "value": title}],
        "by": str(row.release.desk.name),
        "copyrightHolder": str(row.release.desk.body.name),
        "renditions": [
            {
                "name": "ninjs",
                "href": settings.BASE_URL + reverse("newsroom_releases:ninjs_in_language", args=args),
                "contentType": "application/json",
            }
        ],
    }


releases_atom = _served(_releases, atom.written, "application/atom+xml")
releases_json = _served(_releases, json_feed.written, "application/feed+json")
releases_ninjs = _served(_releases, _ninjs, "application/json")
corrections_atom = _served(_corrections, atom.written, "application/atom+xml")
corrections_json = _served(_corrections, json_feed.written, "application/feed+json")
