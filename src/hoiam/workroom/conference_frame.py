"""The pages of one conference in the office: the same door and the same tabs, whichever subject shows them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from hoiam.conferences.models import Conference
from hoiam.conferences.queries.conferences import get_conference
from hoiam.conferences.terms import ConferenceKind
from hoiam.ui.shapes import Link
from hoiam.workroom.access import OfficeRequest, office


class ConferenceRequest(OfficeRequest):
    """A request as screens behind `conference_page` get it; no object is ever made of this class."""

    conference: Conference


@dataclass(frozen=True)
class Tab:
    """One page of a conference. `view`: its name, taking desk and reference; `kinds`: for which it is shown."""

    view: str
    label: object
    order: int
    kinds: Collection[str] = tuple(ConferenceKind.values)
    roles: Collection[str] = ()
    """Who is led there; (): everybody who sees the conference. The page guards itself."""


_tabs: dict[str, Tab] = {}


def register(tab: Tab) -> None:
    """Name a page of a conference, from `AppConfig.ready` of the subject that shows it."""
    _tabs[tab.view] = tab


def tabs_of(request: ConferenceRequest) -> list[Link]:
    """The pages of the conference that this person is led to, in order; the present one is marked."""
    conference, standing = request.conference, request.standing
    shown = [
        tab
        for tab in sorted(_tabs.values(), key=lambda tab: tab.order)
        if conference.kind in tab.kinds and (not tab.roles or standing.holds(*tab.roles))
    ]
    addresses = [reverse(tab.view, args=[standing.desk.code, conference.reference]) for tab in shown]
    # A page below a tab belongs to it; every address begins like the first page's, so the longest counts.
    present = max((one for one in addresses if request.path.startswith(one)), key=len, default="")
    return [
        Link(str(tab.label), address, is_current=address == present)
        for tab, address in zip(shown, addresses, strict=True)
    ]


def conference_page(*roles: str) -> Callable[[Any], Any]:
    """Open a page of one conference: the door of `office`, and the one guarded look-up. 404 for another desk's.

    The screen gets `request.conference`; its address has `<slug:desk>` and `<str:reference>`.
    """

    def decorate(screen: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @office(*roles)
        @wraps(screen)
        def guarded(request: OfficeRequest, reference: str, **given: Any) -> HttpResponse:
            try:
                request.conference = get_conference(reference, request.standing)  # type: ignore[attr-defined]
            except Conference.DoesNotExist:
                raise Http404 from None
            return screen(request, **given)

        return guarded  # type: ignore[no-any-return]

    return decorate


def framed(request: ConferenceRequest, **shown: Any) -> dict[str, Any]:
    """The context of a page that extends `workroom/conference.html`: the conference, its tabs, and `shown`."""
    return {"conference": request.conference, "tabs": tabs_of(request), **shown}
