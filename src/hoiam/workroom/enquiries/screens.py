"""The list, the question noted by hand, the case page, one form for each act."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL, Role
from hoiam.enquiries.models import Enquiry, Transfer
from hoiam.enquiries.operations.transferring import accept_transfer, decline_transfer
from hoiam.enquiries.queries import inbox as lists
from hoiam.enquiries.queries.enquiries import SEES, get_enquiry, get_offered
from hoiam.enquiries.queries.situation import Situation, situation_of
from hoiam.enquiries.terms import Kind, State
from hoiam.ui import figures
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Link, Tone
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.enquiries import choices
from hoiam.workroom.enquiries.acts import ACTS
from hoiam.workroom.enquiries.case import case_page
from hoiam.workroom.enquiries.forms import Narrow, TakeInForm, options_of
from hoiam.workroom.enquiries.giving import officers_for
from hoiam.workroom.enquiries.lines import first_line, marks_of, state_tone
from hoiam.workroom.enquiries.rows import Drawer
from hoiam.workroom.enquiries.views import own_tabs
from hoiam.workroom.undoing import offer_undo

VIEW_TONES: dict[str, Tone] = {
    lists.View.OVERDUE: "danger",
    lists.View.DUE_SOON: "warning",
    lists.View.NEW: "info",
}
ALWAYS = (lists.View.OPEN, lists.View.MINE, lists.View.CLOSED)
"""Lists that are offered even while they are empty."""


@office(*SEES)
def inbox(request: OfficeRequest) -> HttpResponse:
    """Every open enquiry by legal limit; other lists and narrowings by address."""
    standing, at = request.standing, request.at
    narrow = Narrow(request.GET, standing=standing, at=at)
    chosen, cursor = narrow.chosen(), request.GET.get("cursor", "")
    page = lists.inbox(standing, at, chosen, cursor)
    words = narrow.words()
    here = {"view": chosen.view, **words}
    is_closed = chosen.view == lists.View.CLOSED
    own, current = own_tabs(standing, here)
    givable = [] if is_closed else officers_for(standing, narrow.offered("officer")[1:])
    drawer = Drawer(standing.desk.code, at, is_closed=is_closed, may_pick=bool(givable))
    shown = {
        "rows": list(map(drawer.row, page.rows)),
        "givable": options_of(givable, str(standing.person.pk)) if givable else "",
        "here": urlencode({**here, "cursor": cursor} if cursor else here),
        "tabs": [*_tabs(lists.view_counts(standing, at), "" if current else chosen.view, words), *own],
        "own_view": current,
        "may_keep": current is None and (bool(words) or chosen.view != lists.View.OPEN),
        "narrowing": here,
        "narrow": narrow,
        "is_narrowed": bool(words),
        "is_closed": is_closed,
        "view": chosen.view,
        "first_page": f"?{urlencode(here)}" if cursor else "",
        "next_page": f"?{urlencode({**here, 'cursor': page.next_cursor})}" if page.next_cursor else "",
        "may_take_in": standing.holds(Role.INTAKE),
    }
    return render(request, "workroom/enquiries/inbox.html", shown)


def _tabs(counts: dict[str, int], current: str, words: dict[str, str]) -> list[Link]:
    at_least = "+" if counts.get(lists.View.OPEN, 0) >= lists.MOST_COUNTED else ""
    return [
        Link(
            str(view.label),
            f"?{urlencode({'view': view.value, **words})}",
            count=_count(counts.get(view.value), at_least),
            is_current=view == current,
            tone=VIEW_TONES.get(view, "neutral"),
        )
        for view in lists.View
        if view in ALWAYS or view == current or counts.get(view.value)
    ]


def _count(count: int | None, at_least: str) -> int | str | None:
    return f"{figures.written(count)}{at_least}" if count and at_least else count


@office(Role.INTAKE)
def new(request: OfficeRequest) -> HttpResponse:
    """Note a question that came by letter, by telephone or at the counter."""
    standing, at = request.standing, request.at
    if request.method != "POST":
        return _new_page(request, TakeInForm(at=at, standing=standing), [])
    form = TakeInForm(request.POST, request.FILES, at=at, standing=standing)
    if not form.is_valid():
        return _new_page(request, form, [], status=422)
    receipt, reasons = form.take_in(desk=standing.desk, by=standing.person, at=at)
    if receipt is None:
        return _new_page(request, form, reasons, status=409)
    reference = receipt.enquiry.reference
    said = (
        _("%(reference)s was noted already; nothing was taken in twice.")
        if receipt.is_repeat
        else _("Received as %(reference)s. The limits run from the moment it reached the desk.")
    )
    messages.success(request, said % {"reference": reference})
    return HttpResponseRedirect(f"/office/{standing.desk.code}/enquiries/{reference}/")


def _new_page(
    request: OfficeRequest, form: TakeInForm, reasons: list[str], status: int = 200
) -> HttpResponse:
    shown = {"form": form, "reasons": reasons}
    return render(request, "workroom/enquiries/new.html", shown, status=status)


@office(*SEES)
def case(request: OfficeRequest, reference: str) -> HttpResponse:
    """One enquiry: question, limits, texts, letters, history, and what can be done now."""
    situation = _situation(request, reference)
    enquiry = situation.enquiry
    shown = {
        "page": case_page(situation),
        "may_see_seal": situation.standing.holds(Role.INTAKE),
        **head_of(situation),
        "may_write": situation.standing.holds(*EDITORIAL),
        "theme": choices.theme_name(enquiry.theme),
        "language_name": choices.language_name(enquiry.language),
    }
    return render(request, "workroom/enquiries/case.html", shown)


@office(*EDITORIAL)
def act(request: OfficeRequest, reference: str, act: str, number: int | None = None) -> HttpResponse:
    """The form of one act: what it does, why it is not possible where it is not; sending it calls the operation."""
    found = ACTS.get(act)
    if found is None:
        raise Http404
    situation = _situation(request, reference)
    back = f"/office/{situation.enquiry.desk.code}/enquiries/{reference}/"
    if request.method != "POST":
        form = found(situation=situation, number=number)
        return _act_page(request, form, situation, form.reasons())
    form = found(request.POST, situation=situation, number=number)
    if not form.is_valid():
        return _act_page(request, form, situation, [], status=422)
    before = form.as_it_stood()
    is_done, onward, reasons = form.attempt()
    if not is_done:
        return _act_page(request, form, situation, reasons, status=409)
    if before is None:
        messages.success(request, str(form.done))
    else:
        offer_undo(request, str(form.done), form.name, before, back)
    return HttpResponseRedirect(onward or back)


def _act_page(
    request: OfficeRequest, form: Any, situation: Situation, reasons: list[str], status: int = 200
) -> HttpResponse:
    shown = {
        "form": form,
        "reasons": reasons,
        "is_closed_way": request.method != "POST" and bool(reasons),
        **head_of(situation),
    }
    return render(request, form.template, shown, status=status)


@office(*EDITORIAL)
def offered(request: OfficeRequest, number: int) -> HttpResponse:
    """An enquiry that another desk offers: accept it with all its duties, or decline with a reason."""
    standing, at = request.standing, request.at
    try:
        offer = get_offered(number, standing=standing)
    except Transfer.DoesNotExist:
        raise Http404 from None
    reasons: list[str] = []
    if request.method == "POST":
        try:
            if "accept" in request.POST:
                became = accept_transfer(transfer=offer, by=standing.person, at=at)
                messages.success(request, _("The enquiry is yours now, as %s.") % became.reference)
                return HttpResponseRedirect(f"/office/{standing.desk.code}/enquiries/{became.reference}/")
            decline_transfer(transfer=offer, reason=request.POST.get("reason", ""), by=standing.person, at=at)
            messages.success(request, _("Declined. The desk that offered it reads your reason."))
            return HttpResponseRedirect(f"/office/{standing.desk.code}/")
        except ReasonsAgainst as against:
            reasons = [str(reason) for reason in against.reasons]
    shown = {
        "offer": offer,
        "enquiry": offer.enquiry,
        "language": foreign(offer.enquiry.language),
        "reasons": reasons,
        "reason": request.POST.get("reason", ""),
        "may_decide": standing.holds(Role.INTAKE) and offer.decided_at is None,
    }
    return render(request, "workroom/enquiries/offered.html", shown, status=409 if reasons else 200)


def _situation(request: OfficeRequest, reference: str) -> Situation:
    standing, at = request.standing, request.at
    try:
        enquiry = get_enquiry(reference, standing=standing)
    except Enquiry.DoesNotExist:
        raise Http404 from None
    return situation_of(enquiry, standing=standing, at=at)


def head_of(situation: Situation) -> dict[str, Any]:
    """What every page about one enquiry shows of it."""
    enquiry, at = situation.enquiry, situation.at
    base = f"/office/{enquiry.desk.code}/enquiries/"
    return {
        "enquiry": enquiry,
        "case_address": f"{base}{enquiry.reference}/",
        "list_address": base,
        "question_language": foreign(enquiry.language),
        "short_question": first_line(enquiry, 90),
        "kind_name": Kind(enquiry.kind).label,
        "state_name": State(enquiry.state).label,
        "state_tone": state_tone(enquiry),
        "marks": marks_of(enquiry, at),
    }
