"""Opened by a programme officer when provinces or ministries merge, who asks: what passes on, and can I undo it?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoiam.desks import handover
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Desk, Merger
from hoiam.desks.operations.merging import cancel_merger, merge_desks, reverse_merger
from hoiam.desks.queries.mergers import (
    REVERSIBLE,
    get_merger,
    mergers,
    open_desks,
    preview,
    reasons_against_merging,
    reasons_against_reversing,
)
from hoiam.desks.terms import InstallationRole
from hoiam.ui.shapes import Page, first_row
from hoiam.workroom.access import OfficeRequest, installation
from hoiam.workroom.mergers.forms import MergerForm, PairForm

PAGE = 50
PROGRAMME = InstallationRole.PROGRAMME_OFFICER
PUBLIC_LISTS = {
    "enquiries.Answer": "newsroom_answers:log",
    "releases.Release": "newsroom_releases:list",
}
"""Kinds of rows whose public list is narrowed by desk: the preview leads there."""


@installation(PROGRAMME)
def listed(request: OfficeRequest) -> HttpResponse:
    """Every merger with its state, the latest first."""
    first = first_row(request.GET.get("from", ""))
    found = list(mergers()[first : first + PAGE + 1])
    page = Page(
        newer=f"?from={max(first - PAGE, 0)}" if first else "",
        older=f"?from={first + PAGE}" if len(found) > PAGE else "",
    )
    return render(request, "workroom/mergers/list.html", {"rows": found[:PAGE], "page": page})


@installation(PROGRAMME)
def new(request: OfficeRequest) -> HttpResponse:
    """Two desks are chosen (GET), what would pass on is shown, POST carries it out or plans it."""
    desks = open_desks()
    pair = PairForm(request.GET or None, desks=desks)
    form = MergerForm(request.POST or None)
    if not pair.is_valid():
        return render(request, "workroom/mergers/new.html", {"pair": pair})
    by_code = {desk.code: desk for desk in desks}
    former, present = (by_code[pair.cleaned_data[name]] for name in ("former", "present"))
    reasons = list(reasons_against_merging(former, present))
    if request.method == "POST" and form.is_valid():
        try:
            return _merge(request, former, present, form)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = {
        "pair": pair,
        "former": former,
        "present": present,
        "rooms": _told(former, request),
        "form": form,
        "reasons": reasons,
    }
    return render(request, "workroom/mergers/new.html", shown, status=422 if form.is_bound else 200)


def _merge(request: OfficeRequest, former: Desk, present: Desk, form: MergerForm) -> HttpResponse:
    made = merge_desks(former=former, present=present, by=request.user, at=request.at, **form.said())
    if made.done_at:
        messages.success(request, _("Done. For 24 hours it can be taken back here."))
    else:
        messages.success(request, _("Planned. It is carried out by itself when its day begins."))
    return redirect("workroom_mergers:merger", merger=made.pk)


@installation(PROGRAMME)
def merger_page(request: OfficeRequest, merger: int) -> HttpResponse:
    """One merger: planned, done or taken back; POST takes it back or gives it up."""
    try:
        found = get_merger(merger)
    except Merger.DoesNotExist:
        raise Http404 from None
    reasons: list[object] = []
    if request.method == "POST":
        try:
            return _act(request, found)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
    labels = {share.name: share.label for share in handover.merging_shares()}
    shown = {
        "merger": found,
        "reasons": reasons,
        "against": list(reasons_against_merging(found.former, found.present)) if found.is_planned else [],
        "rooms": _told(found.former, request) if found.is_planned else [],
        "counts": [(labels.get(name, name), number) for name, number in found.counts.items() if number],
        "stayed": [(labels.get(name, name), number) for name, number in found.stayed.items() if number],
        "can_be_reversed": not reasons_against_reversing(found, request.at),
        "until": found.done_at + REVERSIBLE if found.done_at else None,
    }
    return render(request, "workroom/mergers/merger.html", shown, status=409 if reasons else 200)


def _act(request: OfficeRequest, merger: Merger) -> HttpResponse:
    acts: dict[str, tuple[Callable[..., Merger], str]] = {
        "reverse": (reverse_merger, _("Taken back: each desk has again what was its own.")),
        "cancel": (cancel_merger, _("The planned merger was given up.")),
    }
    chosen = acts.get(request.POST.get("act", ""))
    if chosen is None:
        raise Http404
    operation, said = chosen
    operation(merger=merger, by=request.user, at=request.at)
    messages.success(request, said)
    return redirect("workroom_mergers:merger", merger=merger.pk)


def _told(former: Desk, request: OfficeRequest) -> list[dict[str, Any]]:
    return [
        {"label": share.label, "lines": [(line, PUBLIC_LISTS.get(line.model, "")) for line in lines]}
        for share, lines in preview(former, request.at)
    ]
