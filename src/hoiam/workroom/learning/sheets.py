"""The organiser opens this to prepare tests and evaluation, shows the link at the training, and asks afterwards:
what did people learn, and what did they think of it?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.conferences import rules
from hoiam.conferences.models import Item
from hoiam.conferences.operations.closing_learning import close_learning
from hoiam.conferences.operations.items import against_changing_sheets, put_on_sheet, take_off_sheet
from hoiam.conferences.operations.sheets import open_sheets
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.learning import (
    is_open,
    items_of,
    opened_phases,
    received,
    results_of,
    sheet_token,
    uses_of,
)
from hoiam.conferences.terms import FEWEST, Phase
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.learning.item_forms import PutForm


@conference_page(*SEEING)
def learning(request: ConferenceRequest) -> HttpResponse:
    """What stands on the sheets, the link to fill them in, and what came of them; POST prepares, opens, closes."""
    conference = request.conference
    form = PutForm(
        request.POST if request.POST.get("act") == "put" else None, items=list(items_of(conference.desk))
    )
    reasons: list[object] = []
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            messages.success(request, _act(request, form))
            return HttpResponseRedirect(request.path)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = _shown(request) | {"form": form, "reasons": reasons}
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/learning/learning.html", framed(request, **shown), status=status)


def _shown(request: ConferenceRequest) -> dict[str, Any]:
    conference = request.conference
    opened = is_open(conference)
    sheets = [
        (_("Test, before and after the training"), Phase.BEFORE, uses_of(conference, Phase.BEFORE)),
        (_("Evaluation of the training"), Phase.EVALUATION, uses_of(conference, Phase.EVALUATION)),
    ]
    address = reverse("newsroom_sheets:sheets", args=[sheet_token(conference)])
    phases = opened_phases(conference, request.at) if opened else ()
    counts = received(conference) if opened else {}
    return {
        "sheets": sheets,
        "may_change": not any(against_changing_sheets(conference)),
        "is_open": opened,
        "address": f"{settings.BASE_URL}{address}" if opened else "",
        "phases": [(Phase(phase).label, counts.get(str(phase))) for phase in phases],
        "results": results_of(conference),
        "fewest": FEWEST,
        "writes": request.standing.holds(*rules.ORGANISING),
        "has_items": any(uses for _label, _phase, uses in sheets),
    }


def _act(request: ConferenceRequest, form: PutForm) -> str:
    """Call the operation that the button names."""
    given: dict[str, Any] = {
        "conference": request.conference,
        "by": request.standing.person,
        "at": request.at,
    }
    act = request.POST.get("act", "")
    if act == "put" and form.is_bound:
        put_on_sheet(item=_item(request, form.cleaned_data["item"]), phases=form.phases(), **given)
        return _("The item stands on the sheet.")
    if act == "off":
        phase = request.POST.get("phase", "")
        take_off_sheet(item=_item(request, request.POST.get("item", "")), phase=phase, **given)
        return _("The item is off the sheet.")
    if act == "open":
        open_sheets(**given)
        return _("The sheets are open. Show the link or the QR code at the training.")
    if act == "close":
        close_learning(**given)
        return _("The sheets are closed. Only what they say together is kept.")
    raise ReasonsAgainst([_("This button is not known. Load the page again.")])


def _item(request: ConferenceRequest, number: str) -> Item:
    rows = Item.objects.filter(desk=request.conference.desk)
    found = rows.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 15 else None
    if found is None:
        raise ReasonsAgainst([_("There is no such item.")])
    return found
