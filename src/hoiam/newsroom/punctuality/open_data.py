"""The figures as files: CSV tables described by a data package, under CC BY 4.0."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from hoiam.desks.models import Desk
from hoiam.enquiries.models import DailyCount
from hoiam.enquiries.queries.punctuality import figure_list, punctuality_of
from hoiam.newsroom.punctuality.figures import groups
from hoiam.newsroom.punctuality.span import span_of
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import for_everybody

MOST = 10_000
ENQUIRY = ("reference", "kind", "state", "received_at", "acknowledged_at", "first_answer_at", "closed_at")
FIGURE = ("figure", "code", "label", "count")
DAY = ("day", "taken_in", "total", "digest", "previous_digest")


def _table(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([value.isoformat() if isinstance(value, datetime) else value for value in row])
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return for_everybody(response, 300)


@require_safe
def figures_csv(request: PublicRequest, desk: str) -> HttpResponse:
    """One row a figure of the span."""
    found = get_object_or_404(Desk.objects.public(), code=desk)
    at = request.at
    span = span_of(request.GET.get("period", ""), at)
    rows = [
        (row.name, row.code, row.label, row.count)
        for group in groups(found, span, punctuality_of(found, span.period, at))
        for row in group.figures
    ]
    return _table(f"{desk}-{span.name}-figures", FIGURE, rows)


@require_safe
def enquiries_csv(request: PublicRequest, desk: str) -> HttpResponse:
    """One row an enquiry of the span: reference, kind, state and dates; at most 10,000."""
    found = get_object_or_404(Desk.objects.public(), code=desk)
    at = request.at
    span = span_of(request.GET.get("period", ""), at)
    page = figure_list("received", found, span.period, at, limit=MOST)
    rows = [[getattr(line, column) for column in ENQUIRY] for line in page.rows]
    return _table(f"{desk}-{span.name}-enquiries", ENQUIRY, rows)


@require_safe
def days_csv(request: PublicRequest, desk: str) -> HttpResponse:
    """Every daily count of the desk with its digest, oldest first."""
    found = get_object_or_404(Desk.objects.public(), code=desk)
    counts = DailyCount.objects.filter(desk=found).order_by("day")
    return _table(f"{desk}-days", DAY, counts.values_list(*DAY))


@require_safe
def package(request: PublicRequest, desk: str) -> HttpResponse:
    """The description of the three tables (Data Package v2)."""
    found = get_object_or_404(Desk.objects.public().select_related("body"), code=desk)
    span = span_of(request.GET.get("period", ""), request.at)
    tables = {"figures": FIGURE, "enquiries": ENQUIRY, "days": DAY}
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"punctuality-{desk}",
        "title": f"{found.body}: {span.label}",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [
            {
                "name": name,
                "path": settings.BASE_URL
                + reverse(f"newsroom_punctuality:{name}_csv", kwargs={"desk": desk})
                + ("" if name == "days" else f"?period={span.name}"),
                "format": "csv",
                "mediatype": "text/csv",
                "schema": {"fields": [{"name": column, "type": _type(column)} for column in columns]},
            }
            for name, columns in tables.items()
        ],
    }
    response = HttpResponse(
        json.dumps(described, ensure_ascii=False, indent=1), content_type="application/json"
    )
    return for_everybody(response, 300)


def _type(column: str) -> str:
    if column.endswith("_at"):
        return "datetime"
    if column == "day":
        return "date"
    return "integer" if column in ("count", "taken_in", "total") else "string"
