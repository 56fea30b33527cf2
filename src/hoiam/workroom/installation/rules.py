"""Rows of law: what runs, how far it was checked, and the officer's two acts; grounds of refusal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import LawRule
from hoiam.desks.operations.law import Changed, confirm_rule, correct_rule
from hoiam.desks.queries.rules import grounds, law_rows, versions_of
from hoiam.desks.terms import InstallationRole, RuleState
from hoiam.workroom.access import OfficeRequest, installation
from hoiam.workroom.installation.forms import CorrectForm
from hoiam.workroom.installation.wording import COUNTS_FROM, event, kinds, moved_rows, told

ANY_OFFICER = tuple(InstallationRole)


@installation(*ANY_OFFICER)
def rule_list(request: OfficeRequest) -> HttpResponse:
    """Every row in its present version; what nobody has confirmed comes first."""
    order = {state: place for place, state in enumerate(reversed(RuleState.values))}
    rows = sorted(map(told, law_rows()), key=lambda row: (order[row["law"].state], row["law"].rule_id))
    unconfirmed = sum(row["law"].state != RuleState.CONFIRMED for row in rows)
    return render(request, "workroom/installation/rules.html", {"rows": rows, "unconfirmed": unconfirmed})


@installation(*ANY_OFFICER)
def rule_page(request: OfficeRequest, rule: str) -> HttpResponse:
    """One row with its source and versions."""
    return _show(request, _versions(rule))


@require_POST
@installation(InstallationRole.LEGAL_OFFICER)
def confirm(request: OfficeRequest, rule: str) -> HttpResponse:
    """Confirm the version that was read; `version` guards against one that came in between."""
    versions = _versions(rule)
    read = next((row for row in versions if str(row.version) == request.POST.get("version")), versions[0])
    try:
        changed = confirm_rule(rule=read, by=request.user, at=request.at)
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _show(request, _versions(rule), reasons=against.reasons, status=409)
    return _done(request, changed, _("The row is confirmed."))


@require_POST
@installation(InstallationRole.LEGAL_OFFICER)
def correct(request: OfficeRequest, rule: str) -> HttpResponse:
    """Put columns of a row right; what is wrong with them is told and what was typed stays."""
    versions = _versions(rule)
    form = CorrectForm(request.POST, rule=versions[0])
    if not form.is_valid():
        return _show(request, versions, form=form, status=422)
    read = next((row for row in versions if str(row.version) == request.POST.get("version")), versions[0])
    try:
        changed = correct_rule(
            rule=read,
            changes=form.changes(),
            reason=form.cleaned_data["reason"],
            is_confirmed=form.cleaned_data["is_confirmed"],
            by=request.user,
            at=request.at,
        )
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _show(request, versions, form=form, reasons=against.reasons, status=409)
    return _done(request, changed, _("The row is corrected."))


@installation(*ANY_OFFICER)
def ground_list(request: OfficeRequest) -> HttpResponse:
    """The only grounds on which anything may be refused."""
    return render(request, "workroom/installation/grounds.html", {"grounds": grounds()})


def _versions(rule: str) -> list[LawRule]:
    found = versions_of(rule)
    if not found:
        raise Http404
    return found


def _done(request: OfficeRequest, changed: Changed, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    if not changed.moved:
        messages.info(request, _("No open clock moved."))
        return redirect("workroom_installation:rule", rule=changed.version.rule_id)
    return _show(request, versions_of(changed.version.rule_id), moved=moved_rows(changed.moved))


def _show(
    request: OfficeRequest, versions: list[LawRule], *, status: int = 200, **given: Any
) -> HttpResponse:
    law = versions[0]
    is_legal_officer = InstallationRole.LEGAL_OFFICER in request.installation_roles
    shown = {
        "law": law,
        "row": told(law),
        "kinds": kinds(law),
        "event": event(law),
        "counts_from": COUNTS_FROM.get(law.row.get("counts_from", ""), ""),
        "versions": [told(version) for version in versions],
        "form": given.get("form") or CorrectForm(rule=law),
        "reasons": given.get("reasons", ()),
        "moved": given.get("moved", ()),
        "may_change": is_legal_officer,
        "may_confirm": is_legal_officer and law.state != RuleState.CONFIRMED,
    }
    return render(request, "workroom/installation/rule.html", shown, status=status)
