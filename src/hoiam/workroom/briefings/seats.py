"""An organiser opens these to see how many outlets come; whoever stands at the gate, on the day, to let them in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from hoiam.conferences import rules
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.seats import at_gate, coming, counts_of, is_gate_day, is_open
from hoiam.ui.shapes import Page, first_row
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed

PAGE = 100


@conference_page(*SEEING)
def seats(request: ConferenceRequest) -> HttpResponse:
    """Counts, never outlets: nobody is chosen, nobody left out."""
    conference = request.conference
    shown = framed(
        request,
        counts=counts_of(conference),
        is_open=is_open(conference, request.at),
        is_gate_day=is_gate_day(conference, request.at),
        may_gate=request.standing.holds(*rules.AT_THE_DOOR),
    )
    return render(request, "workroom/briefings/seats.html", shown)


@conference_page(*rules.AT_THE_DOOR)
def gate(request: ConferenceRequest) -> HttpResponse:
    """Who is let in, on the day itself. The page is kept nowhere and has no file."""
    conference = request.conference
    first = first_row(request.GET.get("from", ""))
    rows = at_gate(conference, request.at, first=first, most=PAGE)
    is_today = is_gate_day(conference, request.at)
    number = coming(conference).count() if is_today else 0
    shown = framed(
        request,
        rows=rows,
        is_today=is_today,
        page=Page(
            newer=f"?from={max(first - PAGE, 0)}" if first else "",
            older=f"?from={first + PAGE}" if number > first + PAGE else "",
        ),
    )
    response = render(request, "workroom/briefings/gate.html", shown)
    response.headers["Cache-Control"] = "no-store"
    return response
