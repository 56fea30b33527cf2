"""A journalist or a citizen opens this with a question and a deadline: by when must I be answered, and how?"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Desk
from hoiam.desks.throttle import wait_for
from hoiam.enquiries.operations.intake import take_in
from hoiam.newsroom.ask.forms import AskForm
from hoiam.newsroom.ask.limits import limits_from
from hoiam.newsroom.ask.record import found_in_record

PER_HOUR = 20


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, desk: str) -> HttpResponse:
    """The form with the limits of each kind; sending it leads to the status page with the receipt."""
    found = get_object_or_404(Desk.objects.select_related("body"), code=desk, is_open=True)
    if request.method != "POST":
        form = AskForm(initial={"language": get_language(), "question": request.GET.get("question", "")[:4000]})
        return _page(request, found, form)
    wait = wait_for(request, door="ask", limit=PER_HOUR, window=timedelta(hours=1), at=request.at)
    if wait:
        seconds = int(wait.total_seconds())
        response = render(request, "ui/errors/429.html", {"retry_after": seconds}, status=429)
        response.headers["Retry-After"] = str(seconds)
        return response
    form = AskForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    if "look" in request.POST:
        return _page(request, found, form, is_looking=True)
    return _take_in(request, found, form)


def _take_in(request: HttpRequest, desk: Desk, form: AskForm) -> HttpResponse:
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
            attachments=form.files(),
            publish_at_once=given["publish_at_once"],
            idempotency_key=given["once"],
        )
    except ReasonsAgainst as against:
        reasons = form.take_reasons(against.fields, against.reasons)
        return _page(request, desk, form, reasons=reasons, status=422)
    address = reverse("newsroom_status:status", kwargs={"token": receipt.status_token})
    return HttpResponseRedirect(f"{address}?received=1")


def _page(
    request: HttpRequest,
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
        "kinds": limits_from(request.at),
        "is_looking": is_looking,
        "found": found_in_record(question, request.at) if is_looking else None,
        "title": _("Ask %(desk)s") % {"desk": desk.name},
    }
    response = render(request, "newsroom/ask/ask.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response
