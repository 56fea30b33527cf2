"""The programme officer opens this to publish on what outlets are registered, the same for every desk.

Somebody outside the desk that refused opens it to decide an appeal: was the refusal right?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import InstallationRole, Role
from hoiam.outlets import rules
from hoiam.outlets.models import Criterion
from hoiam.outlets.operations.appealing import decide_appeal
from hoiam.outlets.operations.criteria import end_criterion, publish_criterion
from hoiam.outlets.queries import register
from hoiam.workroom.access import OfficeRequest, installation, office
from hoiam.workroom.outlets.forms import AppealDecision, CriterionForm


@installation(*InstallationRole)
def criteria(request: OfficeRequest) -> HttpResponse:
    """The criteria in force with their versions, and the form of a new one."""
    may_publish = bool(request.installation_roles & set(rules.PUBLISHING))
    form = CriterionForm(request.POST if request.method == "POST" else None)
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            _publish(request, form, form.cleaned_data["code"])
            return HttpResponseRedirect(request.path)
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = {
        "rows": list(register.criteria(request.at)),
        "former": list(Criterion.objects.filter(ended_at__lte=request.at).order_by("-ended_at")[:50]),
        "form": form,
        "reasons": reasons,
        "may_publish": may_publish,
    }
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/outlets/criteria.html", shown, status=status)


@installation(*InstallationRole)
def criterion(request: OfficeRequest, code: str) -> HttpResponse:
    """One criterion: a new version of it, or its end."""
    present = register.criteria(request.at).filter(code=code).first()
    if present is None:
        raise Http404
    is_end = request.POST.get("act") == "end"
    sent = request.POST if request.method == "POST" and not is_end else None
    form = CriterionForm(sent, present=present)
    reasons: list[object] = []
    if request.method == "POST" and (is_end or form.is_valid()):
        try:
            if is_end:
                end_criterion(criterion=present, by=request.user, at=request.at)
                messages.success(request, _("The criterion is no longer in force."))
            else:
                _publish(request, form, code)
            return HttpResponseRedirect(reverse("workroom_outlets:criteria"))
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = {
        "row": present,
        "form": form,
        "reasons": reasons,
        "may_publish": bool(request.installation_roles & set(rules.PUBLISHING)),
    }
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/outlets/criterion.html", shown, status=status)


def _publish(request: OfficeRequest, form: CriterionForm, code: str) -> None:
    publish_criterion(
        code=code,
        words=form.wording("words"),
        asks=form.wording("asks"),
        by=request.user,
        at=request.at,
    )
    messages.success(request, _("The criterion is published and holds from now on for every desk."))


@installation(*InstallationRole)
def appeals(request: OfficeRequest) -> HttpResponse:
    """Appeals that wait for a decision of the installation, the oldest first."""
    return _appeals(request)


@installation(*InstallationRole)
def appeal(request: OfficeRequest, number: int) -> HttpResponse:
    return _appeal(request, number)


@office(Role.DESK_ADMIN)
def appeals_at_desk(request: OfficeRequest) -> HttpResponse:
    """Appeals against refusals of other desks, which the administrator of this one may decide."""
    return _appeals(request)


@office(Role.DESK_ADMIN)
def appeal_at_desk(request: OfficeRequest, number: int) -> HttpResponse:
    return _appeal(request, number)


def _appeals(request: OfficeRequest) -> HttpResponse:
    rows = register.appeals_for(request.user, request.at)
    return render(request, "workroom/outlets/appeals.html", {"rows": rows})


def _appeal(request: OfficeRequest, number: int) -> HttpResponse:
    """One appeal with the refusal it is about; whoever may not decide it finds nothing here."""
    found = next((row for row in register.appeals_for(request.user, request.at) if row.pk == number), None)
    if found is None:
        raise Http404
    form = AppealDecision(request.POST if request.method == "POST" else None)
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            decide_appeal(appeal=found, by=request.user, at=request.at, **form.cleaned_data)
            messages.success(request, _("The appeal is decided; the outlet is told."))
            return HttpResponseRedirect("../")
        except ReasonsAgainst as against:
            reasons = against.reasons
    refusal = found.refusal
    shown = {
        "appeal": found,
        "refusal": refusal,
        "about": refusal.application or refusal.outlet,
        "form": form,
        "reasons": reasons,
    }
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/outlets/appeal.html", shown, status=status)
