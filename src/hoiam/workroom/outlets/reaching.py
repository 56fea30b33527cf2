"""The officer on duty opens this after a publication: whom did it not reach, and who calls them?

Whoever called comes back to write down how the outlet was reached."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.outlets import rules
from hoiam.outlets.operations.reaching import settle_reach
from hoiam.outlets.queries import register
from hoiam.outlets.terms import Trouble
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.outlets.forms import ReachForm


@office(*rules.REACHING)
def tasks(request: OfficeRequest) -> HttpResponse:
    """Outlets that something of this desk did not reach, the oldest first."""
    rows = register.reach_tasks(request.standing)
    shown = {
        "rows": [(row, Trouble(row.trouble).label) for row in rows[:200]],
        "number": rows.count(),
    }
    return render(request, "workroom/outlets/reach.html", shown)


@office(*rules.REACHING)
def task(request: OfficeRequest, number: int) -> HttpResponse:
    """One of them: what went wrong, the work contact, and how it was settled."""
    found = register.reach_tasks(request.standing).filter(pk=number).first()
    if found is None:
        raise Http404
    form = ReachForm(request.POST if request.method == "POST" else None)
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            settle_reach(task=found, by=request.standing.person, at=request.at, **form.cleaned_data)
            messages.success(request, _("Noted. The task is settled."))
            return HttpResponseRedirect("../")
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = {"task": found, "trouble": Trouble(found.trouble).label, "form": form, "reasons": reasons}
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/outlets/task.html", shown, status=status)
