"""Opened by a programme officer at the centre, who asks: which places have a desk, do they work, who needs one?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoiam.desks import board_columns
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import DeskTemplate, Place
from hoiam.desks.operations.adopting import open_from_template
from hoiam.desks.pack.template import pack_template
from hoiam.desks.queries.transfer import board, places_without_desk, templates
from hoiam.desks.terms import InstallationRole
from hoiam.workroom.access import OfficeRequest, installation
from hoiam.workroom.transfer.forms import OpenForm, body_of
from hoiam.workroom.transfer.telling import sections_told

PROGRAMME = InstallationRole.PROGRAMME_OFFICER


@installation(PROGRAMME)
def adoption_board(request: OfficeRequest) -> HttpResponse:
    """Every place of today with its desk."""
    lines = board(request.at, place_types())
    cells = board_columns.read({line.desk.pk for line in lines if line.desk}, request.at)
    rows = [{"line": line, "cells": cells.of(line.desk.pk if line.desk else None)} for line in lines]
    shown = {
        "rows": rows,
        "columns": cells.columns,
        "opened": sum(1 for line in lines if line.desk),
        "staffed": sum(1 for line in lines if line.newest and line.people and not line.missing),
        "in_all": len(lines),
        "templates": templates(),
    }
    return render(request, "workroom/transfer/board.html", shown)


@installation(PROGRAMME)
def open_for_place(request: OfficeRequest) -> HttpResponse:
    """Open the desk of a place; the one-time links are shown once."""
    form = OpenForm(
        request.POST or None,
        places=places_without_desk(request.at, place_types()),
        templates=templates(),
        initial={"place": request.GET.get("place", "")},
    )
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            return _open(request, form)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = {"form": form, "reasons": reasons, "has_template": bool(form.offered("template"))}
    return render(request, "workroom/transfer/open.html", shown, status=422 if form.is_bound else 200)


def _open(request: OfficeRequest, form: OpenForm) -> HttpResponse:
    said: dict[str, Any] = form.cleaned_data
    place = Place.objects.get(code=said["place"])
    opened = open_from_template(
        template=DeskTemplate.objects.get(code=said["template"]),
        place=place,
        name=form.name_for(place),
        body=body_of(place),
        prefix=said["letters"],
        head_email=said["head_email"],
        admin_email=said["admin_email"],
        by=request.user,
        at=request.at,
    )
    if opened.invited:
        shown = {"opened": opened, "has_links": any(one.link for one in opened.invited)}
        return render(request, "workroom/transfer/opened.html", shown)
    messages.success(request, _("%(desk)s is open.") % {"desk": opened.desk.name})
    return redirect("workroom_transfer:board")


@installation(PROGRAMME)
def template_page(request: OfficeRequest, code: str) -> HttpResponse:
    """A template with what its newest version holds, and its versions."""
    found = next((one for one in templates() if one.code == code), None)
    if found is None:
        raise Http404
    versions = list(found.versions.all())
    shown = {"template": found, "versions": versions, "sections": sections_told(versions[0].content)}
    return render(request, "workroom/transfer/template.html", shown)


def place_types() -> tuple[str, ...]:
    """Kinds of places that are expected to have a desk in this country; () where its pack has no template."""
    pack = pack_template(settings.COUNTRY.code)
    return pack.place_types if pack else ()
