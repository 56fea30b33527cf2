"""A newsroom opens these from a letter: confirm, appeal, stop. Each asks once more, because mail is looked through
by machines that open every link; the press of a mail program's own button (RFC 8058) is enough by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hoiam.desks.against import ReasonsAgainst
from hoiam.newsroom.knocking import turned_away
from hoiam.newsroom.outlets.doors import SENT_PER_HOUR, apart, closed
from hoiam.newsroom.outlets.forms import AppealForm, LinkForm
from hoiam.newsroom.requests import PublicRequest
from hoiam.outlets.operations.appealing import appeal
from hoiam.outlets.operations.channels import confirm_address, unsubscribe
from hoiam.outlets.operations.registering import confirm_application
from hoiam.outlets.operations.registration import ask_for_link
from hoiam.outlets.queries import doors

LINKS_PER_HOUR = 10


@require_http_methods(["GET", "HEAD", "POST"])
def ask_link(request: PublicRequest) -> HttpResponse:
    """Ask for the link again. What follows is the same whether the address is registered or not."""
    form = LinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if away := turned_away(request, "outlet-link", limit=LINKS_PER_HOUR):
            return away
        if form.is_valid():
            try:
                ask_for_link(email=form.cleaned_data["email"], at=request.at)
            except ReasonsAgainst as against:
                form.add_error("email", str(against))
            else:
                return HttpResponseRedirect(f"{reverse('newsroom_outlets:link')}?sent")
    if "sent" in request.GET and request.method != "POST":
        return render(request, "newsroom/outlets/sent.html", {"what": "link"})
    status = 422 if form.errors else 200
    return apart(render(request, "newsroom/outlets/link.html", {"form": form}, status=status))


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: PublicRequest, token: str) -> HttpResponse:
    """Confirm the work address of an application."""
    found = doors.application_by_token(token, request.at)
    if found is None:
        return closed(request)
    return _pressed(
        request,
        "newsroom/outlets/confirm.html",
        {"application": found, "is_done": found.confirmed_at is not None},
        lambda: confirm_application(token=token, at=request.at),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: PublicRequest, token: str) -> HttpResponse:
    """Confirm a further address of a registered outlet."""
    found = doors.unconfirmed_channel_by_token(token, request.at)
    if found is None:
        return closed(request)
    return _pressed(
        request,
        "newsroom/outlets/address.html",
        {"channel": found, "is_done": found.confirmed_at is not None},
        lambda: confirm_address(token=token, at=request.at),
    )


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: PublicRequest, token: str) -> HttpResponse:
    """End one way of delivery: by the button of the page, or by one press in a mail program."""
    found = doors.channel_by_token(token)
    if found is None:
        return closed(request)
    if request.method == "POST":
        found = unsubscribe(token=token, at=request.at)
    shown = {"channel": found, "is_done": found.ended_at is not None}
    return apart(render(request, "newsroom/outlets/unsubscribe.html", shown))


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_page(request: PublicRequest, token: str) -> HttpResponse:
    """Appeal against a refusal, once; afterwards the page says how it stands."""
    refusal = doors.refusal_by_token(token, request.at)
    if refusal is None:
        return closed(request)
    form = AppealForm(request.POST if request.method == "POST" else None)
    reasons: list[object] = []
    if request.method == "POST":
        if away := turned_away(request, "outlets", limit=SENT_PER_HOUR):
            return apart(away)
        if form.is_valid():
            try:
                appeal(token=token, words=form.cleaned_data["words"], at=request.at)
                return HttpResponseRedirect(request.path)
            except ReasonsAgainst as against:
                reasons = against.reasons
    shown = {
        "refusal": refusal,
        "appeal": getattr(refusal, "appeal", None),
        "form": form,
        "reasons": reasons,
    }
    status = 409 if reasons else 422 if form.errors else 200
    return apart(render(request, "newsroom/outlets/appeal.html", shown, status=status))


def _pressed(
    request: PublicRequest, template: str, shown: dict[str, Any], act: Callable[[], object]
) -> HttpResponse:
    """The page, and on POST the act with the way back to the page, which then says that it is done."""
    if request.method == "POST":
        if away := turned_away(request, "outlets", limit=SENT_PER_HOUR):
            return apart(away)
        try:
            act()
        except ReasonsAgainst:
            return closed(request)
        return HttpResponseRedirect(request.path)
    return apart(render(request, template, shown))
