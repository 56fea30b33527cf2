"""By telephone, by chat: a question taken in quickly; and a sent answer as a short message to send by hand."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hoiam.desks.terms import Role
from hoiam.enquiries.models import Answer, Enquiry
from hoiam.enquiries.operations.answering import start_answer
from hoiam.enquiries.operations.intake import Receipt
from hoiam.enquiries.queries.answers import sent_of
from hoiam.enquiries.queries.as_message import LONGEST, as_message
from hoiam.enquiries.queries.enquiries import SEES, get_enquiry
from hoiam.enquiries.queries.situation import situation_of
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.enquiries.call_forms import CallForm, ChatForm, ShortForm
from hoiam.workroom.enquiries.next_hand import MINE
from hoiam.workroom.enquiries.screens import head_of


@office(Role.INTAKE)
def call(request: OfficeRequest) -> HttpResponse:
    """An officer on the telephone: question, who, how to reach them; read the number to the caller."""
    form = CallForm(request.POST or None, standing=request.standing, at=request.at)
    return _taken(request, form, "workroom/enquiries/call.html")


@office(Role.INTAKE)
def chat(request: OfficeRequest) -> HttpResponse:
    """A message pasted from a chat; names and numbers are taken out of it on request, before anything is kept."""
    form = ChatForm(request.POST or None, standing=request.standing, at=request.at)
    if "strip" in request.POST and form.is_valid():
        shown = {"form": form.stripped(), "reasons": [], "is_stripped": True}
        return render(request, "workroom/enquiries/chat.html", shown)
    return _taken(request, form, "workroom/enquiries/chat.html")


def _taken(request: OfficeRequest, form: ShortForm, template: str) -> HttpResponse:
    standing, status = request.standing, 200
    reasons: list[str] = []
    if form.is_bound:
        status = 422
        if form.is_valid():
            receipt, reasons = form.take_in(desk=standing.desk, by=standing.person, at=request.at)
            if receipt is not None:
                messages.success(request, _said(receipt))
                return HttpResponseRedirect(_onward(request, receipt))
            status = 409
    return render(request, template, {"form": form, "reasons": reasons}, status=status)


def _onward(request: OfficeRequest, receipt: Receipt) -> str:
    """The case; for whoever answers it at once, the text of the answer that is begun with it."""
    enquiry = receipt.enquiry
    case = f"/office/{enquiry.desk.code}/enquiries/{enquiry.reference}/"
    if MINE not in request.POST or receipt.is_repeat:
        return case
    answer = start_answer(enquiry=enquiry, by=request.user, at=request.at)
    return f"/office/{enquiry.desk.code}/texts/{answer.text_id}/"


def _said(receipt: Receipt) -> str:
    """What the officer tells the caller: the number, and by when the law wants the answer."""
    enquiry = receipt.enquiry
    if receipt.is_repeat:
        return _("%(reference)s was noted already; nothing was taken in twice.") % {
            "reference": enquiry.reference
        }
    due = enquiry.next_due_at
    if due is None:
        return _("Tell them: your number is %(reference)s.") % {"reference": enquiry.reference}
    said = {
        "reference": enquiry.reference,
        "due": date_format(timezone.localtime(due), "SHORT_DATETIME_FORMAT"),
    }
    return _("Tell them: your number is %(reference)s, the answer is due by %(due)s.") % said


@office(*SEES)
def message(request: OfficeRequest, reference: str) -> HttpResponse:
    """The sent answer in at most 500 characters, to be copied and sent by hand."""
    try:
        enquiry = get_enquiry(reference, standing=request.standing)
    except Enquiry.DoesNotExist:
        raise Http404 from None
    answer = sent_of(enquiry).filter(enquiry=enquiry).last()
    if answer is None:
        raise Http404
    text = as_message(answer, address_of(answer))
    shown = {
        **head_of(situation_of(enquiry, standing=request.standing, at=request.at)),
        "text": text,
        "length": len(text),
        "longest": LONGEST,
        "rows": max(6, len(text) // 60),
        "answer": answer,
        "is_public": Answer.objects.public(request.at).filter(pk=answer.pk).exists(),
    }
    return render(request, "workroom/enquiries/message.html", shown)


def address_of(answer: Answer) -> str:
    """The short address of the answer in the log; "" for one that never enters it."""
    if answer.withheld_code or answer.enters_log_at is None:
        return ""
    return f"{settings.BASE_URL.rstrip('/')}/a/{answer.enquiry.reference}"
