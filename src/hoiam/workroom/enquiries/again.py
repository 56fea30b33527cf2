"""A question that was answered before: the earlier answer read again, confirmed with one check, and begun anew."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.enquiries.models import Answer, Enquiry
from hoiam.enquiries.operations.answering import answer_again
from hoiam.enquiries.queries.answered_before import reusable
from hoiam.enquiries.queries.enquiries import get_enquiry
from hoiam.enquiries.queries.possible import reasons_against
from hoiam.enquiries.queries.situation import situation_of
from hoiam.enquiries.terms import Outcome
from hoiam.texts.operations.clearance import send_for_clearance
from hoiam.texts.queries.rendering import rendered
from hoiam.texts.queries.since_cleared import facts_moved_since
from hoiam.ui.forms import Form
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.enquiries.screens import head_of


class StillRight(Form):
    is_still_right = forms.BooleanField(
        label=gettext_lazy("I have read it: it is still right and answers this question"), required=False
    )


@office(*EDITORIAL)
def answer_from(request: OfficeRequest, reference: str, earlier: str) -> HttpResponse:
    """The earlier answer with what became of its facts; POST begins the text, and sends it where that was asked."""
    try:
        enquiry = get_enquiry(reference, standing=request.standing)
    except Enquiry.DoesNotExist:
        raise Http404 from None
    rows = reusable(enquiry, request.at).filter(enquiry__reference=earlier)
    answer = rows.select_related("version", "enquiry").first()
    if answer is None:
        raise Http404
    form = StillRight(request.POST or None)
    reasons: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            return _begin(request, enquiry, answer, is_still_right=form.cleaned_data["is_still_right"])
        except ReasonsAgainst as against:
            reasons = list(against.reasons)
    return _show(request, enquiry, answer, form, reasons)


def _begin(
    request: OfficeRequest, enquiry: Enquiry, earlier: Answer, *, is_still_right: bool
) -> HttpResponse:
    by, at = request.user, request.at
    begun = answer_again(enquiry=enquiry, earlier=earlier, is_still_right=is_still_right, by=by, at=at)
    text = begun.text
    editor = f"/office/{enquiry.desk.code}/texts/{text.pk}/"
    if request.POST.get("act") != "send":
        messages.success(request, _("The text is begun. What you type is kept."))
        return HttpResponseRedirect(editor)
    try:
        send_for_clearance(text=text, standing=request.standing, at=at, revision=text.revision)
    except ReasonsAgainst:
        messages.warning(request, _("The text is begun. Settle what stands against sending it."))
        return HttpResponseRedirect(editor + "#check")
    messages.success(request, _("The text is in clearance. The reviewer reads it next."))
    return HttpResponseRedirect(f"{editor}clearance/")


def _show(
    request: OfficeRequest, enquiry: Enquiry, earlier: Answer, form: StillRight, reasons: list[Any]
) -> HttpResponse:
    assert earlier.version is not None
    situation = situation_of(enquiry, standing=request.standing, at=request.at)
    shown = {
        **head_of(situation),
        "earlier": earlier,
        "earlier_outcome": Outcome(earlier.outcome).label,
        "shown": rendered(earlier.version),
        "moved": facts_moved_since(earlier.version, desk=enquiry.desk, at=request.at),
        "form": form,
        "reasons": reasons,
        "why_not": [] if request.method == "POST" else reasons_against("answer", situation),
    }
    return render(request, "workroom/enquiries/again.html", shown, status=409 if reasons else 200)
