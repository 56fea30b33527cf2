"""Keys, security contact, robots, and that the process lives."""

from __future__ import annotations

from datetime import UTC, timedelta

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from hoiam.desks.signing import public_keys
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import for_everybody

SECURITY_LASTS = timedelta(days=180)
"""RFC 9116 wants a day after which the file is stale; each answer gives one half a year ahead, on a day's end."""


@require_safe
def keys(request: PublicRequest) -> HttpResponse:
    """The public halves of the signing keys with their validity: what verifies receipts offline."""
    try:
        found = public_keys()
    except FileNotFoundError:
        said = "No signing key was made yet. The operator makes one with: hoiam init"
        return JsonResponse({"reasons": [said]}, status=503)
    response = JsonResponse(found, json_dumps_params={"indent": 1})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return for_everybody(response, seconds=3600)


@require_safe
def security(request: PublicRequest) -> HttpResponse:
    """`security.txt` (RFC 9116): where to report a weakness."""
    expires = (request.at + SECURITY_LASTS).astimezone(UTC)
    tags = ", ".join(tag for tag, _name in settings.LANGUAGES)
    lines = [
        f"Contact: {_contact()}",
        f"Expires: {expires:%Y-%m-%dT23:59:59Z}",
        f"Preferred-Languages: {tags}",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return for_everybody(_plain("\n".join(lines) + "\n"), seconds=3600)


def _contact() -> str:
    """An address as it is to be written: `mailto:` for e-mail; where none is set, the site itself."""
    given = settings.SECURITY_CONTACT
    if not given:
        return f"{settings.BASE_URL}/"
    return f"mailto:{given}" if "@" in given and ":" not in given else given


@require_safe
def robots(request: PublicRequest) -> HttpResponse:
    """Everything public may be indexed; the office, sign-in and one-time pages may not."""
    closed = ["/office/", "/accounts/"]
    for tag, _name in settings.LANGUAGES:
        closed += [f"/{tag}/status/", f"/{tag}/parts/", f"/{tag}/search/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines.append(f"Sitemap: {settings.BASE_URL}/sitemap.xml")
    return for_everybody(_plain("\n".join(lines) + "\n"), seconds=3600)


@require_safe
def healthz(request: PublicRequest) -> HttpResponse:
    """The process answers; nothing else is looked at."""
    response = _plain("ok\n")
    response.headers["Cache-Control"] = "no-store"
    return response


def _plain(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
