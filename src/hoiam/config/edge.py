"""The edge of the process: the clock is read here, once, and every answer leaves under the same rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.terms import Role
from hoiam.newsroom.home.navigation import public_frame
from hoiam.ui.shapes import Link

OFFICE = ("/office/", "/accounts/")
POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"


def read_clock(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give every request its instant, `request.at` (aware, UTC); nothing further in reads the clock."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.at = timezone.now()  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """No inline script or style, nothing from elsewhere; pages of the office are never cached."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if request.path.startswith(OFFICE):
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def choose_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The address decides (`/vi/`, `/en/`); in the office the person's own choice; never the browser's."""
    known = [tag for tag, _ in settings.LANGUAGES]

    def middleware(request: HttpRequest) -> HttpResponse:
        first = request.path_info.split("/", 2)[1] if request.path_info.count("/") >= 1 else ""
        if first in known:
            tag = first
        else:
            cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
            tag = cookie if cookie in known else settings.LANGUAGE_CODE
            if request.path_info.startswith(OFFICE) and request.user.is_authenticated:
                tag = request.user.language or tag
        with translation.override(tag):
            request.LANGUAGE_CODE = tag
            response = get_response(request)
        response.headers.setdefault("Content-Language", tag)
        return response

    return middleware


def refuse_nul(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """An address with a NUL in it names nothing, and PostgreSQL fails on it: it is refused before any look-up.

    The API reads its own parameters and names the one that is wrong.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = "" if request.path_info.startswith("/api/") else request.META.get("QUERY_STRING", "")
        if "\x00" in request.path_info or "%00" in asked:
            return render(request, "ui/errors/400.html", status=400)
        return get_response(request)

    return middleware


class refuse_in_sentences:
    """An operation's reasons against become a page that says them; nothing was changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, MayNot):
            return render(request, "ui/errors/403.html", {"reasons": exception.reasons}, status=403)
        if isinstance(exception, ReasonsAgainst):
            return render(request, "ui/errors/409.html", {"reasons": exception.reasons}, status=409)
        if isinstance(exception, PermissionDenied) and exception.args:
            return render(request, "ui/errors/403.html", {"reasons": exception.args}, status=403)
        return None


def frame(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame needs: instant, languages, mode, desk and who is signed in.

    The ways through the pages come from the face that a page belongs to.
    """
    standing = getattr(request, "standing", None)
    known = {
        "now": getattr(request, "at", None),
        "is_demo": settings.IS_DEMO,
        "languages": languages(request),
        "home_address": f"/{get_language()}/",
    }
    if not request.path_info.startswith(OFFICE):
        known |= public_frame(request)
    user = getattr(request, "user", None)
    if request.path_info.startswith(OFFICE) and user is not None and user.is_authenticated:
        known |= {
            "home_address": f"/office/{standing.desk.code}/" if standing else "/office/",
            "person_name": user.name,
            "person_links": [Link(gettext("Your sign-in"), reverse("mfa_index"))],
            "sign_out_address": reverse("account_logout"),
        }
    if standing:
        known |= {
            "desk_name": str(standing.desk.name),
            "body_name": str(standing.desk.body),
            "person_role": ", ".join(str(Role(role).label) for role in sorted(standing.roles)),
        }
    return {"frame": known, "standing": standing, "at": known["now"]}


def languages(request: HttpRequest) -> list[Link]:
    """The page in each language: another address in public, the person's own choice in the office."""
    first, _, rest = request.path_info.lstrip("/").partition("/")
    is_public = first in dict(settings.LANGUAGES)
    return [
        Link(
            label=name,
            address=f"/{tag}/{rest}" if is_public else reverse("language"),
            language=tag,
            is_current=tag == get_language(),
            post=not is_public,
        )
        for tag, name in settings.LANGUAGES
    ]
