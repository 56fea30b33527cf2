"""An organiser opens this with the signed letter in hand: who is invited, who answered, who needs a call?

With a body on the telephone: which link does it have, and what did it answer?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from hoiam.conferences import agencies, rules
from hoiam.conferences.models import Invitation
from hoiam.conferences.operations import inviting
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.delegation_letters import letter_words
from hoiam.conferences.queries.invitations import delegates_of, get_invitation, invitations_of, link_of
from hoiam.conferences.terms import InvitationState
from hoiam.desks.against import ReasonsAgainst
from hoiam.ui.shapes import Page, Tone
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.trainings.forms import (
    AddressForm,
    AnswerForm,
    InvitationForm,
    SendForm,
    chosen_numbers,
    initial_of,
)

PAGE = 100
TONES: dict[str, Tone] = {
    InvitationState.SENT: "info",
    InvitationState.ACCEPTED: "success",
    InvitationState.DECLINED: "warning",
}


@conference_page(*SEEING)
def invitations(request: ConferenceRequest) -> HttpResponse:
    """Every invitation by place; prepare them from the seats, send those that are ticked, add one."""
    send = SendForm(request.POST if request.POST.get("act") == "send" else None)
    adding = InvitationForm(
        request.POST if request.POST.get("act") == "add" else None, conference=request.conference
    )
    reasons: list[object] = []
    if request.method == "POST":
        try:
            if said := _act(request, send, adding):
                messages.success(request, said)
                return redirect(request.path)
        except ReasonsAgainst as against:
            reasons = against.reasons
    first = _first(request)
    state = request.GET.get("state", "")
    rows = invitations_of(request.conference)
    if state in InvitationState.values:
        rows = rows.filter(state=state)
    found = list(rows[first : first + PAGE + 1])
    keep = f"state={state}&" if state else ""
    shown = framed(
        request,
        rows=[
            (row, agencies.kind_label(row.agency_kind), TONES.get(row.state, "neutral"))
            for row in found[:PAGE]
        ],
        page=Page(
            newer=f"?{keep}from={max(first - PAGE, 0)}" if first else "",
            older=f"?{keep}from={first + PAGE}" if len(found) > PAGE else "",
        ),
        states=InvitationState.choices,
        state=state,
        send=send,
        adding=adding,
        reasons=reasons,
        writes=_writes(request),
    )
    status = 409 if reasons else 422 if send.errors or adding.errors else 200
    return render(request, "workroom/trainings/invitations.html", shown, status=status)


@conference_page(*SEEING)
def invitation(request: ConferenceRequest, number: int) -> HttpResponse:
    """One invitation: its link, the words of the letter, what was answered, whom it sends."""
    try:
        found = get_invitation(number, request.conference)
    except Invitation.DoesNotExist:
        raise Http404 from None
    found.conference = request.conference
    address = AddressForm(
        request.POST if request.POST.get("act") == "change" else None, initial=initial_of(found)
    )
    answer = AnswerForm(request.POST if request.POST.get("act") == "answer" else None)
    reasons: list[object] = []
    if request.method == "POST":
        try:
            if said := _act_on(request, found, address, answer):
                messages.success(request, said)
                return redirect(request.path)
        except ReasonsAgainst as against:
            reasons = against.reasons
    language = request.conference.language
    with translation.override(language):
        words = "\n\n".join(filter(None, letter_words(found)))
    shown = framed(
        request,
        invitation=found,
        kind=agencies.kind_label(found.agency_kind),
        tone=TONES.get(found.state, "neutral"),
        link=link_of(found, language),
        words=words,
        delegates=delegates_of(found),
        address=address,
        answer=answer,
        reasons=reasons,
        writes=_writes(request) and found.state != InvitationState.WITHDRAWN,
    )
    status = 409 if reasons else 422 if address.errors or answer.errors else 200
    return render(request, "workroom/trainings/invitation.html", shown, status=status)


def _act(request: ConferenceRequest, send: SendForm, adding: InvitationForm) -> str:
    """Call the operation that the button names; "" where its form has mistakes."""
    given: dict[str, Any] = {
        "conference": request.conference,
        "by": request.standing.person,
        "at": request.at,
    }

    def prepare() -> str:
        number = inviting.invite_allocated(**given)
        return _("%(number)s invitations are prepared. Check the addresses, then send them.") % {
            "number": number
        }

    def add() -> str:
        if not adding.is_valid():
            return ""
        inviting.invite(**given, **adding.given())
        return _("The invitation is prepared.")

    def go() -> str:
        if not send.is_valid():
            return ""
        numbers = chosen_numbers(request.POST, "pick")
        if "all" in request.POST:
            rows = Invitation.objects.filter(conference=request.conference, state=InvitationState.PREPARED)
            numbers = list(rows.values_list("pk", flat=True))
        count = inviting.send_invitations(**given, numbers=numbers, **send.cleaned_data)
        return _("%(number)s invitations are sent.") % {"number": count}

    return _called({"prepare": prepare, "add": add, "send": go}, request)


def _act_on(request: ConferenceRequest, found: Invitation, address: AddressForm, answer: AnswerForm) -> str:
    given: dict[str, Any] = {"invitation": found, "by": request.standing.person, "at": request.at}

    def change() -> str:
        if not address.is_valid():
            return ""
        inviting.change_invitation(**given, **address.cleaned_data)
        return _("Kept.")

    def answered() -> str:
        if not answer.is_valid():
            return ""
        said = answer.cleaned_data
        inviting.answer_invitation(**given, accepts=said["answer"] == "accept", why=said["why"])
        return _("The answer is kept.")

    def renew() -> str:
        inviting.renew_link(**given)
        return _("Every earlier link is void. The new one stands below.")

    def withdraw() -> str:
        inviting.withdraw_invitation(**given)
        return _("The invitation is withdrawn; its link opens nothing.")

    acts = {"change": change, "answer": answered, "renew": renew, "withdraw": withdraw}
    return _called(acts, request)


def _called(acts: dict[str, Callable[[], str]], request: ConferenceRequest) -> str:
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise ReasonsAgainst([_("This button is not known. Load the page again.")])
    return act()


def _writes(request: ConferenceRequest) -> bool:
    conference = request.conference
    return (
        request.standing.holds(*rules.ORGANISING) and not conference.cancelled_at and not conference.held_at
    )


def _first(request: ConferenceRequest) -> int:
    said = request.GET.get("from", "0")
    return min(int(said), 1_000_000) if said.isdecimal() and len(said) < 10 else 0
