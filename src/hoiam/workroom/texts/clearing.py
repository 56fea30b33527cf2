"""The leader's page: read everything, approve or return. It works with one thumb."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.texts.models import Attachment, Text, TextVersion
from hoiam.texts.operations.clearance import sign, take_back
from hoiam.texts.queries.findings import findings_of, reasons_against_facts_of
from hoiam.texts.queries.paper import standing_paper
from hoiam.texts.queries.rendering import rendered
from hoiam.texts.queries.versions import latest_version, role_to_sign, standing_clearance
from hoiam.texts.rules import may_sign_as, reasons_against_signing
from hoiam.texts.subjects import bound_in_words
from hoiam.texts.terms import ClearanceState, Decision, SigningRole
from hoiam.texts.urgency import Urgency, urgency_of
from hoiam.ui import moments
from hoiam.ui.shapes import Row
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.texts.comparing import changes_since_last
from hoiam.workroom.texts.doors import address, find_text, subject_of
from hoiam.workroom.texts.forms import DecisionForm
from hoiam.workroom.texts.inserting import pictures_at
from hoiam.workroom.texts.showing import steps_of

BOUND = {
    "next_update_at": gettext_lazy("Next update"),
    "spoken_by": gettext_lazy("Given by word of mouth by"),
    "spoken_at": gettext_lazy("Said at"),
}
"""What may be signed together with a text, by name; an empty value is said to be none."""


@office(*EDITORIAL)
def clearance(request: OfficeRequest, text_id: int) -> HttpResponse:
    """The version in clearance with its sources and what was pointed out; by POST the decision."""
    text = find_text(request, text_id)
    version = latest_version(text)
    if version is None:
        return HttpResponseRedirect(address("editor", text))
    form = DecisionForm(request.POST or None, initial={"text_hash": version.hash})
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, text, version, form)
        except ReasonsAgainst as against:
            reasons = against.reasons
            version = latest_version(text) or version
    context = {**shown_to_sign(request, text, version), "form": form, "reasons": reasons}
    status = 409 if reasons else 422 if form.errors else 200
    return render(request, "workroom/texts/clearance.html", context, status=status)


@require_POST
@office(*EDITORIAL)
def take_back_page(request: OfficeRequest, text_id: int) -> HttpResponse:
    """Out of clearance, back to writing."""
    text = find_text(request, text_id)
    try:
        take_back(text=text, standing=request.standing, at=request.at)
        messages.success(request, _("The text is out of clearance. Send it again when it is ready."))
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))
    return HttpResponseRedirect(address("editor", text))


def _decide(request: OfficeRequest, text: Text, version: TextVersion, form: DecisionForm) -> HttpResponse:
    decision = request.POST.get("decision", "")
    sign(
        version=version,
        text_hash=form.cleaned_data["text_hash"],
        standing=request.standing,
        role=role_of(request, version) or SigningRole.REVIEWER,
        decision=decision,
        comment=form.cleaned_data["comment"],
        at=request.at,
    )
    if decision == Decision.RETURN:
        messages.success(request, _("Returned with your comment."))
    elif standing_clearance(text).state == ClearanceState.CLEARED:  # type: ignore[union-attr]
        messages.success(request, _("Cleared. The text goes out as it stands."))
    else:
        messages.success(request, _("Approved. The spokesperson reads it next."))
    return HttpResponseRedirect(f"/office/{text.desk.code}/")


def shown_to_sign(request: OfficeRequest, text: Text, version: TextVersion) -> dict[str, Any]:
    """Everything that somebody reads before signing, and whether and why not they may."""
    at = request.at
    is_open = version.clearance.state == ClearanceState.OPEN
    urgency = _urgency(request, text)
    role = role_to_sign(version, request.standing, urgency)
    may_sign = bool(role) and may_sign_as(request.standing, role or "", urgency)
    files = list(Attachment.objects.of(text))
    return {
        "text": text,
        "version": version,
        "is_open": is_open,
        "subject": subject_of(request, text),
        "shown": rendered(version),
        "steps": steps_of(version.clearance if is_open or _is_cleared(version) else None),
        "paper": standing_paper(version),
        "signatures": version.signatures.select_related("person"),
        "changes": changes_since_last(version),
        "warnings": [one for one in findings_of(text, at=at) if one.weight == "warns"] if is_open else [],
        "given_reasons": _given_reasons(version),
        "files": files,
        "pictures": pictures_at(text, files),
        "role": role,
        "may_sign": may_sign,
        "bound": _bound_rows(text, version),
        "clears_alone": urgency.clears_alone(role or ""),
        "why_not": _why_not(request, version, role, urgency) if may_sign else [],
    }


def _urgency(request: OfficeRequest, text: Text) -> Urgency:
    return urgency_of(text, request.standing.person, request.at)


def role_of(request: OfficeRequest, version: TextVersion) -> str | None:
    """As what this person would sign the version next."""
    return role_to_sign(version, request.standing, _urgency(request, version.text))


def _bound_rows(text: Text, version: TextVersion) -> list[Row]:
    """What is signed together with the words: as the owner of the record says it, else by name."""
    said = bound_in_words(text.record_kind, version.bound)
    if said is None:
        return [_bound_row(name, value) for name, value in version.bound.items()]
    return [Row(name, value) for name, value in said]


def _bound_row(name: str, value: str) -> Row:
    """What is signed together with the words, as a leader reads it."""
    said = moments.moment(datetime.fromisoformat(value)) if value and name.endswith("_at") else value
    return Row(str(BOUND.get(name, name)), said or _("none"))


def _is_cleared(version: TextVersion) -> bool:
    return bool(version.clearance.state == ClearanceState.CLEARED)


def _given_reasons(version: TextVersion) -> list[dict[str, object]]:
    """Sentences whose number was let through with a written reason, in reading order."""
    return [
        {"number": number, "text": sentence, "reason": version.reasons[sentence_id]}
        for number, (sentence_id, sentence) in enumerate(version.sentences, start=1)
        if sentence_id in version.reasons
    ]


def _why_not(
    request: OfficeRequest, version: TextVersion, role: str | None, urgency: Urgency
) -> list[object]:
    """Why this person may not approve; [] means the button works."""
    return [
        *reasons_against_signing(
            version,
            standing=request.standing,
            role=role or "",
            decision=Decision.APPROVE,
            text_hash=version.hash,
            given=list(version.signatures.all()),
            urgency=urgency,
        ),
        *reasons_against_facts_of(version, request.at),
    ]
