"""A programme officer opens this with the order of the year: which groups, how far are we, what is planned?

An organiser opens one programme to add a round, a group, or the number of people it is measured by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hoiam.conferences import rules
from hoiam.conferences.agencies import places_on
from hoiam.conferences.models import Programme, TargetGroup
from hoiam.conferences.operations import programmes as operations
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.programmes import PAGE, get_programme, programmes_of, reached, rounds_of
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import InstallationRole, Role
from hoiam.ui.shapes import Page
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.trainings.forms import GroupForm, ProgrammeForm, RoundForm, SizeForm

COMES = (*SEEING, Role.DESK_ADMIN)


@office(*COMES)
def programmes(request: OfficeRequest) -> HttpResponse:
    """The programmes of the desk, the latest first."""
    first = _first(request)
    rows = list(programmes_of(request.standing)[first : first + PAGE + 1])
    shown = {
        "rows": rows[:PAGE],
        "page": Page(
            newer=f"?from={max(first - PAGE, 0)}" if first else "",
            older=f"?from={first + PAGE}" if len(rows) > PAGE else "",
        ),
        "runs": _runs(request.standing),
    }
    return render(request, "workroom/trainings/programmes.html", shown)


@office(*COMES)
def new_programme(request: OfficeRequest) -> HttpResponse:
    """Open a programme."""
    form = ProgrammeForm(request.POST or None)
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        standing = request.standing
        try:
            made = operations.open_programme(
                desk=standing.desk, by=standing.person, at=request.at, **form.given()
            )
            return redirect("workroom_trainings:programme", desk=standing.desk.code, code=made.code)
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = {"form": form, "reasons": reasons}
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/trainings/new_programme.html", shown, status=status)


@office(*COMES)
def programme(request: OfficeRequest, code: str) -> HttpResponse:
    """Groups with how far they are reached, rounds with their trainings; both are added here."""
    found = _found(request, code)
    group, added = GroupForm(auto_id="id_group_%s"), RoundForm(auto_id="id_round_%s")
    reasons: list[object] = []
    if request.method == "POST":
        name = request.POST.get("act", "")
        if name == "group":
            group = GroupForm(request.POST, auto_id="id_group_%s")
        if name == "round":
            added = RoundForm(request.POST, auto_id="id_round_%s")
        try:
            if said := _act(request, found, name, group, added):
                messages.success(request, said)
                return redirect(request.path)
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = {
        "programme": found,
        "groups": reached(found, request.at),
        "rounds": rounds_of(found),
        "group_form": group,
        "round_form": added,
        "reasons": reasons,
        "runs": _runs(request.standing) and found.closed_at is None,
    }
    status = 409 if reasons else 422 if group.errors or added.errors else 200
    return render(request, "workroom/trainings/programme.html", shown, status=status)


@office(*COMES)
def sizes(request: OfficeRequest, code: str, group: int) -> HttpResponse:
    """How many people a group has: each number with its day and source."""
    found = _found(request, code)
    chosen = TargetGroup.objects.filter(programme=found, pk=group).first()
    if chosen is None:
        raise Http404
    chosen.programme = found
    today = timezone.localdate(request.at)
    form = SizeForm(request.POST or None, places=places_on(today), initial={"as_of": today})
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            operations.state_size(group=chosen, by=request.standing.person, at=request.at, **form.given())
            messages.success(request, _("The number is kept with its source."))
            return redirect(request.path)
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = {
        "programme": found,
        "group": chosen,
        "rows": chosen.sizes.select_related("place").order_by("-as_of", "-pk")[:200],
        "form": form,
        "reasons": reasons,
        "runs": _runs(request.standing) and found.closed_at is None,
    }
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/trainings/sizes.html", shown, status=status)


def _act(request: OfficeRequest, found: Programme, name: str, group: GroupForm, added: RoundForm) -> str:
    """Call the operation that the button names; "" where its form has mistakes."""
    given: dict[str, Any] = {"programme": found, "by": request.standing.person, "at": request.at}
    acts: dict[str, Callable[[], str]] = {
        "group": lambda: _kept_group(group, given),
        "round": lambda: _kept_round(added, given),
        "close": lambda: _closed(given),
    }
    if name not in acts:
        raise ReasonsAgainst([_("This button is not known. Load the page again.")])
    return acts[name]()


def _kept_group(form: GroupForm, given: dict[str, Any]) -> str:
    if not form.is_valid():
        return ""
    operations.set_group(**given, **form.given())
    return _("The group is kept.")


def _kept_round(form: RoundForm, given: dict[str, Any]) -> str:
    if not form.is_valid():
        return ""
    operations.add_round(**given, **form.given())
    return _("The round is there; plan its trainings under “Conferences”.")


def _closed(given: dict[str, Any]) -> str:
    operations.close_programme(**given)
    return _("The programme is closed.")


def _runs(standing: Standing) -> bool:
    officer = InstallationRole.PROGRAMME_OFFICER in standing.installation_roles
    return officer or standing.holds(*rules.ORGANISING)


def _found(request: OfficeRequest, code: str) -> Programme:
    try:
        return get_programme(code, request.standing)
    except Programme.DoesNotExist:
        raise Http404 from None


def _first(request: OfficeRequest) -> int:
    said = request.GET.get("from", "0")
    return min(int(said), 1_000_000) if said.isdecimal() and len(said) < 10 else 0
