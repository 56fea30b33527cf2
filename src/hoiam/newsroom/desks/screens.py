"""Whom to ask."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from hoiam.desks.models import Desk
from hoiam.desks.queries.law import zone
from hoiam.newsroom.desks.sheets import DeskLine, DeskSheet, desk_lines, desk_sheet
from hoiam.newsroom.published import Line, line_of, newest_editions
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import asked_again, etag, for_everybody

LATEST_RELEASES = 5


def _lines(request: PublicRequest) -> list[DeskLine]:
    if not hasattr(request, "_desk_lines"):
        request._desk_lines = desk_lines(_today(request))  # type: ignore[attr-defined]
    return request._desk_lines  # type: ignore[attr-defined,no-any-return]


def _sheet(request: PublicRequest, desk: str) -> DeskSheet:
    if not hasattr(request, "_desk_sheet"):
        try:
            request._desk_sheet = desk_sheet(desk, _today(request))  # type: ignore[attr-defined]
        except Desk.DoesNotExist as unknown:
            raise Http404 from unknown
    return request._desk_sheet  # type: ignore[attr-defined,no-any-return]


def _list_stamp(request: PublicRequest) -> str:
    return etag(request, _lines(request))


def _releases(request: PublicRequest, desk: str) -> list[Line]:
    """The newest releases of the desk."""
    if not hasattr(request, "_desk_releases"):
        rows = newest_editions(request.at).filter(release__desk__code=desk).newest_first()
        found = [line_of(edition, request.at) for edition in rows[:LATEST_RELEASES]]
        request._desk_releases = found  # type: ignore[attr-defined]
    return request._desk_releases  # type: ignore[attr-defined,no-any-return]


def _page_stamp(request: PublicRequest, desk: str) -> str:
    return etag(request, _sheet(request, desk).stands_on(), _releases(request, desk))


@require_safe
@condition(etag_func=_list_stamp)
def desk_list(request: PublicRequest) -> HttpResponse:
    """Every desk, and who speaks for its body today."""
    context = {"lines": _lines(request), "may_ask": _has("ask")}
    return for_everybody(render(request, "newsroom/desks/list.html", context))


@require_safe
@condition(etag_func=_page_stamp)
def desk_page(request: PublicRequest, desk: str) -> HttpResponse:
    """One desk: who speaks, whom to ask for what, who spoke before, and whom to ask when the body is gone."""
    context: dict[str, Any] = {
        "sheet": _sheet(request, desk),
        "releases": _releases(request, desk),
        "may_ask": _has("ask"),
        "has_punctuality": _has("punctuality"),
    }
    return asked_again(render(request, "newsroom/desks/desk.html", context))


def _has(subject: str) -> bool:
    """Whether this installation has the public pages of that subject."""
    return apps.is_installed(f"hoiam.newsroom.{subject}")


def _today(request: PublicRequest) -> Any:
    return timezone.localdate(request.at, zone())
