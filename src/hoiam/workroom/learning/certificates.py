"""The organiser opens this after the training and asks: who gets a certificate, and where are the files to print?

The head opens it when one has to be revoked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoiam.conferences import rules
from hoiam.conferences.models import Certificate
from hoiam.conferences.operations.certificates import issue_certificates, revoke_certificate
from hoiam.conferences.queries.certificates import (
    certificates_of,
    get_certificate,
    paper_of,
    present,
    without_certificate,
)
from hoiam.conferences.queries.conferences import SEEING
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.learning.acting import InLanguages, paged, pdf_file


class RevokeForm(InLanguages):
    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.spoken("why", gettext_lazy("Reason, as anybody reads it"), rows=2)


@conference_page(*SEEING)
def certificates(request: ConferenceRequest) -> HttpResponse:
    """Those issued, by number, and how many wait; POST issues."""
    conference = request.conference
    reasons: list[object] = []
    if request.method == "POST":
        try:
            messages.success(request, _issue(request))
            return HttpResponseRedirect(request.path)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
    rows, page = paged(request, certificates_of(conference))
    shown = {
        "rows": rows,
        "page": page,
        "present": present(conference).count(),
        "waiting": without_certificate(conference).count(),
        "issued": certificates_of(conference).filter(revoked_at__isnull=True).count(),
        "decides": request.standing.holds(*rules.DECIDING),
        "reasons": reasons,
    }
    status = 409 if reasons else 200
    return render(request, "workroom/learning/certificates.html", framed(request, **shown), status=status)


@conference_page(*rules.DECIDING)
def revoke(request: ConferenceRequest, code: str) -> HttpResponse:
    """Revoke one, with a reason that anybody reads on its page."""
    found = _found(request, code)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    reasons: list[object] = []
    if form.is_bound and form.is_valid():
        try:
            revoke_certificate(
                certificate=found, why=form.wording("why"), by=request.standing.person, at=request.at
            )
            messages.success(request, _("The certificate is revoked; its public page says why."))
            return redirect(
                "workroom_learning:certificates", request.standing.desk.code, request.conference.reference
            )
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = framed(request, certificate=found, form=form, reasons=reasons)
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/learning/revoke.html", shown, status=status)


@conference_page(*SEEING)
def all_on_paper(request: ConferenceRequest) -> HttpResponse:
    """Every certificate that stands, a page for each."""
    rows = certificates_of(request.conference).filter(revoked_at__isnull=True)
    if not rows:
        raise Http404
    return pdf_file(paper_of(request.conference, rows, request.at), request.conference.reference)


@conference_page(*SEEING)
def one_on_paper(request: ConferenceRequest, code: str) -> HttpResponse:
    """One certificate, as long as it stands."""
    found = _found(request, code)
    if found.revoked_at:
        raise Http404
    name = f"{request.conference.reference}-{found.number}"
    return pdf_file(paper_of(request.conference, [found], request.at), name)


def _issue(request: ConferenceRequest) -> str:
    """To all who wait, or again to the holder of a revoked one."""
    given: dict[str, Any] = {"by": request.standing.person, "at": request.at}
    code = request.POST.get("again", "")
    if code:
        former = _found(request, code)
        if former.delegate_id is None:
            raise ReasonsAgainst([_("The roster no longer holds this person.")])
        given["delegates"] = [former.delegate_id]
    made = issue_certificates(conference=request.conference, **given)
    said = ngettext("%(number)s certificate was issued.", "%(number)s certificates were issued.", len(made))
    return said % {"number": len(made)}


def _found(request: ConferenceRequest, code: str) -> Certificate:
    try:
        return get_certificate(code, request.conference)
    except Certificate.DoesNotExist:
        raise Http404 from None
