"""Opened by a reader or a journalist, who asks: does my province have a desk, and does it answer in time?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from hoiam.desks import board_columns
from hoiam.desks.pack.template import pack_template
from hoiam.desks.queries.transfer import board
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import etag, for_everybody


def _rows(request: PublicRequest) -> list[dict[str, Any]]:
    """One row for each place; read once for the stamp and for the page."""
    known: list[dict[str, Any]] | None = getattr(request, "_adoption", None)
    if known is None:
        pack = pack_template(settings.COUNTRY.code)
        lines = board(request.at, pack.place_types if pack else ())
        open_ones = {line.desk.pk for line in lines if line.desk}
        cells = board_columns.read(open_ones, request.at, public=True)
        known = [
            {"line": line, "cells": cells.of(line.desk.pk if line.desk else None), "columns": cells.columns}
            for line in lines
        ]
        request._adoption = known  # type: ignore[attr-defined]
    return known


def _stamp(request: PublicRequest) -> str:
    return etag(
        request,
        [
            (
                str(row["line"].place),
                row["line"].desk and (str(row["line"].desk), row["line"].desk.opened_on),
                [str(one) for one in (*row["line"].former, *row["line"].stated)],
                [cell for _label, cell in row["cells"]],
            )
            for row in _rows(request)
        ],
    )


@require_safe
@condition(etag_func=_stamp)
def adoption(request: PublicRequest) -> HttpResponse:
    """Every place of today: its desk, since when, and how many limits it kept this year."""
    rows = _rows(request)
    told = [row for row in rows if row["line"].desk or row["line"].stated or row["line"].former]
    shown = {
        "rows": told,
        "columns": rows[0]["columns"] if rows else (),
        "without": [row["line"].place.name for row in rows if row not in told],
        "opened": sum(1 for row in rows if row["line"].desk),
        "in_all": len(rows),
    }
    return for_everybody(render(request, "newsroom/adoption/adoption.html", shown))
