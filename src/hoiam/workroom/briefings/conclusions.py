"""An organiser opens these to write down what the chair concluded; those who decide, to accept what was replied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.conferences import rules
from hoiam.conferences.models import Conclusion
from hoiam.conferences.operations.conclusions import (
    REPLYING,
    accept_conclusion,
    add_conclusion,
    reply_to_conclusion,
    return_reply,
    take_conclusion_back,
)
from hoiam.conferences.queries.conclusions import conclusions_of, from_the_last, last_before, state_of
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.terms import ConclusionKind, ConclusionState
from hoiam.ui.forms import Form
from hoiam.ui.shapes import Page, first_row
from hoiam.workroom.briefings.forming import address, attempt, formed
from hoiam.workroom.briefings.forms import ConclusionForm, ReplyForm, WhyForm
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.conferences.spoken import said

PAGE = 50
TONES = {
    ConclusionState.OPEN: "info",
    ConclusionState.LATE: "danger",
    ConclusionState.REPLIED: "warning",
    ConclusionState.DONE: "success",
}


def shown_as(row: Conclusion, at: Any) -> dict[str, Any]:
    """A conclusion with its state, ready to be shown."""
    state = state_of(row, at)
    return {"row": row, "state": state, "tone": TONES[state], "kind": ConclusionKind(row.kind).label}


@conference_page(*SEEING)
def conclusions(request: ConferenceRequest) -> HttpResponse:
    """From the last conference first; then what was concluded at this one, and the form for the next."""
    conference = request.conference
    may_add = (
        request.standing.holds(*rules.ORGANISING)
        and conference.cancelled_at is None
        and conference.record_published_at is None
    )

    def write(form: Form) -> None:
        assert isinstance(form, ConclusionForm)
        given = form.cleaned_data
        add_conclusion(
            conference=conference,
            kind=given["kind"],
            words=said(form, "words"),
            addressee=given["addressee"],
            body=form.chosen_body(),
            due_on=given["due_on"],
            by=request.user,
            at=request.at,
        )

    sent = request.POST if request.method == "POST" and may_add else None
    first = first_row(request.GET.get("from", ""))
    found = list(conclusions_of(conference)[first : first + PAGE + 1])
    return formed(
        request,
        ConclusionForm(sent, at=request.at),
        write,
        template="workroom/briefings/conclusions.html",
        onward=address("conclusions", conference),
        done=_("Written down. The body addressed is told where it has a desk."),
        shown=framed(
            request,
            rows=[shown_as(row, request.at) for row in found[:PAGE]],
            page=Page(
                newer=f"?from={max(first - PAGE, 0)}" if first else "",
                older=f"?from={first + PAGE}" if len(found) > PAGE else "",
            ),
            last=last_before(conference),
            last_rows=[shown_as(row, request.at) for row in from_the_last(conference)],
            may_add=may_add,
        ),
    )


@conference_page(*SEEING)
def conclusion(request: ConferenceRequest, number: int) -> HttpResponse:
    """One conclusion: its reply, and what can be done with it."""
    row = conclusions_of(request.conference).filter(number=number).first()
    if row is None:
        raise Http404
    row.conference = request.conference
    acts = _acts(request, row)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    forms = {name: made(request.POST if name == act else None) for name, (made, _w, _d) in acts.items()}
    reasons: list[object] = []
    if act in acts:
        _made, write, done = acts[act]
        found = attempt(forms[act], write)
        if found is None:
            messages.success(request, done)
            return HttpResponseRedirect(address("conclusions", request.conference))
        reasons = found
    shown = framed(request, one=shown_as(row, request.at), forms=forms, sent=forms.get(act), reasons=reasons)
    status = 200 if not act else 409 if reasons else 422
    return render(request, "workroom/briefings/conclusion.html", shown, status=status)


Act = tuple[Callable[[Any], Form], Callable[[Form], Any], str]


def _acts(request: ConferenceRequest, row: Conclusion) -> dict[str, Act]:
    """{name of the button: (its form, what it calls, what is said then)} at this stage, as far as this person may."""
    holds = request.standing.holds
    by_at: dict[str, Any] = {"conclusion": row, "by": request.user, "at": request.at}
    found: dict[str, Act] = {}
    if row.done_at:
        return found
    if row.replied_at and holds(*rules.DECIDING):
        found["accept"] = (Form, lambda form: accept_conclusion(**by_at), _("Accepted as done."))
        found["return"] = (
            lambda sent: WhyForm(sent, label=_("What is missing"), hint=_("The body addressed reads it.")),
            lambda form: return_reply(why=said(form, "why"), **by_at),
            _("Sent back; the time runs on."),
        )
    if not row.replied_at and row.desk_id is None and holds(*REPLYING):
        found["reply"] = (
            lambda sent: ReplyForm(sent, row=row),
            lambda form: reply_to_conclusion(
                words=said(form, "words"), proof=form.cleaned_data["proof"], **by_at
            ),
            _("The reply is entered."),
        )
    if not row.replied_at and request.conference.record_published_at is None and holds(*rules.ORGANISING):
        found["take_back"] = (Form, lambda form: take_conclusion_back(**by_at), _("Taken out."))
    return found
