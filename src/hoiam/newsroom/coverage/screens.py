"""A journalist, a member of parliament opens this and asks: whom did the trainings reach, do the figures agree?"""

from __future__ import annotations

import csv
import io
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoiam.conferences.models import Conference
from hoiam.conferences.queries import coverage_tables as told
from hoiam.conferences.queries.coverage import (
    IN_POST_YEARS,
    MEASURES,
    Coverage,
    by_agency_kind,
    coverage,
    former_day,
)
from hoiam.conferences.queries.reported import (
    conflicts_of_conferences,
    rounds_beside,
    rounds_with_figures,
)
from hoiam.newsroom.coverage.part import told_of
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import for_everybody
from hoiam.ui.moments import day
from hoiam.ui.shapes import Link
from hoiam.ui.tiles import tile_map

FIRST_YEAR = 2000


@require_safe
def overview(request: PublicRequest) -> HttpResponse:
    """Places by years; counts of one and two people are veiled, so that nobody is told by a number."""
    found, measure, is_then = _asked(request, request.at)
    # The drawing is escaped where it is made, see `tile_map`.
    drawing = mark_safe(tile_map(told.tiles_of(found, measure, told.veiled), _("Map of places")))  # noqa: S308
    then = former_day(request.at)
    here = f"&until={found.last_year}"
    this_year = timezone.localdate(request.at).year
    day_name = "then" if is_then else "now"
    shown = {
        "found": found,
        "lines": told.lines_of(found, measure, told.veiled),
        "totals": told.totals_of(found, measure, told.veiled),
        "kinds": told.kinds_of(
            by_agency_kind(request.at, last_year=found.last_year), "attended", told.veiled
        ),
        "map": drawing,
        "measure": told.LABELS[measure],
        "measures": [
            Link(str(label), f"?measure={name}&on={day_name}{here}", is_current=name == measure)
            for name, label in told.LABELS.items()
        ],
        "days": [
            Link(_("Places of today"), f"?measure={measure}{here}", is_current=not is_then),
            Link(
                _("Places until %(day)s") % {"day": day(then)},
                f"?measure={measure}&on=then{here}",
                is_current=is_then,
            ),
        ]
        if then
        else [],
        "older": f"?measure={measure}&on={day_name}&until={found.last_year - 1}",
        "newer": f"?measure={measure}&on={day_name}&until={found.last_year + 1}"
        if found.last_year < this_year
        else "",
        "file": f"coverage.csv?on={day_name}{here}",
        "years_in_post": IN_POST_YEARS,
    }
    return for_everybody(render(request, "newsroom/coverage/overview.html", shown))


@require_safe
def as_csv(request: PublicRequest) -> HttpResponse:
    """The same table as a file, one row a place and year."""
    found, _measure, _is_then = _asked(request, request.at)
    table = told.tables_of(found, [], told.veiled, with_questions=False)[0]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(table.head)
    writer.writerows([cell if cell is not None else "" for cell in row] for row in table.rows)
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="coverage-{found.years[0]}-{found.last_year}.csv"'
    )
    return for_everybody(response, 300)


@require_safe
def reported(request: PublicRequest) -> HttpResponse:
    """Wherever figures of documents contradict one another or the record; and what rounds add up to."""
    public = Conference.objects.public(request.at)
    shown = {
        "conferences": [(conference, told_of(row)) for conference, row in conflicts_of_conferences(public)],
        "rounds": rounds_beside(rounds_with_figures(at=request.at)),
    }
    return for_everybody(render(request, "newsroom/coverage/reported.html", shown))


def _asked(request: HttpRequest, at: datetime) -> tuple[Coverage, str, bool]:
    """(the table, what is counted, whether its places are those of the day before they were changed last)."""
    given, this_year = request.GET, timezone.localdate(at).year
    measure = given["measure"] if given.get("measure") in MEASURES else "attended"
    then = former_day(at) if given.get("on") == "then" else None
    until = given.get("until", "")
    year = int(until) if until.isascii() and until.isdigit() and len(until) == 4 else this_year
    last = min(max(year, FIRST_YEAR), this_year)
    return coverage(at, last_year=last, on=then), measure, then is not None
