"""An organiser opens this when the hall is known: how many seats does each province get, and for whom?

The spokesperson opens it before the letters go out: does the sum fit the hall, and is any province left out?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoiam.conferences import agencies, rules
from hoiam.conferences.models import Conference, TargetGroup
from hoiam.conferences.operations.allocating import allocate, places_gone
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.seat_book import SeatBook
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.models import Place
from hoiam.workroom.conference_frame import ConferenceRequest, conference_page, framed
from hoiam.workroom.trainings.forms import PresetForm, kind_choices

FIRST_KINDS = 4
"""Kinds of agencies that a first look offers; others are chosen."""


@dataclass(frozen=True)
class Line:
    place: Place
    cells: list[tuple[str, str, int, int]]
    """(name of the field, kind, seats, taken)."""
    total: int


@conference_page(*SEEING)
def allocation(request: ConferenceRequest) -> HttpResponse:
    """The grid of places and kinds; one form for all, one for a whole region."""
    conference, book = request.conference, SeatBook.of(request.conference)
    # The country as a whole stands first: its seats are those of central bodies.
    places = sorted(agencies.places_on(conference.starts_on), key=lambda place: place.part_of_id is not None)
    regions = _regions(places)
    preset = PresetForm(request.POST if "preset" in request.POST else None, regions=regions)
    kinds = _kinds(request, book)
    reasons: list[object] = []
    sent: Mapping[tuple[str, str], int] | None = None
    if request.method == "POST":
        try:
            groups: dict[str, TargetGroup | None] | None = None
            if "preset" in request.POST:
                sent = _with_preset(book, places, preset)
            else:
                sent, groups = _typed(request, places, kinds, book), _groups_typed(request, kinds)
            if sent is not None:
                return _keep(request, sent, groups)
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = framed(
        request,
        lines=[_line(place, kinds, book, sent) for place in places],
        kinds=[(code, agencies.kind_label(code), _group_of(book, code)) for code in kinds],
        others=[(code, label, code in kinds) for code, label in kind_choices()],
        groups=_groups(conference),
        total=sum((sent or _by_code(book, places)).values()),
        taken=book.total,
        gone=places_gone(conference),
        preset=preset,
        reasons=reasons,
        writes=request.standing.holds(*rules.ORGANISING) and not conference.cancelled_at,
    )
    status = 409 if reasons else 422 if preset.errors else 200
    return render(request, "workroom/trainings/allocation.html", shown, status=status)


def _keep(
    request: ConferenceRequest,
    seats: Mapping[tuple[str, str], int],
    groups: dict[str, TargetGroup | None] | None,
) -> HttpResponse:
    total = allocate(
        conference=request.conference,
        seats=seats,
        groups=groups,
        by=request.standing.person,
        at=request.at,
    )
    messages.success(request, _("%(number)s seats are allocated.") % {"number": total})
    return redirect(request.path)


def _kinds(request: ConferenceRequest, book: SeatBook) -> list[str]:
    """The columns: kinds with seats, those that were chosen, at first the first ones of the country pack."""
    known = {code for code, _label in kind_choices()}
    chosen = {code for code in request.GET.getlist("kind") if code in known}
    chosen |= {
        code for code in request.POST.getlist("kind") if code in known and "preset" not in request.POST
    }
    chosen |= {kind for (_place, kind), number in book.given.items() if number}
    shown = [code for code, _label in kind_choices() if code in chosen]
    return shown or [code for code, _label in kind_choices()][:FIRST_KINDS]


def _line(place: Place, kinds: list[str], book: SeatBook, sent: Mapping[tuple[str, str], int] | None) -> Line:
    cells = []
    for kind in kinds:
        seats = book.given.get((place.pk, kind), 0) if sent is None else sent.get((place.code, kind), 0)
        cells.append((f"s-{place.pk}-{kind}", kind, seats, book.taken[place.pk, kind]))
    return Line(place, cells, sum(seats for _name, _kind, seats, _taken in cells))


def _typed(
    request: ConferenceRequest, places: list[Place], kinds: list[str], book: SeatBook
) -> dict[tuple[str, str], int]:
    """The whole grid as it was typed; columns that were not on the page stay as they are."""
    wanted, wrong = _by_code(book, places), []
    for place in places:
        for kind in kinds:
            said = request.POST.get(f"s-{place.pk}-{kind}")
            if said is None:
                continue
            if said.strip() and not (said.strip().isdecimal() and len(said.strip()) < 5):
                wrong.append(str(place))
                continue
            wanted[place.code, kind] = int(said.strip() or 0)
    if wrong:
        names = ", ".join(dict.fromkeys(wrong))
        raise ReasonsAgainst([_("Seats are whole numbers: %(places)s.") % {"places": names}])
    return wanted


def _with_preset(book: SeatBook, places: list[Place], form: PresetForm) -> dict[tuple[str, str], int] | None:
    if not form.is_valid():
        return None
    kept = form.cleaned_data
    wanted = _by_code(book, places)
    for place in places:
        if place.part_of_id and (not kept["region"] or place.region == kept["region"]):
            wanted[place.code, kept["kind"]] = kept["seats"]
    return wanted


def _by_code(book: SeatBook, places: list[Place]) -> dict[tuple[str, str], int]:
    codes = {place.pk: place.code for place in places}
    return {(codes[place], kind): number for (place, kind), number in book.given.items() if place in codes}


def _regions(places: list[Place]) -> list[tuple[str, str]]:
    """Regions that the register names for the places of that day; the present provinces have none so far."""
    codes = {place.region for place in places if place.region}
    names = {row.code: str(row) for row in Place.objects.filter(code__in=codes)}
    return sorted(((code, names.get(code, code)) for code in codes), key=lambda pair: pair[1])


def _groups(conference: Conference) -> list[TargetGroup]:
    if conference.round is None:
        return []
    return list(TargetGroup.objects.filter(programme=conference.round.programme_id, is_press=False))


def _groups_typed(request: ConferenceRequest, kinds: list[str]) -> dict[str, TargetGroup | None]:
    known: dict[str, Any] = {str(group.pk): group for group in _groups(request.conference)}
    return {
        kind: known.get(request.POST.get(f"g-{kind}", "")) for kind in kinds if f"g-{kind}" in request.POST
    }


def _group_of(book: SeatBook, kind: str) -> int | None:
    return next((group for (_place, other), group in book.groups.items() if other == kind), None)
