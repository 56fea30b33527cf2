"""The week of the roster, with its gaps; putting on duty, handing over, ending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import DutyShift, Person
from hoiam.desks.operations.duty import PLANS_DUTY, end_duty, hand_duty_over, put_on_duty
from hoiam.desks.queries.duty import DutyGap, gaps_in, on_duty, shifts_within
from hoiam.desks.queries.people import acting_periods, members_of
from hoiam.desks.terms import CLEARING
from hoiam.ui.shapes import Page
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.duty.forms import HandOverForm, ShiftForm

WEEK = timedelta(days=7)
NIGHT = (time(17, 0), time(7, 30))
"""What a new shift is offered as: from the end of office hours to the next morning."""


@dataclass(frozen=True)
class DutyDay:
    """One local day: the shifts that touch it, and what they leave open of it."""

    day: date
    is_today: bool
    shifts: list[DutyShift]
    gaps: list[DutyGap]


@office()
def roster(request: OfficeRequest) -> HttpResponse:
    """A week, who is on duty now, and by POST a new shift."""
    standing = request.standing
    if request.method != "POST":
        return _show(request)
    form = ShiftForm(request.POST, people=_people(request))
    if not form.is_valid():
        return _show(request, form=form, status=422)
    try:
        shift = put_on_duty(standing=standing, at=request.at, **form.cleaned_data)
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _show(request, form=form, reasons=against.reasons, status=409)
    messages.success(request, _("%(name)s is on duty then.") % {"name": shift.person.name})
    week = timezone.localdate(shift.starts_at)
    return HttpResponseRedirect(f"/office/{standing.desk.code}/duty/?day={week.isoformat()}")


@office()
def hand_over(request: OfficeRequest, shift: int) -> HttpResponse:
    """Hand a running shift over from now on: by whoever is on duty, or whoever plans the roster."""
    found, standing = _find(request, shift), request.standing
    form = HandOverForm(request.POST if request.method == "POST" else None, people=_people(request))
    reasons: list[object] = []
    if form.is_valid():
        try:
            hand_duty_over(shift=found, standing=standing, at=request.at, **form.cleaned_data)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
        else:
            messages.success(request, _("Duty is handed over."))
            return redirect("workroom_duty:roster", desk=standing.desk.code)
    shown = {"shift": found, "form": form, "reasons": reasons, "desk": standing.desk}
    status = 409 if reasons else 422 if form.is_bound else 200
    return render(request, "workroom/duty/hand_over.html", shown, status=status)


@require_POST
@office(*PLANS_DUTY)
def end(request: OfficeRequest, shift: int) -> HttpResponse:
    """End a shift, or take one away that has not begun."""
    found, standing = _find(request, shift), request.standing
    try:
        end_duty(shift=found, standing=standing, at=request.at)
        messages.success(request, _("The shift has ended. Look whether a gap is left."))
    except MayNot:
        raise
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))
    return redirect("workroom_duty:roster", desk=standing.desk.code)


def _show(request: OfficeRequest, *, status: int = 200, **given: Any) -> HttpResponse:
    standing, at = request.standing, request.at
    first = _monday(request.GET.get("day", ""), timezone.localdate(at))
    starts_at, ends_at = _midnight(first), _midnight(first + WEEK)
    shifts = shifts_within(standing.desk, starts_at, ends_at)
    people = _people(request)
    shown = {
        "desk": standing.desk,
        "days": [_day(first + timedelta(days=number), shifts, at) for number in range(7)],
        "has_gaps": bool(gaps_in(shifts, max(starts_at, at), ends_at)) if ends_at > at else False,
        "now": on_duty(standing.desk, at),
        "absences": [row for row in acting_periods(standing.desk, at) if row.starts_at < ends_at],
        "page": Page(newer=f"?day={first - WEEK}", older=f"?day={first + WEEK}"),
        "plans": standing.holds(*PLANS_DUTY),
        "me": standing.person.pk,
        "form": given.get("form") or ShiftForm(people=people, initial=_offered(at)),
        "form_is_open": "form" in given,
        "reasons": given.get("reasons", ()),
        "first": first,
        "last": first + WEEK - timedelta(days=1),
    }
    return render(request, "workroom/duty/roster.html", shown, status=status)


def _day(day: date, shifts: list[DutyShift], at: datetime) -> DutyDay:
    """Gaps are told from now on: what was open yesterday helps nobody."""
    starts_at, ends_at = _midnight(day), _midnight(day + timedelta(days=1))
    touching = [shift for shift in shifts if shift.starts_at < ends_at and shift.ends_at > starts_at]
    gaps = gaps_in(touching, max(starts_at, at), ends_at) if ends_at > at else []
    return DutyDay(day, day == timezone.localdate(at), touching, gaps)


def _offered(at: datetime) -> dict[str, Any]:
    today = timezone.localdate(at)
    zone = timezone.get_current_timezone()
    return {
        "starts_at": datetime.combine(today, NIGHT[0], zone),
        "ends_at": datetime.combine(today + timedelta(days=1), NIGHT[1], zone),
    }


def _people(request: OfficeRequest) -> list[Person]:
    """Who may be on duty: members who clear, and whoever stands in for one of them."""
    desk, at = request.standing.desk, request.at
    members = [one.person for one in members_of(desk, at) if CLEARING & {row.role for row in one.roles}]
    lent = [row.substitute for row in acting_periods(desk, at) if CLEARING & set(row.roles)]
    return list({person.pk: person for person in [*members, *lent]}.values())


def _find(request: OfficeRequest, number: int) -> DutyShift:
    rows = DutyShift.objects.filter(pk=number, desk=request.standing.desk).select_related("person", "desk")
    found = rows.first()
    if found is None:
        raise Http404
    return found


def _monday(said: str, today: date) -> date:
    try:
        day = date.fromisoformat(said) if len(said) == 10 else today
    except ValueError:
        day = today
    day = day if 2000 < day.year < 2200 else today
    return day - timedelta(days=day.weekday())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())
