"""The newsroom itself opens this by the link it was sent: by which ways do I receive, what was sent to me?

An editor opens it again before T to read what is lent under embargo, as every other registered outlet can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoiam.desks.against import ReasonsAgainst
from hoiam.newsroom import lending
from hoiam.newsroom.knocking import turned_away
from hoiam.newsroom.outlets.doors import SENT_PER_HOUR, apart, closed
from hoiam.newsroom.outlets.forms import ChannelForm, PreferencesForm, language_name
from hoiam.newsroom.outlets.receipts import public_editions
from hoiam.newsroom.requests import PublicRequest
from hoiam.outlets.models import Channel, Loan, Outlet
from hoiam.outlets.operations import channels, registration
from hoiam.outlets.operations.embargo import note_opened
from hoiam.outlets.queries.doors import outlet_by_token
from hoiam.outlets.queries.receipts import own_rows
from hoiam.outlets.queries.register import loans
from hoiam.ui.languages import foreign


@dataclass
class Answer:
    """What came of what was sent: a message, a secret that is shown this once, or forms with their mistakes."""

    said: str = ""
    secret: str = ""
    is_over: bool = False
    """The link opens no more."""
    reasons: list[object] = field(default_factory=list)
    adding: ChannelForm | None = None
    preferring: tuple[int, PreferencesForm] | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: PublicRequest, token: str) -> HttpResponse:
    """Ways of delivery, what is lent, what was sent; the acts on them come here too."""
    outlet = outlet_by_token(token, request.at)
    if outlet is None:
        return closed(request)
    answer = Answer()
    if request.method == "POST":
        if away := turned_away(request, "outlets", limit=SENT_PER_HOUR):
            return apart(away)
        answer = _act(request, token)
        if answer.is_over:
            return apart(render(request, "newsroom/outlets/over.html", {"said": answer.said}))
        if answer.said and not answer.secret:
            messages.success(request, answer.said)
            return HttpResponseRedirect(request.path)
    status = 409 if answer.reasons else 422 if answer.adding or answer.preferring else 200
    return apart(
        render(request, "newsroom/outlets/own.html", _shown(request, outlet, token, answer), status=status)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def lent_page(request: PublicRequest, token: str, loan: int) -> HttpResponse:
    """What is lent and until when; pressed, the text. That this outlet opened it is noted, not who did."""
    outlet, kept, text = _lent(request, token, loan)
    if outlet is None or kept is None or text is None:
        return closed(request)
    is_open = request.method == "POST"
    if is_open:
        if away := turned_away(request, "outlets", limit=SENT_PER_HOUR):
            return apart(away)
        note_opened(loan=kept, outlet=outlet, at=request.at)
    shown = {
        "token": token,
        "loan": kept,
        "text": text,
        "is_open": is_open,
        "languages": [(tag, language_name(tag)) for tag in text.languages],
        "language": foreign(text.language),
    }
    return apart(render(request, "newsroom/outlets/lent.html", shown))


@require_safe
def lent_file(request: PublicRequest, token: str, loan: int, sha256: str, name: str) -> HttpResponse:
    """A file beside a lent text, under its own name."""
    _outlet, _kept, text = _lent(request, token, loan)
    known = [] if text is None else [row for row in text.files if row.sha256 == sha256 and row.name == name]
    if not known:
        raise Http404
    response = FileResponse(
        known[0].open(), as_attachment=True, filename=known[0].name, content_type=known[0].media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    return apart(response)


def _lent(
    request: PublicRequest, token: str, loan: int
) -> tuple[Outlet | None, Loan | None, lending.Lent | None]:
    """Outlet, loan and text; no text where the link, the loan or the embargo has ended."""
    outlet = outlet_by_token(token, request.at)
    kept = loans().filter(pk=loan).first()
    if outlet is None or kept is None:
        return None, None, None
    tag = request.POST.get("in", "")[:35] or request.LANGUAGE_CODE or outlet.language
    return outlet, kept, lending.lent(kept.record_kind, kept.record_id, tag, request.at)


def _shown(request: PublicRequest, outlet: Outlet, token: str, answer: Answer) -> dict[str, Any]:
    rows = own_rows(outlet)
    known = public_editions([row.consignment.dispatch for row in rows], request.at)
    going = list(outlet.channels.filter(ended_at__isnull=True).prefetch_related("themes").order_by("pk"))
    return {
        "outlet": outlet,
        "token": token,
        "ways": [(row, _preferences(row, answer)) for row in going],
        "adding": answer.adding or ChannelForm(initial={"language": outlet.language, "kind": "email"}),
        "reasons": answer.reasons,
        "secret": answer.secret,
        "said": answer.said,
        "rows": [(row, known.get(row.consignment.dispatch_id)) for row in rows],
        "lent": _lent_list(request, outlet),
    }


def _lent_list(request: PublicRequest, outlet: Outlet) -> list[tuple[Loan, lending.Lent]]:
    """What is lent now, with its title; None of it once it is public or given up."""
    tag = request.LANGUAGE_CODE or outlet.language
    found = ((row, lending.lent(row.record_kind, row.record_id, tag, request.at)) for row in loans()[:100])
    return [(row, text) for row, text in found if text is not None]


def _preferences(channel: Channel, answer: Answer) -> PreferencesForm:
    if answer.preferring and answer.preferring[0] == channel.pk:
        return answer.preferring[1]
    initial = {"language": channel.language, "themes": [row.theme for row in channel.themes.all()]}
    return PreferencesForm(initial=initial, kept=channel.language, auto_id=f"id_{channel.pk}_%s")


def _act(request: PublicRequest, token: str) -> Answer:
    """Call the operation that the form names."""
    name = request.POST.get("act", "")
    number = request.POST.get("channel", "0")
    if name not in ACTS or not (number.isdecimal() and len(number) < 15):
        return Answer(reasons=[_("This button is not known. Load the page again.")])
    try:
        return ACTS[name](request, token, int(number))
    except ReasonsAgainst as against:
        return Answer(reasons=against.reasons)


def _add(request: PublicRequest, token: str, number: int) -> Answer:
    form = ChannelForm(request.POST)
    if not form.is_valid():
        return Answer(adding=form)
    try:
        channel, secret = channels.add_channel(token=token, at=request.at, **form.cleaned_data)
    except ReasonsAgainst as against:
        return Answer(adding=form, reasons=against.reasons)
    if secret:
        return Answer(_("The webhook is entered. Keep its secret now; it is not shown again."), secret=secret)
    return Answer(
        _("A link was sent to %(address)s. It receives once that is opened.") % {"address": channel.address}
    )


def _prefer(request: PublicRequest, token: str, number: int) -> Answer:
    form = PreferencesForm(
        request.POST, kept=request.POST.get("language", "")[:35], auto_id=f"id_{number}_%s"
    )
    if not form.is_valid():
        return Answer(preferring=(number, form))
    channels.prefer(token=token, channel_id=number, at=request.at, **form.cleaned_data)
    return Answer(_("Kept."))


def _end(request: PublicRequest, token: str, number: int) -> Answer:
    channels.end_channel(token=token, channel_id=number, at=request.at)
    return Answer(_("Nothing more is sent there."))


def _secret(request: PublicRequest, token: str, number: int) -> Answer:
    _channel, secret = channels.renew_secret(token=token, channel_id=number, at=request.at)
    return Answer(_("This is the new secret. Keep it now; it is not shown again."), secret=secret)


def _try(request: PublicRequest, token: str, number: int) -> Answer:
    channels.try_own(token=token, channel_id=number, at=request.at)
    return Answer(_("A trial is on its way to the webhook."))


def _renew(request: PublicRequest, token: str, number: int) -> Answer:
    registration.renew(token=token, at=request.at)
    return Answer(_("You stay registered for two more years."))


def _new_link(request: PublicRequest, token: str, number: int) -> Answer:
    registration.new_link(token=token, at=request.at)
    return Answer(_("A new link was sent to your work address. This one is void."), is_over=True)


def _leave(request: PublicRequest, token: str, number: int) -> Answer:
    registration.leave(token=token, at=request.at)
    return Answer(_("You are no longer registered, and nothing more is sent."), is_over=True)


ACTS: dict[str, Callable[[PublicRequest, str, int], Answer]] = {
    "add": _add,
    "prefer": _prefer,
    "end": _end,
    "secret": _secret,
    "try": _try,
    "renew": _renew,
    "new_link": _new_link,
    "leave": _leave,
}
