"""A person's own views of the list: shown as tabs, kept and removed."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.queries.standing import Standing
from hoiam.enquiries.operations.views import KEPT, keep_view, remove_view
from hoiam.enquiries.queries.enquiries import SEES
from hoiam.enquiries.queries.views import views_of
from hoiam.ui.shapes import Link
from hoiam.workroom.access import OfficeRequest, office


def own_tabs(standing: Standing, here: dict[str, str]) -> tuple[list[Link], int | None]:
    """(the tabs of one's own views, the id of the one that is shown); `here` is the present narrowing."""
    tabs, current = [], None
    for number, name, words in views_of(standing):
        is_current = words == here
        current = number if is_current else current
        tabs.append(Link(name, f"?{urlencode(words)}", is_current=is_current, icon="eye"))
    return tabs, current


@require_POST
@office(*SEES)
def keep(request: OfficeRequest) -> HttpResponse:
    """Keep the present narrowing under a name and show it."""
    words = {name: request.POST.get(name, "") for name in KEPT}
    try:
        keep_view(standing=request.standing, name=request.POST.get("name", ""), words=words, at=request.at)
    except ReasonsAgainst as against:
        messages.warning(request, " ".join(str(reason) for reason in against.reasons))
    else:
        messages.success(request, _("The view is kept. Only you see it."))
    return _back(request, {name: value for name, value in words.items() if value})


@require_POST
@office(*SEES)
def remove(request: OfficeRequest, number: int) -> HttpResponse:
    """Remove one's own view; the enquiries stay as they are."""
    remove_view(standing=request.standing, number=number)
    messages.success(request, _("The view is removed."))
    return _back(request, {})


def _back(request: OfficeRequest, words: dict[str, str]) -> HttpResponse:
    address = f"/office/{request.standing.desk.code}/enquiries/"
    return HttpResponseRedirect(f"{address}?{urlencode(words)}" if words else address)
