"""A journalist or a citizen opens this with a question and a deadline: by when must I be answered, and how?"""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Desk
from hoiam.desks.queries.own_rules import target_days
from hoiam.enquiries.operations.intake import take_in
from hoiam.newsroom.ask.forms import AskForm, fresh
from hoiam.newsroom.ask.limits import limits_from
from hoiam.newsroom.ask.record import found_in_record
from hoiam.newsroom.knocking import turned_away
from hoiam.newsroom.requests import PublicRequest
from hoiam.ui.writing import tidy

ASKED_PER_HOUR = 30
LOOKED_UP_PER_HOUR = 120
LONGEST_PREFILLED = 2_000


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PublicRequest, desk: str) -> HttpResponse:
    """The form with the limits of each kind; sending it leads to the status page with the receipt."""
    found = get_object_or_404(Desk.objects.public().select_related("body"), code=desk)
    language = get_language() or ""
    if not found.is_open:
        return _page(request, found, fresh(language), status=200 if request.method != "POST" else 409)
    if request.method != "POST":
        question = tidy(request.GET.get("question", ""))[:LONGEST_PREFILLED]
        return _page(request, found, fresh(language, question))
    if "look" in request.POST:
        refused = turned_away(request, "ask-look", limit=LOOKED_UP_PER_HOUR)
        return refused or _page(request, found, fresh(language, kept=request.POST.dict()), is_looking=True)
    refused = turned_away(request, "ask", limit=ASKED_PER_HOUR)
    if refused:
        return refused
    form = AskForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    return _take_in(request, found, form)


def _take_in(request: PublicRequest, desk: Desk, form: AskForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        receipt = take_in(
            desk=desk,
            kind=given["kind"],
            language=given["language"],
            question=given["question"],
            asker=form.asker(),
            received_at=request.at,
            by="asker",
            at=request.at,
            wanted_by=given["wanted_by"],
            attachments=given["attachments"],
            publish_at_once=given["publish_at_once"],
            idempotency_key=form.key,
        )
    except ReasonsAgainst as against:
        return _page(
            request, desk, form, reasons=form.take_reasons(against.fields, against.reasons), status=422
        )
    address = reverse("newsroom_status:status", kwargs={"token": receipt.status_token})
    return HttpResponseRedirect(f"{address}?done=received")


def _page(
    request: PublicRequest,
    desk: Desk,
    form: AskForm,
    *,
    reasons: list[object] | None = None,
    is_looking: bool = False,
    status: int = 200,
) -> HttpResponse:
    question = form["question"].value() or ""
    context = {
        "desk": desk,
        "form": form,
        "reasons": reasons or [],
        "target": target_days(desk),
        "kinds": limits_from(request.at) if desk.is_open else [],
        "chosen": form["kind"].value(),
        "is_looking": is_looking,
        "found": found_in_record(question, request.at) if is_looking else None,
        "lost_files": form.is_bound and bool(form.files),
        "title": _("Ask: %(desk)s") % {"desk": desk.name},
    }
    response = render(request, "newsroom/ask/ask.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
