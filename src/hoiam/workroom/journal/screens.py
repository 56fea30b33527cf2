"""The journal's page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.desks.queries.journal import first_break, lines_of
from hoiam.desks.terms import Role
from hoiam.ui.shapes import Page
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.journal.telling import told

MOST = 50


@office(Role.AUDITOR, Role.HEAD)
def journal(request: OfficeRequest) -> HttpResponse:
    """Lines from the newest backwards; `check=1` recomputes the whole chain of the desk."""
    desk = request.standing.desk
    before = _number(request.GET.get("before", ""))
    found = lines_of(desk, before=before, most=MOST + 1)
    shown: dict[str, Any] = {
        "desk": desk,
        "lines": told(found[:MOST], desk),
        "page": Page(
            newer="?" if before is not None else "",
            older=f"?before={found[MOST - 1].number}" if len(found) > MOST else "",
            text=_("Lines %(first)s to %(last)s")
            % {"first": found[0].number, "last": found[:MOST][-1].number}
            if found
            else "",
        ),
    }
    if request.GET.get("check") == "1":
        broken = first_break(desk)
        shown |= {"is_checked": True, "broken": broken, "why": _(broken.why) if broken else ""}
    return render(request, "workroom/journal/journal.html", shown)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
