"""Opened by an officer of a place, who asks: was this answered before, and whom do I ask? Or by the centre."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoiam.conferences import rules
from hoiam.conferences.models import Guidance
from hoiam.conferences.operations.guidance import KIND as GUIDANCE
from hoiam.conferences.queries.localities import guidance_for
from hoiam.conferences.terms import RequestKind
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.search.queries import find
from hoiam.ui.shapes import Link
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.localities.forms import AskForm, EnterForm

SUGGESTED = 4
ANSWERED_BEFORE = (RequestKind.QUESTION, RequestKind.DIFFICULTY)


@office(*rules.ORGANISING)
def new(request: OfficeRequest) -> HttpResponse:
    """Ask another desk for one's own body; guidance on the same thing is shown first."""
    return _ask(request, AskForm, "workroom/localities/new.html")


@office(*rules.ORGANISING)
def enter(request: OfficeRequest) -> HttpResponse:
    """Enter what came by letter, or was said at a conference."""
    return _ask(request, EnterForm, "workroom/localities/enter.html")


def _ask(request: OfficeRequest, form_of: type[AskForm], template: str) -> HttpResponse:
    given = request.GET.get("kind", "")
    kind = given if given in RequestKind.values else RequestKind.QUESTION.value
    sent = request.POST if request.method == "POST" else None
    form = form_of(sent, kind=kind, standing=request.standing, at=request.at)
    reasons: list[object] = []
    known: list[Guidance] = []
    if form.is_valid():
        known = [] if form.cleaned_data["seen"] else _answered_before(request, form)
        if not known:
            try:
                made = form.ask()
            except MayNot:
                raise
            except ReasonsAgainst as against:
                reasons = against.reasons
            else:
                messages.success(request, _("Entered as %(reference)s.") % {"reference": made.reference})
                desk = request.standing.desk.code
                return redirect("workroom_localities:request", desk=desk, reference=made.reference)
    shown: dict[str, Any] = {
        "form": form,
        "reasons": reasons,
        "known": known,
        "kinds": [
            Link(str(label), f"?kind={code}", is_current=code == kind) for code, label in RequestKind.choices
        ],
        "desk": request.standing.desk,
    }
    status = 200 if sent is None else 409 if reasons or known else 422
    return render(request, template, shown, status=status)


def _answered_before(request: OfficeRequest, form: AskForm) -> list[Guidance]:
    """Guidance that says something on it: by its words, then of the same theme; some at most."""
    if form.kind not in ANSWERED_BEFORE:
        return []
    findings = find(form.cleaned_data["words"], kinds=[GUIDANCE], audience=("desks",), limit=SUGGESTED)
    order = [hit.ref for hit in findings.hits] if not findings.weak else []
    standing = guidance_for(request.standing, request.at)
    found = {row.reference: row for row in standing.filter(reference__in=order)}
    rows = [found[reference] for reference in order if reference in found]
    if theme := form.cleaned_data.get("theme"):
        rows += [row for row in standing.filter(theme=theme)[:SUGGESTED] if row.reference not in found]
    return rows[:SUGGESTED]
