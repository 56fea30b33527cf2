"""Bring a signed sheet back; compare one; say that one does not count. Each works with one thumb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.texts.files import LARGEST
from hoiam.texts.models import PaperApproval, Text, TextVersion
from hoiam.texts.operations.paper import bring_in_paper, confirm_paper, reject_paper
from hoiam.texts.paper_rules import read_code, reasons_against_comparing, reasons_against_version
from hoiam.texts.queries.paper import paper_signers, papers_of, version_by_hash, waiting_papers
from hoiam.texts.queries.versions import latest_version
from hoiam.texts.terms import PaperState
from hoiam.texts.typesetting import can_typeset
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.paper.doors import address, find_paper
from hoiam.workroom.paper.forms import CodeForm, RejectForm, SheetForm
from hoiam.workroom.paper.showing import shown_papers
from hoiam.workroom.texts.doors import find_text, subject_of


@office(*EDITORIAL)
def paper(request: OfficeRequest, text_id: int) -> HttpResponse:
    """The version in clearance: its sheet to print, what came back; by POST a signed sheet is brought in."""
    text = find_text(request, text_id)
    version = latest_version(text)
    if version is None:
        raise Http404
    version.text = text
    form = _sheet_form(request, version)
    if request.method != "POST":
        return _page(request, version, form=form)
    if not form.is_valid():
        return _page(request, version, form=form, status=422)
    try:
        _bring_in(request, version, form)
    except ReasonsAgainst as against:
        return _page(request, version, form=form, reasons=against.reasons, status=409)
    messages.success(request, _("The signed sheet is kept. A second person now compares it with the text."))
    return HttpResponseRedirect(address("paper", text))


@require_POST
@office(*EDITORIAL)
def confirm(request: OfficeRequest, text_id: int, paper_id: int) -> HttpResponse:
    """The second person read this code on the sheet; the right one clears the text."""
    form = CodeForm(request.POST)

    def act(found: PaperApproval) -> None:
        confirm_paper(paper=found, code=form.cleaned_data["code"], standing=request.standing, at=request.at)
        messages.success(request, _("Approved on paper. The text goes out as it stands."))

    return _decide(request, find_paper(request, text_id, paper_id), act, code_form=form)


@require_POST
@office(*EDITORIAL)
def reject(request: OfficeRequest, text_id: int, paper_id: int) -> HttpResponse:
    """The sheet does not count; it is kept with the reason."""
    form = RejectForm(request.POST)

    def act(found: PaperApproval) -> None:
        reject_paper(paper=found, why=form.cleaned_data["why"], standing=request.standing, at=request.at)
        messages.success(
            request, _("The sheet is rejected and kept with your reason. Another one can follow.")
        )

    return _decide(request, find_paper(request, text_id, paper_id), act, reject_form=form)


@office(*EDITORIAL)
def by_code(request: OfficeRequest, text_hash: str) -> HttpResponse:
    """Where the QR code of a sheet leads: to the page of its text, with what was read."""
    version = version_by_hash(request.standing.desk, text_hash.lower())
    if version is None:
        messages.error(request, _("No text of this desk has the code of that sheet."))
        return HttpResponseRedirect(f"/office/{request.standing.desk.code}/")
    version.text.desk = request.standing.desk
    newest = latest_version(version.text)
    if newest is not None and newest.hash != version.hash:
        messages.error(
            request,
            _(
                "The sheet you scanned belongs to version %(old)d. The text is now version %(new)d; print its sheet."
            )
            % {"old": version.number, "new": newest.number},
        )
    query = urlencode({"code": version.hash})
    return HttpResponseRedirect(f"{address('paper', version.text)}?{query}#compare")


@office(*EDITORIAL)
def waiting(request: OfficeRequest) -> HttpResponse:
    """Signed sheets of the desk that this person may compare, oldest first."""
    return render(request, "workroom/paper/waiting.html", {"papers": waiting_papers(request.standing)})


def _decide(
    request: OfficeRequest, found: PaperApproval, act: Callable[[PaperApproval], None], **forms: Any
) -> HttpResponse:
    """One decision about a sheet; a refusal shows the page again with the reasons, and nothing has changed."""
    form = next(iter(forms.values()))
    version = latest_version(found.version.text) or found.version
    version.text = found.version.text
    if not form.is_valid():
        return _page(request, version, status=422, **forms)
    try:
        act(found)
    except ReasonsAgainst as against:
        return _page(request, version, reasons=against.reasons, status=409, **forms)
    return HttpResponseRedirect(address("paper", found.version.text))


def _bring_in(request: OfficeRequest, version: TextVersion, form: SheetForm) -> None:
    given = form.cleaned_data
    bring_in_paper(
        version=version,
        text_hash=given["text_hash"],
        name=given["file"].name,
        content=given["file"].read(LARGEST + 1),
        signer=given["signer"],
        signed_date=given["signed_date"],
        number=given["number"],
        standing=request.standing,
        at=request.at,
    )


def _sheet_form(request: OfficeRequest, version: TextVersion, *, bare: bool = False) -> SheetForm:
    """The form with what was sent, or (`bare`) as it is offered."""
    first, last = timezone.localdate(version.sent_at), timezone.localdate(request.at)
    signers = paper_signers(version.text.desk, first, last)
    return SheetForm(
        None if bare else request.POST or None,
        None if bare else request.FILES or None,
        initial={"text_hash": version.hash, "signed_date": last},
        signers=signers,
    )


def _page(
    request: OfficeRequest,
    version: TextVersion,
    *,
    form: SheetForm | None = None,
    code_form: CodeForm | None = None,
    reject_form: RejectForm | None = None,
    reasons: list[object] | None = None,
    status: int = 200,
) -> HttpResponse:
    text: Text = version.text
    shown = shown_papers(papers_of(version))
    given = list(version.signatures.all())
    waits = next((one for one in shown if one.paper.can_be_decided), None)
    context = {
        "text": text,
        "version": version,
        "subject": subject_of(request, text),
        "waits": waits,
        "earlier": [one for one in shown if one is not waits],
        "is_waiting": PaperState.WAITING in {one.paper.state for one in shown},
        "against": reasons_against_version(version, version.hash, given),
        "against_comparing": reasons_against_comparing(waits.paper, request.user) if waits else [],
        "form": form or _sheet_form(request, version, bare=True),
        "code_form": code_form or CodeForm(initial={"code": read_code(request.GET.get("code", ""))}),
        "reject_form": reject_form or RejectForm(),
        "reasons": reasons or [],
        "can_typeset": can_typeset(),
    }
    return render(request, "workroom/paper/paper.html", context, status=status)
