"""Whoever prepares trainings opens this and asks: which questions do we have, and how is one put better?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoiam.conferences import rules
from hoiam.conferences.models import Item
from hoiam.conferences.operations.items import make_item, retire_item, revise_item
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.learning import get_item, items_of
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.wording import Wording
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.learning.acting import paged
from hoiam.workroom.learning.item_forms import ItemForm


@office(*SEEING)
def items(request: OfficeRequest) -> HttpResponse:
    """The items in use, by code."""
    rows, page = paged(request, items_of(request.standing.desk))
    shown = {"rows": rows, "page": page, "writes": request.standing.holds(*rules.ORGANISING)}
    return render(request, "workroom/learning/items.html", shown)


@office(*rules.ORGANISING)
def new_item(request: OfficeRequest) -> HttpResponse:
    """The first version of an item."""
    form = ItemForm(request.POST if request.method == "POST" else None)
    reasons: list[object] = []
    if form.is_bound and form.is_valid():
        try:
            made = make_item(
                desk=request.standing.desk, by=request.standing.person, at=request.at, **form.given()
            )
            messages.success(request, _("The item %(code)s is kept.") % {"code": made.code})
            return redirect("workroom_learning:items", request.standing.desk.code)
        except ReasonsAgainst as against:
            reasons = against.reasons
    return _page(request, form, None, reasons)


@office(*rules.ORGANISING)
def item(request: OfficeRequest, code: str) -> HttpResponse:
    """The newest version: the next one is written from it, or it is taken out of use."""
    found = _found(request, code)
    is_sent = request.method == "POST"
    form = ItemForm(request.POST if is_sent and "retire" not in request.POST else None, item=found)
    reasons: list[object] = []
    if is_sent:
        try:
            if "retire" in request.POST:
                retire_item(item=found, by=request.standing.person, at=request.at)
                messages.success(request, _("The item is out of use."))
                return redirect("workroom_learning:items", request.standing.desk.code)
            if form.is_valid():
                made = revise_item(item=found, by=request.standing.person, at=request.at, **form.given())
                said = _("Version %(number)s of %(code)s is kept.")
                messages.success(request, said % {"number": made.version, "code": made.code})
                return redirect("workroom_learning:items", request.standing.desk.code)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
    return _page(request, form, found, reasons)


def _page(request: OfficeRequest, form: ItemForm, found: Item | None, reasons: list[object]) -> HttpResponse:
    shown = {
        "form": form,
        "item": found,
        "choices": [Wording(one) for one in found.choices] if found else [],
        "reasons": reasons,
    }
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/learning/item.html", shown, status=status)


def _found(request: OfficeRequest, code: str) -> Item:
    try:
        return get_item(code, request.standing.desk)
    except Item.DoesNotExist:
        raise Http404 from None
