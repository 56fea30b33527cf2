"""An outlet opens this by the link of its invitation: do we come, with how many, and who stands at the gate?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from hoiam.conferences.dates import said
from hoiam.conferences.models import Seat
from hoiam.conferences.operations.seats import MOST_HEADS, answer_seat
from hoiam.conferences.queries.seats import names_of, seat_by_token
from hoiam.conferences.terms import SeatState
from hoiam.desks.against import ReasonsAgainst
from hoiam.newsroom.knocking import turned_away
from hoiam.newsroom.requests import PublicRequest
from hoiam.ui.forms import Form

SENT_PER_HOUR = 60
COMING, DECLINED = "coming", "declined"


class SeatForm(Form):
    """Whether the outlet comes."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Do you come?"),
        choices=[
            (COMING, pgettext_lazy("outlet", "We come")),
            (DECLINED, pgettext_lazy("outlet", "We do not come")),
        ],
        widget=forms.RadioSelect,
    )
    heads = forms.IntegerField(
        label=gettext_lazy("How many of you"), required=False, min_value=0, max_value=MOST_HEADS
    )
    names = forms.CharField(
        label=gettext_lazy("Names for the gate"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "One on each line. Only the gate reads them, on the day; they are deleted 24 hours after the end."
        ),
    )

    def __init__(self, *args: Any, seat: Seat, **given: Any) -> None:
        known = {
            "answer": seat.state if seat.state != SeatState.INVITED else None,
            "heads": seat.heads or 1,
            "names": "\n".join(names_of(seat)) if seat.conference.needs_names else "",
        }
        given["initial"] = known
        super().__init__(*args, **given)
        if not seat.conference.needs_names:
            del self.fields["names"]

    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "is_coming": given["answer"] == COMING,
            "heads": given.get("heads") or 0,
            "names": given.get("names", "").splitlines(),
        }


@require_http_methods(["GET", "HEAD", "POST"])
def seat(request: PublicRequest, token: str) -> HttpResponse:
    """The seat of one outlet; what it says may be changed until the end."""
    found = seat_by_token(token, request.at)
    if found is None:
        return apart(render(request, "newsroom/briefings/closed.html", status=404))
    form, reasons = SeatForm(seat=found), list[object]()
    if request.method == "POST":
        if away := turned_away(request, "seat", limit=SENT_PER_HOUR):
            return apart(away)
        form = SeatForm(request.POST, seat=found)
        if form.is_valid():
            try:
                answer_seat(token=token, at=request.at, **form.given())
                messages.success(request, _("Kept. You may change it here until the end."))
                return HttpResponseRedirect(request.path)
            except ReasonsAgainst as against:
                for field, reason in against.fields.items():
                    if field in form.fields:
                        form.add_error(field, str(reason))
                reasons = [] if against.fields else against.reasons
    conference = found.conference
    shown = {
        "seat": found,
        "conference": conference,
        "time": said(conference),
        "form": form,
        "reasons": reasons,
        "state": SeatState(found.state),
    }
    status = 422 if request.method == "POST" else 200
    return apart(render(request, "newsroom/briefings/seat.html", shown, status=status))


def apart(response: Any) -> Any:
    """No copy in any cache, no entry in any index, and the address is told to no other site."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
