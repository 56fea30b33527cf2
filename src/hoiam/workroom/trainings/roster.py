"""An organiser opens this in the days before: who comes, who waits, from where? At the door: is this person on it?

One delegate is opened when the body calls: take them off, or take back a check-in of the wrong person."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoiam.conferences import agencies, rules
from hoiam.conferences.models import Delegate
from hoiam.conferences.operations.checkin import undo_check_in
from hoiam.conferences.operations.inviting import send_codes_to_delegates
from hoiam.conferences.operations.registering import cancel_delegate, register_delegates
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.delegation_letters import spaced
from hoiam.conferences.queries.rosters import as_rows, checked_in, counts, get_delegate, roster_of
from hoiam.conferences.rosters.entries import Entry
from hoiam.conferences.terms import DelegateState
from hoiam.desks.against import ReasonsAgainst
from hoiam.ui.shapes import Page
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.trainings.forms import DelegateForm

PAGE = 300


@conference_page(*SEEING)
def roster(request: ConferenceRequest) -> HttpResponse:
    """The roster by place, three hundred to a page."""
    reasons: list[object] = []
    if request.method == "POST":
        try:
            number = send_codes_to_delegates(
                conference=request.conference, by=request.standing.person, at=request.at
            )
            messages.success(request, _("%(number)s codes are on their way.") % {"number": number})
            return redirect(request.path)
        except ReasonsAgainst as against:
            reasons = against.reasons
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()[:100]
    first = _first(request)
    found = as_rows(roster_of(request.conference, state=state, words=words)[first : first + PAGE + 1])
    keep = urlencode({"state": state, "q": words})
    shown = framed(
        request,
        rows=found[:PAGE],
        counts=counts(request.conference),
        states=DelegateState.choices,
        state=state,
        words=words,
        page=Page(
            newer=f"?{keep}&from={max(first - PAGE, 0)}" if first else "",
            older=f"?{keep}&from={first + PAGE}" if len(found) > PAGE else "",
        ),
        reasons=reasons,
        writes=_writes(request),
        takes_in=request.standing.holds(*rules.AT_THE_DOOR),
    )
    return render(request, "workroom/trainings/roster.html", shown, status=409 if reasons else 200)


@conference_page(*rules.ORGANISING)
def add(request: ConferenceRequest) -> HttpResponse:
    """Enter one delegate."""
    form = DelegateForm(request.POST or None, conference=request.conference)
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            done = register_delegates(
                conference=request.conference,
                entries=[Entry(**form.given())],
                by=request.standing.person,
                at=request.at,
            )
            outcome = done.outcomes[0]
            if done.is_kept:
                messages.success(request, said_of(outcome.what))
                return redirect("../")
            for one in outcome.refused:
                form.add_error(one.column if one.column in form.fields else None, str(one.reason))
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = framed(request, form=form, reasons=reasons)
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/trainings/roster_add.html", shown, status=status)


@conference_page(*SEEING)
def delegate(request: ConferenceRequest, number: int) -> HttpResponse:
    """One delegate with the check-ins; the acts come here too."""
    try:
        found = get_delegate(number, request.conference)
    except Delegate.DoesNotExist:
        raise Http404 from None
    reasons: list[object] = []
    if request.method == "POST":
        try:
            messages.success(request, _act(request, found))
            return redirect(request.path)
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = framed(
        request,
        delegate=found,
        kind=agencies.kind_label(found.agency_kind),
        code=spaced(found.code),
        moments=checked_in(found),
        reasons=reasons,
        writes=_writes(request),
        takes_in=request.standing.holds(*rules.AT_THE_DOOR),
    )
    return render(request, "workroom/trainings/delegate.html", shown, status=409 if reasons else 200)


def said_of(what: str) -> str:
    """The sentence for somebody who was registered, or waits."""
    if what == "waiting":
        return _("No seat is free: the delegate is on the waiting list.")
    return _("The delegate is registered.")


def _act(request: ConferenceRequest, found: Delegate) -> str:
    given: dict[str, Any] = {"delegate": found, "by": request.standing.person, "at": request.at}
    if request.POST.get("act") == "cancel":
        cancel_delegate(**given)
        return _("The delegate is taken off the list. A freed seat goes to whoever waits.")
    if request.POST.get("act") == "undo":
        session = request.POST.get("session", "")[:12]
        undo_check_in(conference=request.conference, session_code=session, **given)
        return _("The check-in is taken back.")
    raise ReasonsAgainst([_("This button is not known. Load the page again.")])


def _writes(request: ConferenceRequest) -> bool:
    conference = request.conference
    return (
        request.standing.holds(*rules.ORGANISING) and not conference.cancelled_at and not conference.held_at
    )


def _first(request: ConferenceRequest) -> int:
    said = request.GET.get("from", "0")
    return min(int(said), 1_000_000) if said.isdecimal() and len(said) < 10 else 0
