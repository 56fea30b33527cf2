"""Whoever stands at the door opens this on a telephone: does this code open, and is the person in already?

After an event without network it is opened at the desk: who ticked the printed roster?"""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.conferences import rules
from hoiam.conferences.models import Conference, Session
from hoiam.conferences.operations.checkin import MOST_SCANS, Answered, Scan, check_in, enter_paper
from hoiam.conferences.queries.conferences import conferences_of
from hoiam.conferences.queries.delegation_letters import spaced
from hoiam.conferences.queries.rosters import as_rows, counts, present_in, roster_of
from hoiam.conferences.terms import DelegateState, ScanWay
from hoiam.desks.against import ReasonsAgainst
from hoiam.ui.shapes import Page
from hoiam.ui.writing import tidy
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.trainings.forms import chosen_numbers

PAPER_PAGE = 400
LONGEST_BATCH = 100_000
"""Bytes of a batch of scans."""


@conference_page(*rules.AT_THE_DOOR)
def check_in_page(request: ConferenceRequest) -> HttpResponse:
    """Type a code, or let the camera read it; what was sent last is answered on the page."""
    session = _session_asked(request)
    answer: Answered | None = None
    reasons: list[object] = []
    if request.method == "POST":
        scan_id = request.POST.get("scan", "")[:40] or secrets.token_hex(8)
        scan = Scan(scan_id, request.POST.get("code", "")[:40], request.at, ScanWay.CODE)
        try:
            answer = check_in(
                conference=request.conference,
                scans=[scan],
                by=request.standing.person,
                at=request.at,
                session_code=session,
            )[0]
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = framed(
        request,
        answer=answer,
        said=sentence(answer) if answer else "",
        session=session,
        sessions=_sessions(request.conference),
        counts=counts(request.conference),
        present=present_in(request.conference, session),
        scan_id=secrets.token_hex(8),
        reasons=reasons,
    )
    is_refused = bool(reasons) or (answer is not None and answer.what == "refused")
    response = render(request, "workroom/trainings/checkin.html", shown, status=409 if is_refused else 200)
    response.headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()"
    return response


@require_POST
@office(*rules.AT_THE_DOOR)
def scans(request: OfficeRequest, reference: str) -> HttpResponse:
    """A batch of the telephone's queue as JSON: {session, scans: [{id, code, at, way}]}; an answer for each."""
    # Without what the pages show around it: a door asks this for every badge.
    conference = conferences_of(request.standing).select_related(None).filter(reference=reference).first()
    if conference is None:
        raise Http404
    try:
        session, batch = _batch(request)
        answers = check_in(
            conference=conference,
            scans=batch,
            by=request.standing.person,
            at=request.at,
            session_code=session,
        )
    except ReasonsAgainst as against:
        return JsonResponse({"reasons": [str(reason) for reason in against.reasons]}, status=409)
    except (ValueError, RecursionError):
        return JsonResponse({"reasons": [_("This batch cannot be read.")]}, status=400)
    told = [{"id": one.scan_id, "what": one.what, "said": sentence(one)} for one in answers]
    return JsonResponse({"answers": told, "present": present_in(conference, session)})


@conference_page(*rules.AT_THE_DOOR, *rules.ORGANISING)
def paper(request: ConferenceRequest) -> HttpResponse:
    """The roster to be printed and signed; after the event the ticks are entered on the same page."""
    session = _session_asked(request)
    reasons: list[object] = []
    if request.method == "POST":
        try:
            number = enter_paper(
                conference=request.conference,
                delegate_ids=chosen_numbers(request.POST, "came"),
                by=request.standing.person,
                at=request.at,
                session_code=session,
            )
            messages.success(request, _("%(number)s people are entered.") % {"number": number})
            return redirect(f"{request.path}?session={session}" if session else request.path)
        except ReasonsAgainst as against:
            reasons = against.reasons
    said = request.GET.get("from", "0")
    first = min(int(said), 1_000_000) if said.isdecimal() and len(said) < 10 else 0
    found = roster_of(request.conference, state=DelegateState.REGISTERED, session_code=session)
    rows = as_rows(found[first : first + PAPER_PAGE + 1])
    shown = framed(
        request,
        rows=[(place, row, spaced(row.code)) for place, row in enumerate(rows[:PAPER_PAGE], start=first + 1)],
        page=Page(
            newer=f"?session={session}&from={max(first - PAPER_PAGE, 0)}" if first else "",
            older=f"?session={session}&from={first + PAPER_PAGE}" if len(rows) > PAPER_PAGE else "",
        ),
        session=session,
        sessions=_sessions(request.conference),
        reasons=reasons,
        takes_in=request.standing.holds(*rules.AT_THE_DOOR),
    )
    return render(request, "workroom/trainings/paper.html", shown, status=409 if reasons else 200)


def sentence(answer: Answered) -> str:
    """What is told at the door."""
    if answer.delegate is None:
        return str(answer.reason)
    row = answer.delegate
    who = f"{row.name} – {row.agency}, {row.place}"
    if answer.what == "again":
        return _("In already: %(who)s") % {"who": who}
    return _("In: %(who)s") % {"who": who}


def _batch(request: OfficeRequest) -> tuple[str, list[Scan]]:
    """Raises `ValueError` for anything that is not such a batch."""
    if len(request.body) > LONGEST_BATCH:
        raise ValueError("too long")
    said: Any = json.loads(request.body)
    if not isinstance(said, dict) or not isinstance(said.get("scans"), list):
        raise ValueError("no batch")
    rows = said["scans"]
    if len(rows) > MOST_SCANS or not all(isinstance(row, dict) for row in rows):
        raise ValueError("no rows")
    return str(said.get("session") or "")[:12], [_scan(row, request.at) for row in rows]


def _scan(row: dict[str, Any], at: datetime) -> Scan:
    """A device without a usable clock scanned now."""
    try:
        moment = parse_datetime(str(row.get("at") or "")[:40])
    except ValueError:
        moment = None
    return Scan(
        scan_id=str(row.get("id") or "")[:41],
        code=str(row.get("code") or "")[:200],
        scanned_at=moment if moment and moment.tzinfo else at,
        way=str(row.get("way") or ScanWay.CODE)[:8],
    )


def _session_asked(request: ConferenceRequest) -> str:
    return tidy(request.POST.get("session", request.GET.get("session", "")))[:12]


def _sessions(conference: Conference) -> list[tuple[str, str]]:
    rows = Session.objects.filter(conference=conference, removed_at__isnull=True)
    return [(row.code, f"{row.code} – {row.title}") for row in rows.order_by("position", "pk")]
