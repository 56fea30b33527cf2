"""Anyone who holds a release or a receipt asks: is it genuine? Nothing of it is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hoiam.desks.models import Desk
from hoiam.desks.signing import public_keys
from hoiam.desks.terms import Duty
from hoiam.enquiries.terms import Kind
from hoiam.newsroom.knocking import turned_away
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.verify.forms import VerifyForm
from hoiam.newsroom.verify.release import ReleaseVerdict, judge_release
from hoiam.newsroom.verify.verdict import Verdict, judge, may_be_receipt
from hoiam.releases.signed.apart import read_paper_apart
from hoiam.releases.signed.paper import NotRead
from hoiam.releases.signed.reading import read_held

CHECKS_PER_HOUR = 120


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: PublicRequest) -> HttpResponse:
    """The form, and what it says of what was laid into it."""
    if request.method != "POST":
        return _page(request, VerifyForm())
    refused = turned_away(request, "verify", limit=CHECKS_PER_HOUR)
    if refused:
        return refused
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    content = form.content()
    if may_be_receipt(content):
        verdict = judge(content.decode("utf-8-sig"), form.cleaned_data["question"], public_keys())
        return _page(request, form, verdict)
    try:
        held = read_held(content, read_paper_apart)
    except NotRead:
        return _page(request, form, release=ReleaseVerdict("unknown", "not read"))
    return _page(request, form, release=judge_release(held, public_keys(), request.at))


def _page(
    request: PublicRequest,
    form: VerifyForm,
    verdict: Verdict | None = None,
    release: ReleaseVerdict | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "verdict": verdict, "release": release}
    if verdict is not None and verdict.word == "genuine":
        desk = Desk.objects.public().filter(code=verdict.desk).first()
        duties = dict(Duty.choices)
        context |= {
            "desk_name": str(desk.name) if desk else verdict.desk,
            "kind_name": dict(Kind.choices).get(verdict.kind, verdict.kind),
            "dues": [(due, duties.get(due.duty, due.duty)) for due in verdict.dues],
        }
    response = render(request, "newsroom/verify/verify.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
