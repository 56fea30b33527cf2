"""Public doors that slow down whoever knocks too often; nothing of a reader's address is kept."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from hoiam.desks.throttle import wait_for
from hoiam.newsroom.requests import PublicRequest

HOUR = timedelta(hours=1)


def turned_away(
    request: PublicRequest, door: str, *, limit: int, window: timedelta = HOUR
) -> HttpResponse | None:
    """Count one knock; None where it may pass, else the page (429) that says how long to wait."""
    wait = wait_for(request, door=door, limit=limit, window=window, at=request.at)
    if wait is None:
        return None
    seconds = max(int(wait.total_seconds()), 1)
    response = render(request, "ui/errors/429.html", {"retry_after": seconds}, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response
