"""The asker opens this from the receipt: where is my question, by when must I be answered, what can I do?"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoiam.desks.against import ReasonsAgainst
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.operations import from_asker
from hoiam.enquiries.queries.enquiries import enquiry_of_token
from hoiam.enquiries.queries.sealed import asker_s_receipt
from hoiam.enquiries.queries.status import Status, disputable, status_of
from hoiam.enquiries.terms import State
from hoiam.newsroom.knocking import turned_away
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.status.clocks import told
from hoiam.newsroom.status.forms import DisputeForm, ReplyForm, ReviewForm, WithdrawForm
from hoiam.newsroom.status.letters import events
from hoiam.newsroom.status.steps import last_answer, steps
from hoiam.texts.queries.rendering import rendered
from hoiam.ui.languages import foreign

ACTS_PER_HOUR = 40
Act = Callable[[Enquiry, Form | None], Any]


@require_safe
def status(request: PublicRequest, token: str) -> HttpResponse:
    """Steps, limits, letters and answers of one question, and the acts its asker has."""
    return _page(request, token, _enquiry(token))


@require_safe
def receipt(request: PublicRequest, token: str) -> HttpResponse:
    """The signed receipt as a file to keep."""
    enquiry = _enquiry(token)
    document = json.dumps(asker_s_receipt(enquiry), ensure_ascii=False, indent=2, sort_keys=True)
    response = HttpResponse(f"{document}\n", content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="receipt-{enquiry.reference}.json"'
    return _private(response)


@require_POST
def reply(request: PublicRequest, token: str) -> HttpResponse:
    """A message to the desk."""

    def act(enquiry: Enquiry, form: Form) -> None:
        from_asker.reply(enquiry=enquiry, words=form.cleaned_data["words"], at=request.at)

    return _act(request, token, "reply", ReplyForm, act)


@require_POST
def withdraw(request: PublicRequest, token: str) -> HttpResponse:
    """Take the question back."""

    def act(enquiry: Enquiry, form: Form) -> None:
        from_asker.withdraw(enquiry=enquiry, words=form.cleaned_data["words"], at=request.at)

    return _act(request, token, "withdraw", WithdrawForm, act)


@require_POST
def review(request: PublicRequest, token: str) -> HttpResponse:
    """Ask that the end be looked at again."""

    def act(enquiry: Enquiry, form: Form) -> None:
        from_asker.ask_review(enquiry=enquiry, words=form.cleaned_data["words"], at=request.at)

    return _act(request, token, "review", ReviewForm, act)


@require_POST
def dispute(request: PublicRequest, token: str) -> HttpResponse:
    """Object to something the desk did."""

    def act(enquiry: Enquiry, form: Form) -> None:
        given = form.cleaned_data
        from_asker.dispute(enquiry=enquiry, about=given["about"], words=given["words"], at=request.at)

    return _act(request, token, "dispute", DisputeForm, act)


@require_POST
def publish_early(request: PublicRequest, token: str) -> HttpResponse:
    """Wish that the answer enters the public log without the delay."""

    def act(enquiry: Enquiry, _form: None) -> None:
        from_asker.wish_early_publication(enquiry=enquiry, at=request.at)

    return _act(request, token, "publish_early", None, act)


def _act(
    request: PublicRequest,
    token: str,
    name: str,
    kind: type[Form] | None,
    act: Callable[[Enquiry, Any], None],
) -> HttpResponse:
    """Do one act and go back to the page; reasons against it are shown beside what was typed."""
    enquiry = _enquiry(token)
    refused = turned_away(request, "status", limit=ACTS_PER_HOUR)
    if refused:
        return _private(refused)
    form: Form | None = None
    if kind is not None:
        form = kind(request.POST, **_options(kind, enquiry))
        if not form.is_valid():
            return _page(request, token, enquiry, given={name: form}, status=422)
    try:
        act(enquiry, form)
    except ReasonsAgainst as against:
        return _page(request, token, _enquiry(token), given={name: form}, reasons=against.reasons, status=422)
    address = reverse("newsroom_status:status", kwargs={"token": token})
    return _private(HttpResponseRedirect(f"{address}?done={name}"))


def _options(kind: type[Form], enquiry: Enquiry) -> dict[str, Any]:
    return {"possible": disputable(enquiry)} if kind is DisputeForm else {}


def _enquiry(token: str) -> Enquiry:
    try:
        return enquiry_of_token(token)
    except Enquiry.DoesNotExist:
        raise Http404 from None


def _page(
    request: PublicRequest,
    token: str,
    enquiry: Enquiry,
    *,
    given: dict[str, Form | None] | None = None,
    reasons: list[object] | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = status_of(enquiry, request.at)
    given = given or {}
    answer = last_answer(shown)
    context = {
        "enquiry": enquiry,
        "status": shown,
        "token": token,
        "done": _done_words(request.GET.get("done", "")) if not given else "",
        "is_new": request.GET.get("done") == "received",
        "steps": steps(shown, request.at),
        "limits": told(shown.clocks),
        "events": events(shown),
        "answers": _answers(shown),
        "waits": answer if answer and _waits(shown, request.at) else None,
        "may_publish_early": _may_publish_early(shown, request.at),
        "reply": given.get("reply") or ReplyForm(),
        "withdraw": given.get("withdraw") or WithdrawForm(),
        "review": given.get("review") or ReviewForm(),
        "dispute": given.get("dispute") or DisputeForm(possible=shown.may_dispute),
        "wrong": next(iter(given), ""),
        "opened": dict.fromkeys(given, True)
        | {"reply": "reply" in given or enquiry.state == State.CLARIFYING},
        "reasons": reasons or [],
        "address": request.build_absolute_uri(reverse("newsroom_status:status", kwargs={"token": token})),
        "facts_at": reverse("newsroom_facts:list"),
    }
    return _private(render(request, "newsroom/status/status.html", context, status=status))


def _answers(status: Status) -> list[dict[str, Any]]:
    """What was sent, each with its text; the notes are numbered through the page."""
    told, first = [], 1
    for one in status.answers:
        if one.version is not None:
            shown = rendered(one.version, first_note=first)
            first += len(shown.footnotes)
            language = foreign(one.language)
            told.append({"answer": one, "shown": shown, "language": language})
    return told


def _waits(status: Status, at: Any) -> bool:
    answer = last_answer(status)
    return bool(answer and not answer.withheld_code and answer.enters_log_at and answer.enters_log_at > at)


def _may_publish_early(status: Status, at: Any) -> bool:
    """While it is open and not wished yet, or while the answer waits for its time."""
    return _waits(status, at) or (status.enquiry.is_open and not status.enquiry.publish_at_once)


def _done_words(done: str) -> str:
    return {
        "received": _("Your question was received."),
        "reply": _("Your message reached the desk."),
        "withdraw": _("Your question was withdrawn. It stays counted, but nobody works on it any more."),
        "review": _("Your request for a review reached the head of the body."),
        "dispute": _(
            "Your objection was noted and is counted in public. Somebody who did not do it decides."
        ),
        "publish_early": _("Your wish was noted: the answer does not wait for the log."),
    }.get(done, "")


def _private(response: HttpResponse) -> HttpResponse:
    """Nobody indexes it, keeps it, or learns its address from a link to another site.

    Not `no-referrer`: browsers then send forms as from nowhere, and the guard against forged forms refuses them.
    """
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
