"""A reader arrives: who can be asked, what was answered, where the facts are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from hoiam.desks.models import Desk, Holding
from hoiam.desks.queries.law import zone
from hoiam.enquiries.queries.disclosures import log_rows
from hoiam.newsroom.answers.lines import Line, lines_of
from hoiam.newsroom.home.navigation import has
from hoiam.newsroom.published import Line as ReleaseLine
from hoiam.newsroom.published import line_of, newest_editions
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import asked_again, etag, written_once

LATEST = 5
LATEST_RELEASES = 4
SPOKESPERSON = "spokesperson"


@dataclass(frozen=True)
class DeskCard:
    """A desk that can be asked, and who speaks for its body today."""

    code: str
    name: str
    body: str
    phone: str
    hours: str
    speaker: str
    is_open: bool


class FrontSheet:
    """What the front page says, read once for the stamp and for the page."""

    def __init__(self, request: PublicRequest) -> None:
        at = request.at
        desks = list(Desk.objects.public().select_related("body").order_by("-is_open", "pk"))
        rows = log_rows(at, limit=LATEST).rows
        self.lines: list[Line] = lines_of(rows, {desk.pk: str(desk.name) for desk in desks})
        newest = newest_editions(at).newest_first()[:LATEST_RELEASES] if has("releases") else []
        self.releases: list[ReleaseLine] = [line_of(edition, at) for edition in newest]
        day = timezone.localdate(at, zone())
        speakers = {
            row.desk_id: row.holder
            for row in Holding.objects.filter(post=SPOKESPERSON, valid_from__lte=day).order_by("valid_from")
            if row.valid_to is None or row.valid_to >= day
        }
        self.desks = [
            DeskCard(
                code=desk.code,
                name=str(desk.name),
                body=str(desk.body.name),
                phone=desk.phone,
                hours=str(desk.office_hours),
                speaker=speakers.get(desk.pk, ""),
                is_open=desk.is_open,
            )
            for desk in desks
        ]


def _sheet(request: PublicRequest) -> FrontSheet:
    known: FrontSheet | None = getattr(request, "_front_sheet", None)
    if known is None:
        known = request._front_sheet = FrontSheet(request)  # type: ignore[attr-defined]
    return known


def _etag(request: PublicRequest) -> str:
    sheet = _sheet(request)
    return etag(request, sheet.lines, sheet.releases, sheet.desks, settings.IS_DEMO)


@require_safe
@condition(etag_func=_etag)
def home(request: PublicRequest) -> HttpResponse:
    """The front page of the installation."""
    sheet = _sheet(request)
    return asked_again(written_once(_etag(request), lambda: _page(request, sheet)))


def _page(request: PublicRequest, sheet: FrontSheet) -> HttpResponse:
    context: dict[str, Any] = {
        "desks": sheet.desks,
        "lines": sheet.lines,
        "releases": sheet.releases,
        "has_desk_pages": has("desks"),
        "has_search": has("search"),
    }
    return render(request, "newsroom/home/home.html", context)
