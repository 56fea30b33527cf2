"""Calendars: the days that differ from their week, in versions; the steward's two acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.operations.calendars import list_day, unlist_day
from hoiam.desks.operations.law import Changed
from hoiam.desks.queries.rules import calendar_versions, listed_days
from hoiam.desks.terms import InstallationRole
from hoiam.workroom.access import OfficeRequest, installation
from hoiam.workroom.installation.forms import DayForm, RemoveDayForm, name_of
from hoiam.workroom.installation.wording import moved_rows


@installation(*InstallationRole)
def calendar_page(request: OfficeRequest) -> HttpResponse:
    """The listed days of one year, the versions, and the forms for a steward."""
    return _show(request)


@require_POST
@installation(InstallationRole.STEWARD_OF_PLACES)
def add(request: OfficeRequest, calendar: str) -> HttpResponse:
    """Announce a day off or a worked day."""
    form = DayForm(request.POST)
    if not form.is_valid():
        return _show(request, day_form=form, status=422)
    try:
        changed = list_day(
            calendar_id=calendar,
            day=form.cleaned_data["day"],
            kind=form.cleaned_data["kind"],
            name=name_of(form),
            source=form.cleaned_data["source"],
            announced_date=form.cleaned_data["announced_date"],
            by=request.user,
            at=request.at,
        )
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _show(request, day_form=form, reasons=against.reasons, status=409)
    return _done(request, changed, _("The day is in the calendar."))


@require_POST
@installation(InstallationRole.STEWARD_OF_PLACES)
def remove(request: OfficeRequest, calendar: str) -> HttpResponse:
    """Take a day out again."""
    form = RemoveDayForm(request.POST)
    if not form.is_valid():
        return _show(request, remove_form=form, status=422)
    try:
        changed = unlist_day(
            calendar_id=calendar,
            day=form.cleaned_data["day"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=request.at,
        )
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _show(request, remove_form=form, reasons=against.reasons, status=409)
    return _done(request, changed, _("The day is taken out."))


def _done(request: OfficeRequest, changed: Changed, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    if not changed.moved:
        messages.info(request, _("No open clock moved."))
        return redirect("workroom_installation:calendar")
    return _show(request, moved=moved_rows(changed.moved))


def _show(request: OfficeRequest, *, status: int = 200, **given: Any) -> HttpResponse:
    versions = calendar_versions()
    wanted = request.GET.get("calendar", "")
    current = [version for version in versions if version.is_current]
    chosen = next((version for version in current if version.calendar_id == wanted), None)
    if chosen is None and (wanted or not current):
        raise Http404
    chosen = chosen or current[0]
    year = _year(request)
    days = list(listed_days(chosen))
    shown = {
        "calendar": chosen,
        "calendars": current,
        "year": year,
        "years": sorted({day.day.year for day in days} | {year}),
        "days": [day for day in days if day.day.year == year],
        "versions": [version for version in versions if version.calendar_id == chosen.calendar_id],
        "day_form": given.get("day_form") or DayForm(),
        "remove_form": given.get("remove_form") or RemoveDayForm(),
        "reasons": given.get("reasons", ()),
        "moved": given.get("moved", ()),
        "may_change": InstallationRole.STEWARD_OF_PLACES in request.installation_roles,
    }
    return render(request, "workroom/installation/calendar.html", shown, status=status)


def _year(request: OfficeRequest) -> int:
    asked = request.GET.get("year", "")
    if len(asked) == 4 and asked.isascii() and asked.isdigit():
        return int(asked)
    return timezone.localdate(request.at).year
