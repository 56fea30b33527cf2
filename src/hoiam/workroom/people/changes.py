"""Changing who does what; each screen calls one operation and shows its reasons beside what was typed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks import handover
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import ActingPeriod, Membership
from hoiam.desks.operations.absences import end_substitution, name_substitute
from hoiam.desks.operations.people import ADMINISTERS, end_role, give_role, invite_person, leave_desk
from hoiam.desks.queries.people import members_of
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.people.forms import AbsenceForm, InviteForm, LeaveForm, RoleForm
from hoiam.workroom.people.screens import find_member, show_person


@office(*ADMINISTERS)
def invite(request: OfficeRequest) -> HttpResponse:
    """Invite somebody; the page that follows shows the one-time link, once."""
    standing, reasons = request.standing, []
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invited = invite_person(
                **form.cleaned_data,
                desk_code=standing.desk.code,
                by=standing.person,
                standing=standing,
                at=request.at,
            )
        except ReasonsAgainst as against:
            reasons = against.reasons
        else:
            return render(
                request, "workroom/people/invited.html", {"invited": invited, "desk": standing.desk}
            )
    shown = {"form": form, "reasons": reasons, "desk": standing.desk}
    return render(request, "workroom/people/invite.html", shown, status=422 if form.is_bound else 200)


@require_POST
@office(*ADMINISTERS)
def give(request: OfficeRequest, person: int) -> HttpResponse:
    """Give a member one more role."""
    member = find_member(request, person)
    form = RoleForm(request.POST, held=[row.role for row in member.roles])
    if not form.is_valid():
        return show_person(request, member, role_form=form, status=422)
    try:
        give_role(
            person=member.person,
            role=form.cleaned_data["role"],
            standing=request.standing,
            at=request.at,
        )
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return show_person(request, member, role_form=form, reasons=against.reasons, status=409)
    messages.success(request, _("The role is given."))
    return _to_person(request, person)


@require_POST
@office(*ADMINISTERS)
def end(request: OfficeRequest, membership: int) -> HttpResponse:
    """End one role."""
    standing = request.standing
    row = (
        Membership.objects.filter(pk=membership, desk=standing.desk).select_related("person", "desk").first()
    )
    if row is None:
        raise Http404
    try:
        end_role(membership=row, standing=standing, at=request.at)
    except MayNot:
        raise
    except ReasonsAgainst as against:
        member = find_member(request, row.person_id)
        return show_person(request, member, reasons=against.reasons, status=409)
    messages.success(request, _("The role has ended."))
    return redirect("workroom_people:list", desk=standing.desk.code)


@require_POST
@office()
def absence(request: OfficeRequest, person: int) -> HttpResponse:
    """Name who stands in for a member: by the member, or by who runs the desk."""
    member = find_member(request, person)
    form = AbsenceForm(request.POST, held=[row.role for row in member.roles])
    if not form.is_valid():
        return show_person(request, member, absence_form=form, status=422)
    starts_at, ends_at = form.period(request.at)
    try:
        name_substitute(
            absent=member.person,
            substitute=form.cleaned_data["substitute"],
            roles=form.cleaned_data["roles"],
            starts_at=starts_at,
            ends_at=ends_at,
            reason=form.cleaned_data["reason"],
            standing=request.standing,
            at=request.at,
        )
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return show_person(request, member, absence_form=form, reasons=against.reasons, status=409)
    messages.success(request, _("The colleague stands in."))
    return _to_person(request, person)


@require_POST
@office()
def end_absence(request: OfficeRequest, period: int) -> HttpResponse:
    """End a period before its time; who stands in may do it too."""
    standing = request.standing
    row = ActingPeriod.objects.filter(pk=period, desk=standing.desk, ends_at__gt=request.at).first()
    if row is None:
        raise Http404
    end_substitution(period=row, standing=standing, at=request.at)
    messages.success(request, _("The period has ended."))
    return redirect("workroom_people:list", desk=standing.desk.code)


@office(*ADMINISTERS)
def leave(request: OfficeRequest, person: int) -> HttpResponse:
    """Somebody leaves: what is in hand is shown, and passes to a colleague."""
    standing, member, reasons = request.standing, find_member(request, person), []
    others = [one.person for one in members_of(standing.desk, request.at)]
    form = LeaveForm(request.POST or None, colleagues=[one for one in others if one != member.person])
    if request.method == "POST":
        if form.is_valid():
            try:
                moved = leave_desk(
                    person=member.person,
                    successor=form.cleaned_data["successor"],
                    standing=standing,
                    at=request.at,
                )
            except ReasonsAgainst as against:
                reasons = against.reasons
            else:
                messages.success(request, _said(member.person.name, sum(moved.values())))
                return redirect("workroom_people:list", desk=standing.desk.code)
    shown = {
        "member": member,
        "form": form,
        "reasons": reasons,
        "work": [(share.label, number) for share, number in handover.open_work(member.person, standing.desk)],
        "desk": standing.desk,
    }
    return render(request, "workroom/people/leave.html", shown, status=409 if reasons else 200)


def _said(name: str, pieces: int) -> str:
    if not pieces:
        return _("%(name)s has left the desk.") % {"name": name}
    return _("%(name)s has left the desk. Pieces of work handed over: %(pieces)s.") % {
        "name": name,
        "pieces": pieces,
    }


def _to_person(request: OfficeRequest, number: int) -> HttpResponse:
    standing = request.standing
    return redirect("workroom_people:person", desk=standing.desk.code, person=number)
