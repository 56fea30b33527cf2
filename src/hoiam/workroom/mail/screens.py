"""The list of messages to be sorted, one message, and the acts on it. For intake of the desk alone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.terms import Role
from hoiam.enquiries.models import IncomingMail
from hoiam.enquiries.operations.triage import open_mail
from hoiam.enquiries.queries import mail as queries
from hoiam.enquiries.terms import MailState
from hoiam.ui.shapes import Tone
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.mail.forms import FORMS, MailForm

PAGE = 100
TONES: dict[str, Tone] = {
    MailState.TRIAGE: "warning",
    MailState.ENQUIRY: "success",
    MailState.JOINED: "success",
    MailState.REFUSED: "danger",
    MailState.CAME_BACK: "danger",
}


@office(Role.INTAKE)
def messages_to_sort(request: OfficeRequest) -> HttpResponse:
    """What waits, the oldest first; `?view=aside`: what was set aside, the newest first. Nobody's name."""
    standing = request.standing
    is_aside = request.GET.get("view") == "aside"
    rows = queries.mail_sorted(standing) if is_aside else queries.mail_to_sort(standing)
    shown = {
        "rows": [(row, TONES.get(row.state, "neutral")) for row in rows[:PAGE]],
        "is_aside": is_aside,
        "mailbox": queries.unread_mailbox(standing),
    }
    return render(request, "workroom/mail/list.html", shown)


@office(Role.INTAKE)
def message(request: OfficeRequest, number: int) -> HttpResponse:
    """One message as it may be shown to all of intake, and what can be done with it."""
    return _page(request, _found(request, number))


@require_POST
@office(Role.INTAKE)
def opened(request: OfficeRequest, number: int) -> HttpResponse:
    """The message as it was written, sender included; the opening is in the journal before anything is shown."""
    mail = _found(request, number)
    try:
        said, files = open_mail(mail=mail, standing=request.standing, at=request.at)
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _page(request, mail, reasons=against.reasons, status=409)
    return _page(request, mail, said=said, names=[file.name for file in files])


@require_POST
@office(Role.INTAKE)
def act(request: OfficeRequest, number: int, act: str) -> HttpResponse:
    """Do one of the acts; a form with mistakes comes back with what was typed."""
    kind = FORMS.get(act)
    if kind is None:
        raise Http404
    mail, standing = _found(request, number), request.standing
    form = kind(request.POST, mail=mail, standing=standing, at=request.at)
    if not form.is_valid():
        return _page(request, mail, sent=form, status=422)
    try:
        onward = form.perform(request.at)
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _page(request, mail, sent=form, reasons=against.reasons, status=409)
    messages.success(request, str(form.done))
    return HttpResponseRedirect(f"/office/{standing.desk.code}/{onward}")


def _page(
    request: OfficeRequest,
    mail: IncomingMail,
    *,
    sent: MailForm | None = None,
    reasons: list[object] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    mail.refresh_from_db()
    offered = [
        sent if sent and sent.name == name else kind(mail=mail, standing=request.standing, at=request.at)
        for name, kind in FORMS.items()
        if _is_offered(name, mail)
    ]
    answers_case = mail.enquiry is not None
    shown = {
        "mail": mail,
        "tone": TONES.get(mail.state, "neutral"),
        "address": f"/office/{request.standing.desk.code}/mail/{mail.pk}/",
        "main": [form for form in offered if form.name == ("join" if answers_case else "take-in")],
        "others": [form for form in offered if form.name != ("join" if answers_case else "take-in")],
        "sent": sent,
        "reasons": reasons or [],
        "can_open": bool(mail.sealed) and mail.state in queries.SORTABLE,
        "no_subject": _("Message without text"),
        **more,
    }
    return render(request, "workroom/mail/message.html", shown, status=status)


def _is_offered(name: str, mail: IncomingMail) -> bool:
    if mail.state not in queries.SORTABLE or not mail.sealed:
        return False
    return mail.state == MailState.TRIAGE if name == "set-aside" else True


def _found(request: OfficeRequest, number: int) -> IncomingMail:
    try:
        return queries.get_mail(number, standing=request.standing)
    except IncomingMail.DoesNotExist:
        raise Http404 from None
