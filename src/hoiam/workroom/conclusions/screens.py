"""An officer of the body addressed opens these: what did the chair ask of us, by when, and what did we reply?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hoiam.conferences.models import Conclusion
from hoiam.conferences.operations.conclusions import REPLYING, reply_to_conclusion
from hoiam.conferences.queries.conclusions import addressed_to, state_of
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.terms import ConclusionKind, ConclusionState
from hoiam.desks.against import ReasonsAgainst
from hoiam.ui.shapes import Page, first_row
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.briefings.forms import ReplyForm
from hoiam.workroom.conferences.spoken import said

PAGE = 50
TONES = {
    ConclusionState.OPEN: "info",
    ConclusionState.LATE: "danger",
    ConclusionState.REPLIED: "warning",
    ConclusionState.DONE: "success",
}


@office(*SEEING)
def conclusions(request: OfficeRequest) -> HttpResponse:
    """What is asked of this body by conferences of any desk: open ones first, by day."""
    first = first_row(request.GET.get("from", ""))
    found = list(addressed_to(request.standing)[first : first + PAGE + 1])
    shown = {
        "rows": [_shown(row, request) for row in found[:PAGE]],
        "page": Page(
            newer=f"?from={max(first - PAGE, 0)}" if first else "",
            older=f"?from={first + PAGE}" if len(found) > PAGE else "",
        ),
    }
    return render(request, "workroom/conclusions/list.html", shown)


@office(*SEEING)
def conclusion(request: OfficeRequest, number: int) -> HttpResponse:
    """One of them, and the reply with its proof."""
    row = addressed_to(request.standing).filter(pk=number).first()
    if row is None:
        raise Http404
    may_reply = row.done_at is None and request.standing.holds(*REPLYING)
    form = ReplyForm(request.POST if request.method == "POST" else None, row=row)
    reasons: list[object] = []
    if request.method == "POST" and may_reply and form.is_valid():
        try:
            reply_to_conclusion(
                conclusion=row,
                words=said(form, "words"),
                proof=form.cleaned_data["proof"],
                by=request.user,
                at=request.at,
            )
            messages.success(
                request, _("Replied. The desk that led the conference accepts it or sends it back.")
            )
            return HttpResponseRedirect(
                reverse("workroom_conclusions:list", args=[request.standing.desk.code])
            )
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = {"one": _shown(row, request), "form": form, "reasons": reasons, "may_reply": may_reply}
    status = 200 if request.method != "POST" else 409 if reasons else 422
    return render(request, "workroom/conclusions/conclusion.html", shown, status=status)


def _shown(row: Conclusion, request: OfficeRequest) -> dict[str, Any]:
    state = state_of(row, request.at)
    return {"row": row, "state": state, "tone": TONES[state], "kind": ConclusionKind(row.kind).label}
