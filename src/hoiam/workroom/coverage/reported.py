"""Opened by whoever organises, who asks: what do the documents say, and does it agree with our roster?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hoiam.conferences import rules
from hoiam.conferences.models import Conference, ReportedFigure, Round
from hoiam.conferences.operations.reported import note_reported, take_back_reported
from hoiam.conferences.queries.conferences import SEEING, conferences_of
from hoiam.conferences.queries.reported import (
    beside,
    conflicts_of_conferences,
    get_figure,
    get_round,
    rounds_beside,
    rounds_with_figures,
)
from hoiam.conferences.terms import Measure
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.ui.forms import Form
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed


class FigureForm(Form):
    measure = forms.ChoiceField(label=gettext_lazy("What is counted"), choices=Measure.choices)
    number = forms.IntegerField(
        label=gettext_lazy("The figure as a number"), min_value=0, max_value=100_000_000
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How exactly the document says it"),
        choices=[
            ("exact", gettext_lazy("this number")),
            ("at_least", gettext_lazy("more than this")),
            ("about", gettext_lazy("nearly this")),
        ],
    )
    printed = forms.CharField(
        label=gettext_lazy("In the words of the document"),
        max_length=300,
        help_text=gettext_lazy("As printed: “gần 200 đại biểu”."),
    )
    source = forms.CharField(
        label=gettext_lazy("Where it stands"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Document, page, address."),
    )
    as_of = forms.DateField(
        label=gettext_lazy("Day of the document"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def said(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        how = given.pop("how")
        return {**given, "is_at_least": how == "at_least", "is_about": how == "about"}


@conference_page(*SEEING)
def of_conference(request: ConferenceRequest) -> HttpResponse:
    """Figures of documents beside the roster's; POST notes one."""
    found = request.conference
    form, reasons, is_noted = _note(request, found)
    if is_noted:
        return redirect("workroom_coverage:reported", request.standing.desk.code, found.reference)
    shown = framed(
        request,
        rows=beside(found),
        form=form,
        reasons=reasons,
        may_note=request.standing.holds(*rules.ORGANISING),
    )
    return render(request, "workroom/coverage/reported.html", shown, status=_status(form, reasons))


@require_POST
@conference_page(*rules.ORGANISING)
def take_back(request: ConferenceRequest, figure: int) -> HttpResponse:
    """Take a figure away that was noted wrongly."""
    _take_back(request, figure, conference=request.conference)
    return redirect("workroom_coverage:reported", request.standing.desk.code, request.conference.reference)


@office(*SEEING)
def conflicts(request: OfficeRequest) -> HttpResponse:
    """Wherever figures of the desk's conferences do not agree, and the sums of its rounds."""
    desk = request.standing.desk
    shown = {
        "conferences": conflicts_of_conferences(conferences_of(request.standing)),
        "rounds": rounds_beside(rounds_with_figures(desk)),
        "desk": desk,
    }
    return render(request, "workroom/coverage/conflicts.html", shown)


@office(*SEEING)
def of_round(request: OfficeRequest, number: int) -> HttpResponse:
    """What is claimed of a whole round, and what its conferences add up to; POST notes a figure."""
    found = _round(request, number)
    form, reasons, is_noted = _note(request, found)
    if is_noted:
        return redirect("workroom_coverage:round", request.standing.desk.code, found.pk)
    shown = {
        "round": found,
        "rows": rounds_beside([found]),
        "form": form,
        "reasons": reasons,
        "may_note": request.standing.holds(*rules.ORGANISING),
        "desk": request.standing.desk,
    }
    return render(request, "workroom/coverage/round.html", shown, status=_status(form, reasons))


@require_POST
@office(*rules.ORGANISING)
def take_back_of_round(request: OfficeRequest, number: int, figure: int) -> HttpResponse:
    """The same for a figure of a round."""
    found = _round(request, number)
    _take_back(request, figure, round=found)
    return redirect("workroom_coverage:round", request.standing.desk.code, found.pk)


def _note(request: OfficeRequest, about: Conference | Round) -> tuple[FigureForm, list[object], bool]:
    """(the form, reasons against, whether a figure was noted)."""
    form = FigureForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return form, [], False
    try:
        note_reported(about=about, by=request.user, at=request.at, **form.said())
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return form, against.reasons, False
    messages.success(request, _("Noted beside the others."))
    return form, [], True


def _take_back(request: OfficeRequest, number: int, **about: Conference | Round) -> None:
    try:
        figure = get_figure(number, **about)
    except ReportedFigure.DoesNotExist:
        raise Http404 from None
    take_back_reported(figure=figure, by=request.user, at=request.at)
    messages.success(request, _("Taken back; the journal keeps that it was there."))


def _round(request: OfficeRequest, number: int) -> Round:
    try:
        return get_round(number, request.standing)
    except Round.DoesNotExist:
        raise Http404 from None


def _status(form: FigureForm, reasons: list[object]) -> int:
    return 409 if reasons else 422 if form.is_bound else 200
