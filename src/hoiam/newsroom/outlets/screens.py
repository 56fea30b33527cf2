"""A newsroom opens this to receive what everybody receives, and asks: on what conditions, and who was refused?

Anybody else opens it to see on what criteria a body lets outlets register, and whether it keeps to them."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hoiam.desks.against import ReasonsAgainst
from hoiam.newsroom.knocking import turned_away
from hoiam.newsroom.outlets.doors import SENT_PER_HOUR
from hoiam.newsroom.outlets.forms import RegisterForm
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import for_everybody
from hoiam.outlets.operations.registering import apply
from hoiam.outlets.queries import register as the_register
from hoiam.outlets.terms import APPEAL_WITHIN, REGISTERED_FOR
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Page

MOST = 50


@require_safe
def outlets(request: PublicRequest) -> HttpResponse:
    """What registering gives, the criteria in force, what is never asked for, the figures."""
    shown = {
        "criteria": list(the_register.criteria(request.at)),
        "counts": the_register.counts(request.at),
        "years": REGISTERED_FOR.days // 365,
        "appeal_days": APPEAL_WITHIN.days,
    }
    return for_everybody(render(request, "newsroom/outlets/outlets.html", shown))


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: PublicRequest) -> HttpResponse:
    """The form; sent, it says to look into the mailbox, whoever sent it."""
    if request.method != "POST":
        if "sent" in request.GET:
            return render(request, "newsroom/outlets/sent.html", {"what": "application"})
        return _form(request, RegisterForm())
    if away := turned_away(request, "outlets", limit=SENT_PER_HOUR):
        return away
    form = RegisterForm(request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        apply(at=request.at, **form.given())
    except ReasonsAgainst as against:
        for field, reason in against.fields.items():
            form.add_error(field if field in form.fields else None, str(reason))
        return _form(request, form, reasons=[] if against.fields else against.reasons, status=422)
    return HttpResponseRedirect(f"{reverse('newsroom_outlets:register')}?sent")


@require_safe
def refusals(request: PublicRequest) -> HttpResponse:
    """Every refusal by its code, with criterion, reason and what became of an appeal; nobody is named."""
    before = request.GET.get("before", "")
    rows = the_register.public_refusals()
    if before.isdecimal() and len(before) < 15:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: MOST + 1])
    older = f"?before={found[MOST - 1].pk}" if len(found) > MOST else ""
    shown = {
        "rows": [(row, foreign(row.language), getattr(row, "appeal", None)) for row in found[:MOST]],
        "page": Page(newer="." if before else "", older=older),
        "counts": the_register.counts(request.at),
    }
    return for_everybody(render(request, "newsroom/outlets/refusals.html", shown))


def _form(
    request: PublicRequest, form: RegisterForm, reasons: list[object] | None = None, status: int = 200
) -> HttpResponse:
    shown = {"form": form, "reasons": reasons or [], "criteria": list(the_register.criteria(request.at))}
    response = render(request, "newsroom/outlets/register.html", shown, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
