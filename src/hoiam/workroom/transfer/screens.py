"""Opened by the head or the administrator of a desk, who asks: what did the centre change, and do we follow?"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Adoption, Offer
from hoiam.desks.operations.templates import DECIDES, decide_offer
from hoiam.desks.queries.transfer import decided_offers, get_offer, open_offers
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.transfer.forms import DecideForm
from hoiam.workroom.transfer.telling import section_named, sections_told, told


@office(*DECIDES)
def offers(request: OfficeRequest) -> HttpResponse:
    """What waits for a decision, what the desk stands on, what was decided."""
    desk = request.standing.desk
    adoption = Adoption.objects.select_related("template").filter(desk=desk).first()
    shown = {
        "desk": desk,
        "adoption": adoption,
        "waiting": [_row(row) for row in open_offers(desk)],
        "decided": [_row(row) for row in decided_offers(desk)],
        "sections": sections_told(adoption.content) if adoption else [],
    }
    return render(request, "workroom/transfer/offers.html", shown)


@office(*DECIDES)
def decide(request: OfficeRequest, offer: int) -> HttpResponse:
    """One change: what was, what would be; POST takes it over or declines it."""
    desk = request.standing.desk
    try:
        row = get_offer(offer, desk=desk)
    except Offer.DoesNotExist:
        raise Http404 from None
    form = DecideForm(request.POST or None)
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            decide_offer(
                offer=row,
                standing=request.standing,
                accept=said["decision"] == "accept",
                why=said["why"],
                at=request.at,
            )
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
        else:
            messages.success(request, _("Decided; the centre sees it on its board."))
            return redirect("workroom_transfer:offers", desk=desk.code)
    shown = {"desk": desk, "row": _row(row), "form": form, "reasons": reasons}
    return render(request, "workroom/transfer/decide.html", shown, status=422 if form.is_bound else 200)


def _row(offer: Offer) -> dict[str, object]:
    section = section_named(offer.section)
    return {
        "offer": offer,
        "section": section.label if section else offer.section,
        "before": told(section, offer.key, offer.before) if section else str(offer.before or ""),
        "after": told(section, offer.key, offer.after) if section else str(offer.after or ""),
    }
