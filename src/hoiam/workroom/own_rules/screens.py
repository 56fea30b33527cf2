"""Opened by anybody at the desk, who asks: what do we ask of ourselves beyond the law? The head sets the rules."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import OwnRule
from hoiam.desks.operations.own_rules import NEVER, end_own_rule, set_own_rule
from hoiam.desks.queries.own_rules import get_own_rule, own_rules, target_days
from hoiam.desks.terms import Role
from hoiam.evidence.vocabulary import theme_label
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.own_rules.forms import EndForm, RuleForm


@office()
def rules(request: OfficeRequest) -> HttpResponse:
    """Rules in force and ended ones; POST of the head sets one."""
    desk, sets = request.standing.desk, request.standing.holds(Role.HEAD)
    form = RuleForm(request.POST or None)
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            set_own_rule(standing=request.standing, at=request.at, **form.said())
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
        else:
            messages.success(request, _("The rule is in force; the public page of the desk says so."))
            return redirect("workroom_own_rules:rules", desk=desk.code)
    shown = {
        "desk": desk,
        "rows": [(rule, theme_label(rule.theme) if rule.theme else "") for rule in own_rules(desk)],
        "target": target_days(desk),
        "never": list(NEVER.values()),
        "sets": sets,
        "form": form,
        "reasons": reasons,
    }
    return render(request, "workroom/own_rules/rules.html", shown, status=422 if form.is_bound else 200)


@office(Role.HEAD)
def end(request: OfficeRequest, rule: int) -> HttpResponse:
    """One rule; POST ends it and says why."""
    desk = request.standing.desk
    try:
        found = get_own_rule(rule, desk=desk)
    except OwnRule.DoesNotExist:
        raise Http404 from None
    form = EndForm(request.POST or None)
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            end_own_rule(rule=found, standing=request.standing, why=form.why(), at=request.at)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
        else:
            messages.success(request, _("The rule has ended; the public page says why."))
            return redirect("workroom_own_rules:rules", desk=desk.code)
    shown = {"desk": desk, "rule": found, "form": form, "reasons": reasons}
    return render(request, "workroom/own_rules/end.html", shown, status=422 if form.is_bound else 200)
