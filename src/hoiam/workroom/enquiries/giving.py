"""Several enquiries of the list given to one officer at once."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Person
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import EDITORIAL
from hoiam.enquiries import rules
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.operations.assigning import assign_many
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.enquiries import choices
from hoiam.workroom.undoing import offer_undo


def officers_for(standing: Standing, offered: choices.Choices) -> choices.Choices:
    """Of the officers at hand those to whom this person may give enquiries; [] for who gives none."""
    if standing.holds(*rules.ASSIGNING):
        return offered
    mine = str(standing.person.pk) if standing.holds(*rules.WORKING) else ""
    return [row for row in offered if row[0] == mine]


@require_POST
@office(*EDITORIAL)
def give(request: OfficeRequest) -> HttpResponse:
    """Give the ticked ones; where some cannot be given say each reason and offer to give the others."""
    standing, at = request.standing, request.at
    desk, picked = standing.desk, request.POST.getlist("pick")
    number, here = request.POST.get("officer", ""), request.POST.get("here", "")
    back = f"/office/{desk.code}/enquiries/" + (f"?{here}" if here else "")
    officer = Person.objects.filter(pk=int(number) if number.isdigit() else 0).first()
    before = {
        row.pk: [row.pk, row.officer_id, row.state]
        for row in Enquiry.objects.filter(desk=desk, reference__in=picked)
    }
    try:
        if officer is None:
            raise ReasonsAgainst([_("Choose an officer.")])
        given = assign_many(
            desk=desk,
            references=picked,
            officer=officer,
            by=standing.person,
            at=at,
            only_possible="only_possible" in request.POST,
        )
    except ReasonsAgainst as against:
        shown = {
            "reasons": against.reasons,
            "picked": picked,
            "officer": officer,
            "here": here,
            "back": back,
            "is_some": officer is not None and len(picked) > 1,
        }
        return render(request, "workroom/enquiries/give.html", shown, status=409)
    count = len(given.done)
    said = ngettext(
        "%(number)s enquiry is given to %(name)s.", "%(number)s enquiries are given to %(name)s.", count
    )
    rows = [before[case.pk] for case in given.done if case.pk in before]
    offer_undo(request, said % {"number": count, "name": officer.name}, "assign", {"rows": rows}, back)
    return HttpResponseRedirect(back)
