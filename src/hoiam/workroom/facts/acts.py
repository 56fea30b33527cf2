"""What a steward does to a fact with one press: publish, withdraw, supersede, contradict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.evidence.models import Fact
from hoiam.evidence.operations.contradictions import mark_contradiction
from hoiam.evidence.operations.endings import supersede_fact, withdraw_fact
from hoiam.evidence.operations.publishing import publish_fact
from hoiam.evidence.queries.facts import get_fact
from hoiam.evidence.rules import STEWARDS
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.facts.act_forms import EndForm, SupersedeForm
from hoiam.workroom.facts.screens import fact_address, find, show_fact


@require_POST
@office(*STEWARDS)
def publish(request: OfficeRequest, reference: str) -> HttpResponse:
    fact = _own(request, reference)
    return _do(
        request,
        fact,
        lambda: publish_fact(fact=fact, by=request.user, at=request.at),
        _("The fact is public."),
    )


@require_POST
@office(*STEWARDS)
def withdraw(request: OfficeRequest, reference: str) -> HttpResponse:
    fact, form = _own(request, reference), EndForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _do(
        request,
        fact,
        lambda: withdraw_fact(fact=fact, reason=reason, by=request.user, at=request.at),
        _("The fact is withdrawn; its page says why."),
        form,
    )


@require_POST
@office(*STEWARDS)
def supersede(request: OfficeRequest, reference: str) -> HttpResponse:
    fact, form = _own(request, reference), SupersedeForm(request.POST)

    def act() -> Any:
        form.is_valid()
        return supersede_fact(
            fact=fact,
            successor=_named(request, form),
            reason=form.cleaned_data.get("reason", ""),
            by=request.user,
            at=request.at,
        )

    return _do(request, fact, act, _("The fact is superseded; its page names the one that follows."), form)


@require_POST
@office(*STEWARDS)
def contradict(request: OfficeRequest, reference: str) -> HttpResponse:
    fact, form = _own(request, reference), SupersedeForm(request.POST)

    def act() -> Any:
        form.is_valid()
        return mark_contradiction(
            fact=fact,
            other=_named(request, form),
            note=form.cleaned_data.get("reason", ""),
            by=request.user,
            at=request.at,
        )

    return _do(request, fact, act, _("Both facts now show each other."), form)


def _own(request: OfficeRequest, reference: str) -> Fact:
    """A fact of the own desk: what another desk published is read here, never changed."""
    fact = find(request, reference)
    if fact.desk_id != request.standing.desk.pk:
        raise Http404
    return fact


def _named(request: OfficeRequest, form: SupersedeForm) -> Fact:
    reference = form.cleaned_data.get("reference", "")
    try:
        return get_fact(reference, standing=request.standing, at=request.at)
    except Fact.DoesNotExist as unknown:
        raise ReasonsAgainst(
            [gettext_lazy("There is no fact of that reference in your record.")]
        ) from unknown


def _do(
    request: OfficeRequest, fact: Fact, act: Callable[[], Any], done: str, form: object = None
) -> HttpResponse:
    try:
        act()
    except ReasonsAgainst as refused:
        fact.refresh_from_db()
        return show_fact(
            request, find(request, fact.reference), reasons=refused.reasons, form=form, status=409
        )
    messages.success(request, done)
    return redirect(fact_address(request.standing.desk.code, fact.reference))
