"""Reading: who does what, and one person."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.desks.models import Person
from hoiam.desks.operations.people import ADMINISTERS
from hoiam.desks.queries.people import Member, acting_periods, get_member, lent_to, members_of
from hoiam.desks.terms import Role
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.people.forms import AbsenceForm, RoleForm


@office()
def people(request: OfficeRequest) -> HttpResponse:
    """Everybody of the desk with their roles, who stands in now or later, and what I stand in for."""
    standing, at = request.standing, request.at
    shown = {
        "members": [
            {
                "person": member.person,
                "roles": [Role(row.role).label for row in member.roles],
                "has_come_in": member.has_come_in,
                "absences": member.absences,
                "opens": standing.holds(*ADMINISTERS) or member.person == standing.person,
            }
            for member in members_of(standing.desk, at)
        ],
        "periods": [described(period, at) for period in acting_periods(standing.desk, at)],
        "lent": [described(period, at) for period in lent_to(standing.person, at)],
        "administers": standing.holds(*ADMINISTERS),
        "desk": standing.desk,
    }
    return render(request, "workroom/people/list.html", shown)


@office()
def person(request: OfficeRequest, person: int) -> HttpResponse:
    """One member: for themselves, and for whoever runs the desk."""
    return show_person(request, find_member(request, person))


def find_member(request: OfficeRequest, number: int) -> Member:
    """The member behind an address; 404 for others, 403 for a colleague who does not run the desk."""
    standing = request.standing
    try:
        member = get_member(standing.desk, number, request.at)
    except Person.DoesNotExist as unknown:
        raise Http404 from unknown
    if member.person != standing.person and not standing.holds(*ADMINISTERS):
        raise PermissionDenied(_("Only the head or the administrator of the desk may do this."))
    return member


def show_person(request: OfficeRequest, member: Member, *, status: int = 200, **given: Any) -> HttpResponse:
    standing, at = request.standing, request.at
    held = [row.role for row in member.roles]
    shown = {
        "member": member,
        "roles": [{"row": row, "label": Role(row.role).label} for row in member.roles],
        "absences": [described(period, at) for period in member.absences],
        "administers": standing.holds(*ADMINISTERS),
        "is_own": member.person == standing.person,
        "role_form": given.get("role_form") or RoleForm(held=held),
        "absence_form": given.get("absence_form") or AbsenceForm(held=held),
        "reasons": given.get("reasons", ()),
        "desk": standing.desk,
    }
    return render(request, "workroom/people/person.html", shown, status=status)


def described(period: Any, at: Any) -> dict[str, Any]:
    """An acting period as the pages tell it."""
    return {
        "period": period,
        "roles": [Role(role).label for role in period.roles],
        "runs": period.runs_at(at),
    }
