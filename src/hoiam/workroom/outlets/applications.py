"""Intake opens this when somebody asks to be registered, and the head when the officer is away.

The question is always the same for all: are the published criteria met, and if not, which one is not?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.outlets import rules
from hoiam.outlets.models import Application
from hoiam.outlets.operations.registering import accept, refuse
from hoiam.outlets.queries import register
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.outlets.forms import RefusalForm


@office(*rules.DECIDING)
def applications(request: OfficeRequest) -> HttpResponse:
    """Confirmed applications of this desk, the oldest first."""
    rows = list(register.applications(request.standing)[:200])
    return render(request, "workroom/outlets/applications.html", {"rows": rows})


@office(*rules.DECIDING)
def application(request: OfficeRequest, code: str) -> HttpResponse:
    """One application: register it, or refuse it with a criterion and a reason."""
    try:
        found = register.get_application(code, request.standing)
    except Application.DoesNotExist:
        raise Http404 from None
    is_refusal = request.POST.get("act") == "refuse"
    form = RefusalForm(request.POST if is_refusal else None, at=request.at)
    reasons: list[object] = []
    if request.method == "POST" and (not is_refusal or form.is_valid()):
        try:
            said = _refuse(request, found, form) if is_refusal else _accept(request, found)
            messages.success(request, said)
            return HttpResponseRedirect(f"/office/{request.standing.desk.code}/outlets/applications/")
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = {
        "application": found,
        "form": form,
        "reasons": reasons,
        "criteria": list(register.criteria(request.at)),
    }
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/outlets/application.html", shown, status=status)


def _accept(request: OfficeRequest, found: Application) -> str:
    outlet = accept(application=found, by=request.standing.person, at=request.at)
    return _("%(name)s is registered under %(code)s.") % {"name": outlet.name, "code": outlet.code}


def _refuse(request: OfficeRequest, found: Application, form: RefusalForm) -> str:
    refusal = refuse(application=found, by=request.standing.person, at=request.at, **form.given())
    return _("The application is refused. It stands in public under %(code)s, without the name.") % {
        "code": refusal.code
    }
