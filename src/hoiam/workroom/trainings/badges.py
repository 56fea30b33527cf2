"""Opened on the day before: badges of all who are registered, ready to be cut."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation

from hoiam.conferences import rules
from hoiam.conferences.badges import Badge, badges_pdf
from hoiam.conferences.dates import said
from hoiam.conferences.queries.delegation_letters import spaced
from hoiam.conferences.queries.rosters import as_rows, roster_of
from hoiam.conferences.terms import DelegateState
from hoiam.desks.against import ReasonsAgainst
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed


@conference_page(*rules.AT_THE_DOOR, *rules.ORGANISING)
def badges(request: ConferenceRequest) -> HttpResponse:
    """Badges of registered delegates in the order of the roster, in the language of the conference."""
    conference = request.conference
    rows = as_rows(roster_of(conference, state=DelegateState.REGISTERED))
    try:
        with translation.override(conference.language):
            content = badges_pdf(
                [
                    Badge(row.name, row.post, row.agency, row.place, row.code, spaced(row.code))
                    for row in rows
                ],
                title=str(conference.title),
                when=said(conference),
                language=conference.language,
                at=request.at,
            )
    except ReasonsAgainst as against:
        shown = framed(request, reasons=against.reasons)
        return render(request, "workroom/trainings/no_file.html", shown, status=409)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="badges-{conference.reference}.pdf"'
    return response
