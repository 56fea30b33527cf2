"""Addresses of a desk that was followed by another lead to the one that is to be asked now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from hoiam.desks.queries.mergers import followers_by_code

LEAD_ON = frozenset(
    {
        "newsroom_desks:desk",
        "newsroom_ask:ask",
        "newsroom_feeds:desk_atom",
        "newsroom_feeds:desk_json",
        "newsroom_feeds:desk_releases_atom",
        "newsroom_feeds:desk_releases_json",
        "newsroom_feeds:desk_releases_ninjs",
    }
)
"""Pages of a desk that are the same with the desk that follows it. What was counted under its name stays there."""
READS = frozenset({"GET", "HEAD"})


class LeadOn:
    """For a day a merger can be taken back, so that no browser is told the address has moved for good (302)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, screen: Any, given: Any, named: dict[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.view_name not in LEAD_ON or request.method not in READS:
            return None
        present = followers_by_code([named["desk"]]).get(named["desk"])
        if present is None:
            return None
        address = reverse(match.view_name, kwargs={**named, "desk": present})
        asked = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{address}?{asked}" if asked else address)
