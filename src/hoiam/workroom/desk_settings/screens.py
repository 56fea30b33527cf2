"""The desk's own settings; nothing of what the desk writes is seen here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Holding
from hoiam.desks.operations.desks import end_holding, name_holder, set_desk
from hoiam.desks.queries.holders import posts_of
from hoiam.desks.terms import Role
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.desk_settings.forms import DeskForm, EndForm, HolderForm

RUNNING = (Role.HEAD, Role.DESK_ADMIN, Role.SPOKESPERSON)


@office(*RUNNING)
def settings_page(request: OfficeRequest) -> HttpResponse:
    """Contacts, hours, targets, posts; POST changes the first three."""
    standing = request.standing
    form = DeskForm(request.POST or None, desk=standing.desk)
    if request.method != "POST":
        return _show(request)
    if not form.is_valid():
        return _show(request, form=form, status=422)
    try:
        set_desk(standing=standing, changes=form.changes(), at=request.at)
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _show(request, form=form, reasons=against.reasons, status=409)
    messages.success(request, _("Saved."))
    return redirect("workroom_desk_settings:settings", desk=standing.desk.code)


@require_POST
@office(*RUNNING)
def name(request: OfficeRequest) -> HttpResponse:
    """Say who holds a post from a day on."""
    standing = request.standing
    form = HolderForm(request.POST, holders=_open_holders(request))
    if not form.is_valid():
        return _show(request, holder_form=form, status=422)
    try:
        name_holder(standing=standing, at=request.at, **form.said())
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _show(request, holder_form=form, reasons=against.reasons, status=409)
    messages.success(request, _("The holder is named; the public page says so."))
    return redirect("workroom_desk_settings:settings", desk=standing.desk.code)


@require_POST
@office(*RUNNING)
def end(request: OfficeRequest, holding: int) -> HttpResponse:
    """Say until when somebody held a post."""
    standing = request.standing
    row = Holding.objects.filter(pk=holding, desk=standing.desk).first()
    if row is None:
        raise Http404
    form = EndForm(request.POST)
    if not form.is_valid():
        return _show(request, end_form=form, status=422)
    last_date = form.cleaned_data["last_date"]
    try:
        end_holding(standing=standing, holding=row, last_date=last_date, at=request.at)
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _show(request, end_form=form, reasons=against.reasons, status=409)
    messages.success(request, _("Saved."))
    return redirect("workroom_desk_settings:settings", desk=standing.desk.code)


def _open_holders(request: OfficeRequest) -> list[Holding]:
    desk = request.standing.desk
    return list(Holding.objects.filter(desk=desk, valid_to__isnull=True))


def _show(request: OfficeRequest, *, status: int = 200, **given: Any) -> HttpResponse:
    desk = request.standing.desk
    shown = {
        "desk": desk,
        "posts": posts_of(desk, timezone.localdate(request.at)),
        "form": given.get("form") or DeskForm(desk=desk),
        "holder_form": given.get("holder_form") or HolderForm(holders=_open_holders(request)),
        "end_form": given.get("end_form"),
        "reasons": given.get("reasons", ()),
    }
    return render(request, "workroom/desk_settings/settings.html", shown, status=status)
