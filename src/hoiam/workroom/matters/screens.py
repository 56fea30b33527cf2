"""The list of matters, a new one, its page, and the forms of its acts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Min
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Clock
from hoiam.desks.queries.clocks import clocks_of
from hoiam.desks.queries.duty import on_duty
from hoiam.enquiries import rules
from hoiam.enquiries.models import Matter
from hoiam.enquiries.queries.bulletins import being_written, last_issued
from hoiam.enquiries.queries.enquiries import SEES
from hoiam.enquiries.queries.inbox import PAGE
from hoiam.enquiries.queries.matters import events_for, get_matter, matters_of
from hoiam.texts.models import Clearance
from hoiam.texts.terms import ClearanceState
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.enquiries import choices, clocks
from hoiam.workroom.enquiries.lines import line_of
from hoiam.workroom.matters.forms import ACTS, MatterAct, NewMatter

MATTER = "enquiries.matter"


@office(*SEES)
def matters(request: OfficeRequest) -> HttpResponse:
    """Open matters and closed ones, the newest first, each with its next limit."""
    standing = request.standing
    is_closed = request.GET.get("view") == "closed"
    rows = list(matters_of(standing).filter(closed_at__isnull=not is_closed)[:PAGE])
    running = Clock.objects.open().filter(record_kind=MATTER, record_id__in=[row.pk for row in rows])
    dues = dict(running.order_by().values_list("record_id").annotate(due=Min("due_at")))
    shown = {
        "rows": [(row, dues.get(row.pk)) for row in rows],
        "is_closed": is_closed,
        "may_begin": standing.holds(*rules.WORKING),
    }
    return render(request, "workroom/matters/list.html", shown)


@office(*rules.WORKING)
def new(request: OfficeRequest) -> HttpResponse:
    """Begin a matter with the event that starts its limits."""
    standing, at = request.standing, request.at
    form = NewMatter(request.POST if request.method == "POST" else None, at=at)
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            matter = form.open(standing, at)
            messages.success(request, _("The matter is begun and its limits run."))
            return HttpResponseRedirect(f"/office/{standing.desk.code}/matters/{matter.pk}/")
        except ReasonsAgainst as against:
            reasons = against.reasons
    status = 200 if request.method != "POST" else 409 if reasons else 422
    return render(request, "workroom/matters/new.html", {"form": form, "reasons": reasons}, status=status)


@office(*SEES)
def matter(request: OfficeRequest, number: int) -> HttpResponse:
    """One matter: what happened, what is owed by when, the texts and the enquiries on it."""
    standing, at = request.standing, request.at
    found = _found(request, number)
    joined = found.enquiries.select_related("officer").in_order()[:PAGE]
    names = {event.code: str(event.name) for event in events_for(found.opened_at)}
    shown = {
        "matter": found,
        "theme": choices.theme_name(found.theme),
        "events": [(names.get(row.event, row.event), row.happened_at) for row in found.events.all()],
        "clocks": [clocks.face(clock) for clock in clocks_of(found)],
        "lines": [line_of(row, desk_code=standing.desk.code, at=at) for row in joined],
        **_bulletins(found, at),
        "may_inform": standing.holds(*rules.INFORMING),
        "acts": [act for act in ACTS.values() if act.is_offered(found, standing)],
    }
    return render(request, "workroom/matters/matter.html", shown)


def _bulletins(found: Matter, at: datetime) -> dict[str, Any]:
    """What was issued, the newest first, what is on its way, and who is on duty."""
    writing = being_written(found)
    open_ones = Clearance.objects.filter(text__in=[row.text_id for row in writing], state=ClearanceState.OPEN)
    clearances = {row.text_id: row for row in open_ones}
    return {
        "issued": list(found.bulletins.filter(issued_at__isnull=False).order_by("-issued_at", "-pk")),
        "last": last_issued(found),
        "waiting": [{"bulletin": row, "clearance": clearances.get(row.text_id)} for row in writing],
        "duty": on_duty(found.desk, at) if found.is_public_emergency else [],
    }


@office(*rules.WORKING)
def act(request: OfficeRequest, number: int, act: str) -> HttpResponse:
    """The form of one act on a matter."""
    standing, at = request.standing, request.at
    kind = ACTS.get(act)
    if kind is None:
        raise Http404
    found = _found(request, number)
    if not standing.holds(*kind.roles):
        raise PermissionDenied(_("This page belongs to another role at this desk."))
    sent = request.POST if request.method == "POST" else None
    form = kind(sent, matter=found, standing=standing, at=at)
    reasons: list[object] = []
    if form.is_valid():
        try:
            onward = form.perform()
            messages.success(request, str(form.done))
            return HttpResponseRedirect(onward or f"/office/{standing.desk.code}/matters/{found.pk}/")
        except ReasonsAgainst as against:
            reasons = against.reasons
    return _act_page(request, form, reasons)


def _act_page(request: OfficeRequest, form: MatterAct, reasons: list[object]) -> HttpResponse:
    shown: dict[str, Any] = {"form": form, "matter": form.matter, "reasons": reasons}
    status = 200 if request.method != "POST" else 409 if reasons else 422
    return render(request, "workroom/matters/act.html", shown, status=status)


def _found(request: OfficeRequest, number: int) -> Matter:
    try:
        return get_matter(number, standing=request.standing)
    except Matter.DoesNotExist:
        raise Http404 from None
