"""An organiser opens this with a list that a body sent: is every row good, and what is wrong with the others?"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoiam.conferences import agencies, rules
from hoiam.conferences.models import Conference
from hoiam.conferences.operations.roster_import import import_roster
from hoiam.conferences.queries.registrations import Imported, Outcome
from hoiam.conferences.queries.rosters import as_rows, roster_of
from hoiam.desks.against import ReasonsAgainst
from hoiam.ui.shapes import Tone
from hoiam.ui.workbook import XLSX_TYPE, Cell, workbook_of
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.trainings.forms import RosterFileForm

SHOWN = 200
"""Rows of the table after a look; the counts are of all."""
TONES: dict[str, Tone] = {
    "registered": "success",
    "waiting": "info",
    "double": "warning",
    "refused": "danger",
}


@dataclass(frozen=True)
class Table:
    """A sheet of a workbook."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str


@conference_page(*rules.ORGANISING)
def import_page(request: ConferenceRequest) -> HttpResponse:
    """Look at what every row would become, then import the same file; it is never kept between the two."""
    form = RosterFileForm(request.POST or None, request.FILES or None)
    result: Imported | None = None
    reasons: list[object] = []
    is_dry_run = request.POST.get("act") != "import"
    if request.method == "POST" and form.is_valid():
        try:
            result = import_roster(
                conference=request.conference,
                content=form.cleaned_data["file"].read(),
                by=request.standing.person,
                at=request.at,
                keep_good=form.cleaned_data["keeps_good"],
                dry_run=is_dry_run,
            )
        except ReasonsAgainst as against:
            reasons = against.reasons
        if result and result.registered.is_kept:
            said = _("%(registered)s registered, %(waiting)s on the waiting list.")
            messages.success(request, said % counted(result))
            return redirect("workroom_trainings:roster", *_address(request))
    shown = framed(
        request,
        form=form,
        result=result,
        counted=counted(result) if result else {},
        rows=preview(result) if result else [],
        shown=SHOWN,
        is_dry_run=is_dry_run,
        reasons=reasons,
    )
    is_wrong = bool(form.errors) or (result is not None and not result.registered.is_clean)
    status = 409 if reasons else 422 if is_wrong or (result and result.unreadable) else 200
    return render(request, "workroom/trainings/roster_import.html", shown, status=status)


@conference_page(*rules.ORGANISING)
def template(request: ConferenceRequest) -> HttpResponse:
    """An empty roster with the headings that are read."""
    head = (_("Full name"), _("Post"), _("Agency"), _("Province"), _("Email"), _("Telephone"))
    table = Table(_("Delegates"), head, (), "")
    return _file(request, [table], "template")


@conference_page(*rules.ORGANISING)
def export(request: ConferenceRequest) -> HttpResponse:
    """The roster as a workbook; addresses and telephone numbers only where they are asked for."""
    with_contacts = request.GET.get("contacts") == "1"
    head = (
        _("Full name"),
        _("Post"),
        _("Agency"),
        _("Kind of agency"),
        _("Province"),
        _("State"),
        _("Was there"),
    )
    rows = [
        (
            row.name,
            row.post,
            row.agency,
            row.kind,
            row.place,
            row.state,
            _("yes") if row.is_in else _("no"),
            *((row.email, row.phone) if with_contacts else ()),
        )
        for row in as_rows(roster_of(request.conference))
    ]
    contacts = (_("Email"), _("Telephone")) if with_contacts else ()
    table = Table(_("Delegates"), (*head, *contacts), tuple(rows), _("Nobody is registered."))
    return _file(request, [table], "roster")


def counted(result: Imported) -> dict[str, int]:
    return {what: result.registered.count(what) for what in ("registered", "waiting", "double", "refused")}


def preview(result: Imported) -> list[dict[str, object]]:
    """The first rows: those with something against them first, with the heading as it was written."""
    words = {
        "registered": _("gets a seat"),
        "waiting": _("waiting list"),
        "double": _("double"),
        "refused": _("refused"),
    }
    ordered = sorted(result.registered.outcomes, key=lambda one: (not one.refused, one.entry.line))
    return [_preview(one, words, result.headings) for one in ordered[:SHOWN]]


def _preview(outcome: Outcome, words: dict[str, str], headings: dict[str, str]) -> dict[str, object]:
    entry = outcome.entry
    place = str(outcome.delegate.place if outcome.delegate else entry.place or "")
    kind = agencies.kind_label(outcome.delegate.agency_kind) if outcome.delegate else ""
    return {
        "line": entry.line,
        "name": entry.name,
        "said": ", ".join(filter(None, [entry.post, entry.agency, kind, place])),
        "word": words[outcome.what],
        "tone": TONES[outcome.what],
        "reasons": [(headings.get(one.column, one.column), one.reason) for one in outcome.refused],
        "remarks": entry.remarks,
    }


def _file(request: ConferenceRequest, tables: list[Table], name: str) -> HttpResponse:
    conference: Conference = request.conference
    content = workbook_of(str(conference.title), tables, request.at)
    response = HttpResponse(content, content_type=XLSX_TYPE)
    file_name = f"{name}-{conference.reference}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def _address(request: ConferenceRequest) -> tuple[str, str]:
    return request.standing.desk.code, request.conference.reference
