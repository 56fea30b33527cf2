"""An invited body opens this by the link of its letter, without an account: do we come, and whom do we send?

Somebody whose link opens nothing more asks here: whom do I call?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoiam.conferences import agencies
from hoiam.conferences.dates import said
from hoiam.conferences.models import Invitation
from hoiam.conferences.operations.inviting import answer_by_link
from hoiam.conferences.operations.registering import cancel_by_link, register_by_link
from hoiam.conferences.operations.roster_import import import_by_link
from hoiam.conferences.queries.delegation_letters import spaced
from hoiam.conferences.queries.invitations import delegates_of, genuine, invitation_by_token
from hoiam.conferences.queries.registrations import Imported
from hoiam.conferences.queries.seat_book import SeatBook
from hoiam.conferences.terms import DelegateState, InvitationState
from hoiam.desks.against import ReasonsAgainst
from hoiam.newsroom.delegations.forms import DeclineForm, DelegateForm, FileForm
from hoiam.newsroom.knocking import turned_away
from hoiam.newsroom.requests import PublicRequest
from hoiam.ui.workbook import XLSX_TYPE, Cell, workbook_of
from hoiam.ui.writing import tidy

SENT_PER_HOUR = 400
"""How often one address may send something here; the offices of a province share one."""
SHOWN = 100
TONES = {"registered": "success", "waiting": "info", "double": "warning", "refused": "danger"}


@dataclass
class Answer:
    """What came of what was sent: a message, or forms with their mistakes."""

    said: str = ""
    reasons: list[object] = field(default_factory=list)
    adding: DelegateForm | None = None
    sending: FileForm | None = None
    looked: Imported | None = None


@dataclass(frozen=True)
class Table:
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    empty: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: PublicRequest, token: str) -> HttpResponse:
    """The invitation, the answer to it, the delegation; the acts come here too."""
    invitation = invitation_by_token(token, request.at)
    if invitation is None:
        return _closed(request, token)
    answer = Answer()
    if request.method == "POST":
        if away := turned_away(request, "delegations", limit=SENT_PER_HOUR):
            return apart(away)
        answer = _act(request, token, invitation)
        if answer.said:
            messages.success(request, answer.said)
            return apart(HttpResponseRedirect(request.path))
    looked = answer.looked
    is_wrong = (
        bool(answer.adding and answer.adding.errors)
        or bool(answer.sending and answer.sending.errors)
        or (looked is not None and (bool(looked.unreadable) or not looked.registered.is_clean))
    )
    status = 409 if answer.reasons else 422 if is_wrong else 200
    shown = _shown(request, invitation, token, answer)
    return apart(render(request, "newsroom/delegations/own.html", shown, status=status))


@require_safe
def template(request: PublicRequest, token: str) -> HttpResponse:
    """An empty list with the headings that are read."""
    invitation = invitation_by_token(token, request.at)
    if invitation is None:
        return _closed(request, token)
    head = (_("Full name"), _("Post"), _("Agency"), _("Email"), _("Telephone"))
    content = workbook_of(str(invitation.conference.title), [Table(_("Delegates"), head)], request.at)
    response = HttpResponse(content, content_type=XLSX_TYPE)
    name = f"delegates-{invitation.conference.reference}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return apart(response)


def apart(response: Any) -> Any:
    """No copy in any cache, no entry in any index, and the address is told to no other site."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def _closed(request: PublicRequest, token: str) -> HttpResponse:
    """A link that opens nothing: the desk to call, where the link was once one of ours."""
    found = genuine(token)
    shown = {"desk": found.conference.desk if found else None}
    return apart(render(request, "newsroom/delegations/closed.html", shown, status=404))


def _shown(request: PublicRequest, invitation: Invitation, token: str, answer: Answer) -> dict[str, Any]:
    conference = invitation.conference
    delegates = delegates_of(invitation)
    book = SeatBook.of(conference)
    closes = conference.registration_closes_at
    is_open = not (
        conference.cancelled_at or conference.held_at or (closes is not None and request.at >= closes)
    )
    return {
        "invitation": invitation,
        "conference": conference,
        "token": token,
        "when": said(conference),
        "kind": agencies.kind_label(invitation.agency_kind),
        "delegates": [(row, spaced(row.code)) for row in delegates],
        "registered": sum(1 for row in delegates if row.state == DelegateState.REGISTERED),
        "seats": sum(
            number
            for (place, kind), number in book.given.items()
            if place == invitation.place_id and (not invitation.agency_kind or kind == invitation.agency_kind)
        ),
        "has_allocation": bool(book.given),
        "is_open": is_open,
        "is_declined": invitation.state == InvitationState.DECLINED,
        "is_answered": invitation.state in (InvitationState.ACCEPTED, InvitationState.DECLINED),
        "adding": answer.adding or DelegateForm(invitation=invitation),
        "sending": answer.sending or FileForm(),
        "declining": DeclineForm(auto_id="id_decline_%s"),
        "looked": answer.looked,
        "rows": _rows(answer.looked) if answer.looked else [],
        "counted": _counted(answer.looked) if answer.looked else {},
        "reasons": answer.reasons,
    }


def _act(request: PublicRequest, token: str, invitation: Invitation) -> Answer:
    """Call the operation that the button names."""
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        return Answer(reasons=[_("This button is not known. Load the page again.")])
    try:
        return act(request, token, invitation)
    except ReasonsAgainst as against:
        return Answer(reasons=against.reasons)


def _accept(request: PublicRequest, token: str, invitation: Invitation) -> Answer:
    answer_by_link(token=token, accepts=True, at=request.at)
    return Answer(_("Thank you. Now name your delegates."))


def _decline(request: PublicRequest, token: str, invitation: Invitation) -> Answer:
    answer_by_link(token=token, accepts=False, why=tidy(request.POST.get("why", ""))[:301], at=request.at)
    return Answer(_("Your answer is kept. Until the conference you may say otherwise here."))


def _add(request: PublicRequest, token: str, invitation: Invitation) -> Answer:
    form = DelegateForm(request.POST, invitation=invitation)
    if not form.is_valid():
        return Answer(adding=form)
    done = register_by_link(token=token, entries=[form.entry()], at=request.at)
    outcome = done.outcomes[0]
    if not done.is_kept:
        for one in outcome.refused:
            form.add_error(one.column if one.column in form.fields else None, str(one.reason))
        return Answer(adding=form)
    if outcome.what == "waiting":
        return Answer(_("No seat is free: the delegate is on the waiting list."))
    return Answer(_("The delegate is registered."))


def _cancel(request: PublicRequest, token: str, invitation: Invitation) -> Answer:
    number = request.POST.get("delegate", "0")
    chosen = int(number) if number.isdecimal() and len(number) < 15 else 0
    cancel_by_link(token=token, delegate_id=chosen, at=request.at)
    return Answer(_("The delegate is taken off the list. A freed seat goes to whoever waits."))


def _look(request: PublicRequest, token: str, invitation: Invitation) -> Answer:
    return _take_file(request, token, invitation, dry_run=True)


def _send(request: PublicRequest, token: str, invitation: Invitation) -> Answer:
    return _take_file(request, token, invitation, dry_run=False)


def _take_file(request: PublicRequest, token: str, invitation: Invitation, *, dry_run: bool) -> Answer:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return Answer(sending=form)
    done = import_by_link(
        token=token,
        invitation=invitation,
        content=form.cleaned_data["file"].read(),
        at=request.at,
        keep_good=form.cleaned_data["keeps_good"],
        dry_run=dry_run,
    )
    if done.registered.is_kept:
        said_of = _("%(registered)s registered, %(waiting)s on the waiting list.")
        return Answer(said_of % _counted(done))
    return Answer(sending=form, looked=done)


def _counted(done: Imported) -> dict[str, int]:
    return {what: done.registered.count(what) for what in TONES}


def _rows(done: Imported) -> list[dict[str, object]]:
    """The first rows, those with something against them first, by line and heading as they were written."""
    words = {
        "registered": _("gets a seat"),
        "waiting": _("waiting list"),
        "double": _("double"),
        "refused": _("refused"),
    }
    ordered = sorted(done.registered.outcomes, key=lambda one: (not one.refused, one.entry.line))
    return [
        {
            "line": one.entry.line,
            "name": one.entry.name,
            "said": ", ".join(filter(None, [one.entry.post, one.entry.agency])),
            "word": words[one.what],
            "tone": TONES[one.what],
            "reasons": [(done.headings.get(cell.column, cell.column), cell.reason) for cell in one.refused],
        }
        for one in ordered[:SHOWN]
    ]


ACTS: dict[str, Callable[[PublicRequest, str, Invitation], Answer]] = {
    "accept": _accept,
    "decline": _decline,
    "add": _add,
    "cancel": _cancel,
    "look": _look,
    "send": _send,
}
