"""What every address of the API passes: only reading, at a bearable pace, in the language asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from hoiam.desks.throttle import wait_for
from hoiam.newsroom.api import problems
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import for_everybody

LIMIT = 120
WINDOW = timedelta(minutes=1)
SECONDS = 60
READING = ("GET", "HEAD")
ASKED_AGAIN = ("/api/v1/releases", "/api/v1/corrections")
"""What shows releases is asked for anew each time: no copy outlives a publication."""


def guarded(screen: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The screen behind the door. HEAD is answered as GET; the server leaves the body out."""

    @csrf_exempt
    @wraps(screen)
    def door(request: PublicRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tag = request.GET.get("language", "")
        with translation.override(tag if tag in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            response = _refused(request, tag) or _answered(screen, request, *args, **kwargs)
            response.headers["Content-Language"] = translation.get_language() or ""
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    door.__module__ = __name__
    return door


def _refused(request: PublicRequest, tag: str) -> HttpResponse | None:
    if request.method not in READING:
        response = problems.problem(405, _("Everything here can only be read: use GET."))
        response.headers["Allow"] = ", ".join(READING)
        return response
    wait = wait_for(request, door="api", limit=LIMIT, window=WINDOW, at=request.at)
    if wait is not None:
        return problems.too_many(max(int(wait.total_seconds()), 1))
    if tag and tag not in dict(settings.LANGUAGES):
        known = ", ".join(dict(settings.LANGUAGES))
        reason = _("The languages are: %(known)s.") % {"known": known}
        return problems.unusable([{"parameter": "language", "reason": reason}])
    return None


def _answered(
    screen: Callable[..., HttpResponse], request: PublicRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    method, request.method = request.method, "GET"
    try:
        response = screen(request, *args, **kwargs)
    finally:
        request.method = method
    if response.status_code != 200:
        return response
    if request.path_info.startswith(ASKED_AGAIN):
        response.headers["Cache-Control"] = "public, no-cache"
        return response
    return for_everybody(response, SECONDS)
