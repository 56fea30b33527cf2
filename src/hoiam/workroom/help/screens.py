"""The guides: one for each role, to read and to print on two pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from hoiam.desks.terms import InstallationRole, Role
from hoiam.ui.shapes import Link
from hoiam.workroom.access import OfficeRequest, installation, office
from hoiam.workroom.help.reading import guide_for

NAMES: dict[str, Any] = {role.value: role.label for role in (*Role, *InstallationRole)}


@office()
def guides(request: OfficeRequest) -> HttpResponse:
    """Every guide; one's own roles first."""
    standing = request.standing
    return _list(request, {*standing.roles, *standing.installation_roles}, {"desk": standing.desk})


@office()
def guide(request: OfficeRequest, role: str) -> HttpResponse:
    """One guide. Anybody of the desk may read how the others work."""
    return _show(request, role, {"desk": request.standing.desk})


@installation(*InstallationRole)
def installation_guides(request: OfficeRequest) -> HttpResponse:
    """Every guide, for officers of the installation who may be at no desk."""
    return _list(request, request.installation_roles, {})


@installation(*InstallationRole)
def installation_guide(request: OfficeRequest, role: str) -> HttpResponse:
    return _show(request, role, {})


def _list(request: HttpRequest, held: Iterable[str], given: dict[str, Any]) -> HttpResponse:
    own = set(held)
    shown = {
        "own": _links(role for role in NAMES if role in own),
        "of_desk": _links(role for role in Role.values if role not in own),
        "of_installation": _links(role for role in InstallationRole.values if role not in own),
    }
    return render(request, "workroom/help/guides.html", given | shown)


def _links(roles: Iterable[str]) -> list[Link]:
    return [Link(str(NAMES[role]), f"{role}/") for role in roles]


def _show(request: HttpRequest, role: str, given: dict[str, Any]) -> HttpResponse:
    found = guide_for(role, get_language() or "")
    if found is None or role not in NAMES:
        raise Http404
    return render(request, "workroom/help/guide.html", given | {"guide": found, "name": NAMES[role]})
