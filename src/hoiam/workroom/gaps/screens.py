"""Gaps: a list by day, one gap, opening and closing."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.evidence.models import Gap
from hoiam.evidence.operations.gaps import assign_gap, close_gap, open_gap
from hoiam.evidence.queries.facts import visible
from hoiam.evidence.queries.gaps import closed_gaps, get_gap, open_gaps
from hoiam.evidence.terms import GapState
from hoiam.evidence.vocabulary import theme_label
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.gaps.forms import CloseForm, GapForm, OwnerForm

MOST = 200


@office(*EDITORIAL)
def gap_list(request: OfficeRequest) -> HttpResponse:
    """Open gaps, the first due first; or those that were closed."""
    desk, today = request.standing.desk, timezone.localdate(request.at)
    shows_closed = request.GET.get("state") == "closed"
    gaps = closed_gaps(desk) if shows_closed else open_gaps(desk)
    rows = [
        {
            "gap": gap,
            "theme": theme_label(gap.theme),
            "is_late": not shows_closed and gap.due_date is not None and gap.due_date < today,
            "is_mine": gap.owner_id == request.user.pk,
        }
        for gap in gaps[:MOST]
    ]
    context = {"rows": rows, "shows_closed": shows_closed, "desk": desk}
    return render(request, "workroom/gaps/list.html", context)


@office(*EDITORIAL)
def open_new(request: OfficeRequest) -> HttpResponse:
    """Record a gap; a question from the search arrives in `question`."""
    desk, reasons = request.standing.desk, []
    form = GapForm(
        request.POST or None,
        desk=desk,
        initial={"question": request.GET.get("question", "")[:2_000], "owner": request.user.pk},
    )
    if request.method == "POST" and form.is_valid():
        try:
            gap = open_gap(desk=desk, by=request.user, at=request.at, **form.cleaned_data)
        except ReasonsAgainst as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("The gap is recorded."))
            return redirect("workroom_gaps:gap", desk=desk.code, reference=gap.reference)
    context = {"form": form, "reasons": reasons, "desk": desk}
    return render(request, "workroom/gaps/new.html", context, status=422 if form.is_bound else 200)


@office(*EDITORIAL)
def gap_page(request: OfficeRequest, reference: str) -> HttpResponse:
    """One gap; POST says who finds it out and by when."""
    gap, reasons = _find(request, reference), []
    form = OwnerForm(
        request.POST or None,
        desk=gap.desk,
        initial={"owner": gap.owner_id, "due_date": gap.due_date},
    )
    if request.method == "POST" and form.is_valid():
        try:
            assign_gap(gap=gap, by=request.user, at=request.at, **form.cleaned_data)
        except ReasonsAgainst as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("Saved."))
            return redirect("workroom_gaps:gap", desk=gap.desk.code, reference=gap.reference)
    return _show(request, gap, form=form, reasons=reasons, status=422 if form.is_bound else 200)


@require_POST
@office(*EDITORIAL)
def close(request: OfficeRequest, reference: str) -> HttpResponse:
    """Close a gap with facts, or with the reason why none will come."""
    gap, form = _find(request, reference), CloseForm(request.POST)
    if not form.is_valid():
        return _show(request, gap, close_form=form, status=422)
    wanted = form.references()
    facts = list(visible(standing=request.standing, at=request.at).filter(reference__in=wanted))
    unknown = sorted(set(wanted) - {fact.reference for fact in facts})
    try:
        if unknown:
            raise ReasonsAgainst(
                [_("Not in your record: %(references)s.") % {"references": ", ".join(unknown)}]
            )
        close_gap(gap=gap, facts=facts, note=form.cleaned_data["note"], by=request.user, at=request.at)
    except ReasonsAgainst as refused:
        return _show(request, gap, close_form=form, reasons=refused.reasons, status=409)
    messages.success(request, _("The gap is closed."))
    return redirect("workroom_gaps:gap", desk=gap.desk.code, reference=gap.reference)


def _find(request: OfficeRequest, reference: str) -> Gap:
    try:
        return get_gap(reference, desk=request.standing.desk)
    except Gap.DoesNotExist as unknown:
        raise Http404 from unknown


def _show(request: OfficeRequest, gap: Gap, *, status: int = 200, **given: object) -> HttpResponse:
    initial = {"owner": gap.owner_id, "due_date": gap.due_date}
    context = {
        "gap": gap,
        "theme": theme_label(gap.theme),
        "is_open": gap.state == GapState.OPEN,
        "facts": list(gap.facts.select_related("latest")),
        "form": given.get("form") or OwnerForm(desk=gap.desk, initial=initial),
        "close_form": given.get("close_form") or CloseForm(),
        "reasons": given.get("reasons", ()),
        "desk": gap.desk,
    }
    return render(request, "workroom/gaps/gap.html", context, status=status)
