"""Several new questions of the list read on one page, registered, and given to one officer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Person
from hoiam.desks.terms import EDITORIAL
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.operations.several import MOST_AT_ONCE, Given
from hoiam.enquiries.operations.taking_up import register_many
from hoiam.enquiries.terms import Kind, State
from hoiam.ui.languages import foreign
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.enquiries import choices
from hoiam.workroom.enquiries.forms import options_of
from hoiam.workroom.enquiries.giving import officers_for
from hoiam.workroom.enquiries.lines import address_of
from hoiam.workroom.undoing import offer_undo


@require_POST
@office(*EDITORIAL)
def register_several(request: OfficeRequest) -> HttpResponse:
    """The ticked questions whole; sent from there, those still ticked are registered, all of them or none."""
    desk, here = request.standing.desk, request.POST.get("here", "")
    back = f"/office/{desk.code}/enquiries/" + (f"?{here}" if here else "")
    picked = list(dict.fromkeys(request.POST.getlist("pick")))[:MOST_AT_ONCE]
    reasons: list[Any] = []
    if "do" in request.POST:
        try:
            return _registered(request, picked, back)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = list(against.reasons)
    rows = list(Enquiry.objects.filter(desk=desk, reference__in=picked).order_by("received_at", "pk"))
    new = [row for row in rows if row.state == State.RECEIVED]
    offered = officers_for(request.standing, choices.officers(desk, request.at))
    officer = request.POST.get("officer", "")
    if "do" not in request.POST and officer == str(request.standing.person.pk):
        officer = ""  # what the list chooses by itself
    shown = {
        "rows": [_shown(request, row) for row in new],
        "left_out": [row.reference for row in rows if row.state != State.RECEIVED],
        "officers": options_of([("", _("Nobody yet")), *offered], officer),
        "here": here,
        "back": back,
        "reasons": reasons,
    }
    return render(request, "workroom/enquiries/register.html", shown, status=409 if reasons else 200)


def _shown(request: OfficeRequest, row: Enquiry) -> dict[str, Any]:
    theme = request.POST.get(f"theme-{row.reference}", row.theme)
    return {
        "enquiry": row,
        "address": address_of(row, request.standing.desk.code),
        "kind": Kind(row.kind).label,
        "language": foreign(row.language),
        "themes": options_of(choices.themes(), theme),
    }


def _registered(request: OfficeRequest, picked: list[str], back: str) -> HttpResponse:
    number = request.POST.get("officer", "")
    officer = Person.objects.filter(pk=int(number) if number.isdigit() else 0).first() if number else None
    if number and officer is None:
        raise ReasonsAgainst([_("Choose an officer.")])
    done = register_many(
        desk=request.standing.desk,
        references=picked,
        officer=officer,
        themes={reference: request.POST.get(f"theme-{reference}", "") for reference in picked},
        by=request.standing.person,
        at=request.at,
    )
    _say(request, done, officer, back)
    return HttpResponseRedirect(back)


def _say(request: OfficeRequest, given: Given, officer: Person | None, back: str) -> None:
    """What is done; that it was given can be undone, the confirmations to the askers are on their way."""
    count = len(given.done)
    if officer is None:
        said = ngettext("%(number)s question is registered.", "%(number)s questions are registered.", count)
        messages.success(request, said % {"number": count})
        return
    said = ngettext(
        "%(number)s question is registered and given to %(name)s.",
        "%(number)s questions are registered and given to %(name)s.",
        count,
    )
    rows = [[case.pk, None, State.REGISTERED.value] for case in given.done]
    offer_undo(request, said % {"number": count, "name": officer.name}, "assign", {"rows": rows}, back)
