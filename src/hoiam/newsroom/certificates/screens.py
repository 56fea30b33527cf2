"""An employer or a colleague holds a certificate and asks: is it genuine, and does it still stand?"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from hoiam.conferences.certified import read_code
from hoiam.conferences.models import Certificate
from hoiam.conferences.queries.certificates import held_on, public_certificate
from hoiam.desks.wording import Wording
from hoiam.newsroom.knocking import turned_away
from hoiam.newsroom.requests import PublicRequest
from hoiam.outlets.operations.embargo import count_guess
from hoiam.ui.languages import foreign

LOOKED_UP_PER_HOUR = 400
"""One office may check the certificates of a whole training."""


@require_safe
def ask(request: PublicRequest) -> HttpResponse:
    """A field for the code; what is typed leads to the page of that certificate."""
    typed = request.GET.get("code", "").strip()[:60]
    code = read_code(typed)
    if code:
        return HttpResponseRedirect(reverse("newsroom_certificates:certificate", args=[code]))
    shown = {"typed": typed, "is_wrong": bool(typed)}
    return render(request, "newsroom/certificates/ask.html", shown, status=422 if typed else 200)


@require_safe
def certificate(request: PublicRequest, code: str) -> HttpResponse:
    """Genuine, revoked with reason and day, or unknown (404)."""
    if away := turned_away(request, "certificates", limit=LOOKED_UP_PER_HOUR):
        return _apart(away)
    found = _found(request, code)
    if found is None:
        return _apart(render(request, "newsroom/certificates/unknown.html", {"typed": code[:60]}, status=404))
    return _apart(render(request, "newsroom/certificates/certificate.html", _shown(found)))


@require_safe
def document(request: PublicRequest, code: str) -> HttpResponse:
    """The signed document and whether it stands, for programs: `genuine`, `revoked` or `unknown`."""
    if away := turned_away(request, "certificates", limit=LOOKED_UP_PER_HOUR):
        return _apart(away)
    found = _found(request, code)
    said: dict[str, Any] = {"verdict": "unknown"}
    if found is not None:
        said = {"verdict": "revoked" if found.revoked_at else "genuine", "document": found.document}
        if found.revoked_at:
            said |= {"revoked_at": found.revoked_at.isoformat(), "why": dict(found.revoked_why)}
    spelled = json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True)
    response = HttpResponse(f"{spelled}\n", content_type="application/json; charset=utf-8")
    response.status_code = 200 if found else 404
    return _apart(response)


@require_safe
def short(request: PublicRequest, code: str) -> HttpResponse:
    """What the QR code opens: the page in the language of the reader."""
    tag = translation.get_language_from_request(request) or settings.LANGUAGE_CODE
    with translation.override(tag):
        clean = read_code(code)
        there = ("newsroom_certificates:certificate", [clean]) if clean else ("newsroom_certificates:ask", [])
        return HttpResponseRedirect(reverse(there[0], args=there[1]))


def _found(request: PublicRequest, code: str) -> Certificate | None:
    """A code that leads nowhere is counted for the day, without who asked and without what."""
    found = public_certificate(code, request.at)
    if found is None:
        count_guess(at=request.at)
    return found


def _shown(found: Certificate) -> dict[str, Any]:
    said = found.document
    title, tag = Wording(said["title"]).in_language()
    return {
        "certificate": found,
        "said": said,
        "training": title,
        "title_language": foreign(tag) if tag else "",
        "place": str(Wording(said["place"])),
        "days": held_on(said),
        "body": str(Wording(said["body"])),
        "why": str(found.revoked_why),
    }


def _apart(response: HttpResponse) -> HttpResponse:
    """No copy in any cache, for it may be revoked, and no entry in any index, for it names somebody."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
