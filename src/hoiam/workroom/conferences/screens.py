"""The list of conferences, a new one, the overview of one, and a form for each act on it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.conferences import rules
from hoiam.conferences.queries.conferences import SEEING
from hoiam.desks.against import ReasonsAgainst
from hoiam.ui.shapes import Link, Page
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.conferences import listing
from hoiam.workroom.conferences.acts import ACTS, Act, offered
from hoiam.workroom.conferences.forms import Narrow, NewConference
from hoiam.workroom.conferences.overview import overview_of
from hoiam.workroom.conferences.spoken import address


@office(*SEEING)
def conferences(request: OfficeRequest) -> HttpResponse:
    """What is ahead, the first day first; other lists and kinds by address."""
    standing = request.standing
    narrow = Narrow(request.GET)
    chosen = narrow.chosen()
    rows = listing.listed(standing, **chosen)
    number = request.GET.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 6 else 1
    found = list(rows[(page - 1) * listing.PAGE : page * listing.PAGE + 1])
    words = {name: value for name, value in chosen.items() if value}
    shown = {
        "lines": [listing.line_of(row, request.at) for row in found[: listing.PAGE]],
        "tabs": _tabs(listing.view_counts(standing), chosen["view"]),
        "view": chosen["view"],
        "narrow": narrow,
        "is_narrowed": bool(chosen["kind"]),
        "page": Page(
            newer=f"?{urlencode({**words, 'page': page - 1})}" if page > 1 else "",
            older=f"?{urlencode({**words, 'page': page + 1})}" if len(found) > listing.PAGE else "",
        ),
        "may_plan": standing.holds(*rules.ORGANISING),
    }
    return render(request, "workroom/conferences/list.html", shown)


def _tabs(counts: dict[str, int], current: str) -> list[Link]:
    always = (listing.View.AHEAD, listing.View.HELD, listing.View.ALL)
    return [
        Link(str(view.label), f"?view={view.value}", count=counts[view.value], is_current=view == current)
        for view in listing.View
        if counts[view.value] or view in always or view == current
    ]


@office(*rules.ORGANISING)
def new(request: OfficeRequest) -> HttpResponse:
    """Plan a conference."""
    sent = request.POST if request.method == "POST" else None
    form = NewConference(sent, standing=request.standing, at=request.at)
    reasons: list[object] = []
    if form.is_valid():
        try:
            made = form.plan()
            messages.success(request, _("%(reference)s is planned.") % {"reference": made.reference})
            return HttpResponseRedirect(address("conference", made))
        except ReasonsAgainst as against:
            reasons = against.reasons
    status = 200 if request.method != "POST" else 409 if reasons else 422
    return render(request, "workroom/conferences/new.html", {"form": form, "reasons": reasons}, status=status)


@conference_page(*SEEING)
def conference(request: ConferenceRequest) -> HttpResponse:
    """When, where, who takes part, what was changed and why, and what can be done."""
    shown = framed(request, overview=overview_of(request), acts=offered(request))
    return render(request, "workroom/conferences/overview.html", shown)


@conference_page(*rules.ORGANISING)
def act(request: ConferenceRequest, act: str) -> HttpResponse:
    """The form of one act: what it does; sending it calls the operation."""
    kind = ACTS.get(act)
    if kind is None:
        raise Http404
    if not request.standing.holds(*kind.roles):
        raise PermissionDenied(_("This page belongs to another role at this desk."))
    form = kind(request.POST if request.method == "POST" else None, request=request)
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            form.perform()
            messages.success(request, str(form.done))
            return HttpResponseRedirect(address("conference", request.conference))
        except ReasonsAgainst as against:
            reasons = against.reasons
    return _act_page(request, form, reasons)


def _act_page(request: ConferenceRequest, form: Act, reasons: list[object]) -> HttpResponse:
    status = 200 if request.method != "POST" else 409 if reasons else 422
    shown: dict[str, Any] = framed(request, form=form, reasons=reasons)
    return render(request, "workroom/conferences/act.html", shown, status=status)
