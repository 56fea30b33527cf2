"""Opened by a programme officer, who asks: which provinces were reached, which not? By a desk: where do we stand?"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from hoiam.conferences.models import Programme
from hoiam.conferences.queries import coverage_tables as told
from hoiam.conferences.queries.conferences import SEEING
from hoiam.conferences.queries.coverage import (
    IN_POST_YEARS,
    MEASURES,
    Coverage,
    by_agency_kind,
    coverage,
    former_day,
)
from hoiam.conferences.queries.programmes import Reached, reached
from hoiam.desks.terms import InstallationRole
from hoiam.ui.moments import day
from hoiam.ui.shapes import Link
from hoiam.ui.tiles import tile_map
from hoiam.ui.workbook import XLSX_TYPE, workbook_of
from hoiam.workroom.access import OfficeRequest, installation, office
from hoiam.workroom.coverage.paper import coverage_pdf

FIRST_YEAR = 2000
FORMS = ("csv", "xlsx", "pdf")


@dataclass(frozen=True)
class Asked:
    """What the address asks to see."""

    measure: str
    then: date | None
    """The last day of the places that were before today's; None where the country has none."""
    is_then: bool
    last_year: int
    by_kind: bool

    @classmethod
    def of(cls, request: HttpRequest, at: datetime) -> Asked:
        given = request.GET
        this_year = timezone.localdate(at).year
        wanted = given.get("until", "")
        year = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) == 4 else this_year
        then = former_day(at)
        return cls(
            measure=given["measure"] if given.get("measure") in MEASURES else "attended",
            then=then,
            is_then=given.get("on") == "then" and then is not None,
            last_year=min(max(year, FIRST_YEAR), this_year),
            by_kind=given.get("by") == "kind",
        )

    def address(self, **other: str) -> str:
        said = {"measure": self.measure, "on": "then" if self.is_then else "", "until": str(self.last_year)}
        said |= {"by": "kind" if self.by_kind else ""} | other
        return "?" + urlencode({name: value for name, value in said.items() if value})

    def read(self, at: datetime) -> Coverage:
        return coverage(at, last_year=self.last_year, on=self.then if self.is_then else None)


@office(*SEEING)
def of_desk(request: OfficeRequest) -> HttpResponse:
    """Coverage as every desk reads it."""
    desk = request.standing.desk
    return _page(request, f"/office/{desk.code}/coverage/file/", f"/office/{desk.code}/coverage/reported/")


@installation(InstallationRole.PROGRAMME_OFFICER)
def of_installation(request: OfficeRequest) -> HttpResponse:
    """The same for the officer of the programme, who need not belong to a desk."""
    return _page(request, "/office/installation/coverage/", "")


@office(*SEEING)
def desk_file(request: OfficeRequest, form: str) -> HttpResponse:
    return _file(request, form)


@installation(InstallationRole.PROGRAMME_OFFICER)
def installation_file(request: OfficeRequest, form: str) -> HttpResponse:
    return _file(request, form)


def _page(request: OfficeRequest, files: str, reported: str) -> HttpResponse:
    asked, at = Asked.of(request, request.at), request.at
    found = asked.read(at)
    measure = asked.measure
    shown: dict[str, Any] = {
        "found": found,
        "measures": _measures(asked),
        "days": _days(asked, at),
        "ways": _ways(asked),
        "by_kind": asked.by_kind,
        "is_then": asked.is_then,
        "then": asked.then,
        "measure": told.LABELS[measure],
        "files": [(form.upper(), f"{files}{form}/{asked.address()}") for form in FORMS],
        "reported": reported,
        "years_in_post": IN_POST_YEARS,
        "older": asked.address(until=str(asked.last_year - 1)),
        "newer": asked.address(until=str(asked.last_year + 1))
        if asked.last_year < timezone.localdate(at).year
        else "",
    }
    if asked.by_kind:
        shown["kinds"] = told.kinds_of(by_agency_kind(at, last_year=asked.last_year), measure, told.exact)
        return render(request, "workroom/coverage/kinds.html", shown)
    # The drawing is escaped where it is made, see `tile_map`.
    drawing = mark_safe(tile_map(told.tiles_of(found, measure, told.exact), _("Map of places")))  # noqa: S308
    shown |= {
        "lines": told.lines_of(found, measure, told.exact),
        "totals": told.totals_of(found, measure, told.exact),
        "map": drawing,
        "groups": _groups(at),
    }
    return render(request, "workroom/coverage/coverage.html", shown)


def _measures(asked: Asked) -> list[Link]:
    names = MEASURES[1:] if asked.by_kind else MEASURES
    return [
        Link(str(told.LABELS[name]), asked.address(measure=name), is_current=name == asked.measure)
        for name in names
    ]


def _days(asked: Asked, at: datetime) -> list[Link]:
    """The places of today, or those of the day before they were changed last."""
    if asked.then is None:
        return []
    now = _("Places of today")
    then = _("Places until %(day)s") % {"day": day(asked.then)}
    return [
        Link(now, asked.address(on=""), is_current=not asked.is_then),
        Link(then, asked.address(on="then"), is_current=asked.is_then),
    ]


def _ways(asked: Asked) -> list[Link]:
    return [
        Link(_("By place"), asked.address(by=""), is_current=not asked.by_kind),
        Link(_("By kind of agency"), asked.address(by="kind"), is_current=asked.by_kind),
    ]


def _groups(at: datetime) -> list[tuple[Programme, list[Reached]]]:
    """Every running programme with its groups, their targets and how far they were reached."""
    rows = Programme.objects.filter(closed_at__isnull=True, desk__is_practice=False)
    return [(programme, reached(programme, at)) for programme in rows.select_related("desk")[:5]]


def _file(request: OfficeRequest, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    asked, at = Asked.of(request, request.at), request.at
    found = asked.read(at)
    kinds = by_agency_kind(at, last_year=asked.last_year)
    tables = told.tables_of(found, kinds, told.exact, with_questions=True)
    title = _("Coverage of trainings, %(first)s to %(last)s") % {
        "first": found.years[0],
        "last": found.years[-1],
    }
    name = f"coverage-{found.years[0]}-{found.years[-1]}.{form}"
    if form == "xlsx":
        return _attached(workbook_of(title, tables, at), XLSX_TYPE, name)
    if form == "pdf":
        lines = told.lines_of(found, asked.measure, told.exact)
        totals = told.totals_of(found, asked.measure, told.exact)
        content = coverage_pdf(
            found, lines, totals, title=title, measure=str(told.LABELS[asked.measure]), at=at
        )
        return _attached(content, "application/pdf", name)
    return _attached(_as_csv(tables[0]), "text/csv; charset=utf-8", name)


def _as_csv(table: told.Table) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(table.head)
    writer.writerows([cell if cell is not None else "" for cell in row] for row in table.rows)
    return written.getvalue().encode()


def _attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
