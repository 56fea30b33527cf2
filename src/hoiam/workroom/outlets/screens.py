"""An officer opens this when a newsroom calls: is it registered, by which ways does it receive, what was sent to it?

The head of the body opens it when a criterion is no longer met, or when a link fell into wrong hands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import Role
from hoiam.evidence.vocabulary import theme_label
from hoiam.outlets import rules
from hoiam.outlets.models import Channel, Outlet
from hoiam.outlets.operations.channels import try_channel
from hoiam.outlets.operations.registration import end_registration, send_new_link
from hoiam.outlets.queries import register
from hoiam.outlets.queries.receipts import OwnRow, own_rows
from hoiam.releases.models import Edition
from hoiam.ui.shapes import Page, first_row
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.outlets.forms import RefusalForm, language_name

PAGE = 50


@office(*rules.SEEING)
def outlets(request: OfficeRequest) -> HttpResponse:
    """The register, common to all desks, by name; beside it what waits at this desk."""
    standing, at = request.standing, request.at
    is_ended = request.GET.get("view") == "ended"
    words = request.GET.get("q", "").strip()[:100]
    first = first_row(request.GET.get("from", ""))
    found = list(register.outlets(at, words=words, ended=is_ended)[first : first + PAGE + 1])
    keep = f"q={words}&" if words else ""
    keep += "view=ended&" if is_ended else ""
    shown = {
        "rows": found[:PAGE],
        "words": words,
        "is_ended": is_ended,
        "page": Page(
            newer=f"?{keep}from={max(first - PAGE, 0)}" if first else "",
            older=f"?{keep}from={first + PAGE}" if len(found) > PAGE else "",
        ),
        "counts": register.counts(at),
        "waiting": register.applications(standing).count() if standing.holds(*rules.DECIDING) else 0,
        "to_reach": register.reach_tasks(standing).count() if standing.holds(*rules.REACHING) else 0,
        "appeals": len(register.appeals_for(standing.person, at)) if standing.holds(Role.DESK_ADMIN) else 0,
        "decides": standing.holds(*rules.DECIDING),
        "reaches": standing.holds(*rules.REACHING),
        "administers": standing.holds(Role.DESK_ADMIN),
    }
    return render(request, "workroom/outlets/list.html", shown)


@office(*rules.SEEING)
def outlet(request: OfficeRequest, code: str) -> HttpResponse:
    """One entry: its ways of delivery and what was sent by them; the desk that keeps it may act on it."""
    found = _found(code)
    keeps = found.desk_id == request.standing.desk.pk
    reasons: list[object] = []
    if request.method == "POST":
        try:
            said = _act(request, found)
            messages.success(request, said)
            return HttpResponseRedirect(request.path)
        except ReasonsAgainst as against:
            reasons = against.reasons
    holds = request.standing.holds
    shown = {
        "outlet": found,
        "is_registered": found.is_registered(request.at),
        "ways": [_way(row) for row in found.channels.prefetch_related("themes").order_by("ended_at", "pk")],
        "rows": _rows(found, request),
        "reasons": reasons,
        "keeps": keeps,
        "decides": keeps and holds(*rules.DECIDING) and found.ended_at is None,
        "reaches": keeps and holds(*rules.REACHING),
    }
    return render(request, "workroom/outlets/outlet.html", shown, status=409 if reasons else 200)


@office(*rules.DECIDING)
def end(request: OfficeRequest, code: str) -> HttpResponse:
    """End a registration because a published criterion is no longer met."""
    found = _found(code)
    form = RefusalForm(request.POST if request.method == "POST" else None, at=request.at)
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            refusal = end_registration(
                outlet=found, by=request.standing.person, at=request.at, **form.given()
            )
            said = _("The registration is ended. It stands in public under %(code)s, without the name.")
            messages.success(request, said % {"code": refusal.code})
            return HttpResponseRedirect("../")
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = {"outlet": found, "form": form, "reasons": reasons}
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/outlets/end.html", shown, status=status)


def _way(channel: Channel) -> tuple[Channel, str, str]:
    """A way of delivery, its language and its themes in the reader's words."""
    themes = ", ".join(theme_label(row.theme) for row in channel.themes.all())
    return channel, language_name(channel.language), themes


def _rows(found: Outlet, request: OfficeRequest) -> list[tuple[OwnRow, Edition | None]]:
    """What was sent, with the edition where it is public; what another desk lent and did not publish is not seen."""
    rows = own_rows(found, most=20)
    carried = [row.consignment.dispatch.record_id for row in rows]
    public = Edition.objects.public(request.at).select_related("release").in_bulk(carried)
    here = request.standing.desk.pk
    return [
        (row, edition)
        for row in rows
        if (edition := public.get(row.consignment.dispatch.record_id))
        or row.consignment.dispatch.desk_id == here
    ]


def _act(request: OfficeRequest, found: Outlet) -> str:
    """Call the operation that the button names."""
    given: dict[str, Any] = {"by": request.standing.person, "at": request.at}
    if request.POST.get("act") == "new_link":
        send_new_link(outlet=found, **given)
        return _("A new link was sent to the work contact; every earlier one is void.")
    number = request.POST.get("channel", "")
    if request.POST.get("act") != "try" or not (number.isdecimal() and len(number) < 15):
        raise ReasonsAgainst([_("This button is not known. Load the page again.")])
    channel = found.channels.filter(pk=int(number)).first()
    if channel is None:
        raise Http404
    try_channel(channel=channel, **given)
    return _("A trial is on its way to the webhook.")


def _found(code: str) -> Outlet:
    try:
        return register.get_outlet(code)
    except Outlet.DoesNotExist:
        raise Http404 from None
