"""Opened by a programme officer, who asks: what of this desk should the others be offered next?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Desk, DeskTemplate
from hoiam.desks.operations.giving import give_from_desk
from hoiam.desks.queries.transfer import Proposed, desks_to_take_from, proposed_from, templates
from hoiam.desks.terms import InstallationRole
from hoiam.workroom.access import OfficeRequest, installation
from hoiam.workroom.transfer.forms import VersionForm
from hoiam.workroom.transfer.telling import section_named, told


@installation(InstallationRole.PROGRAMME_OFFICER)
def new_version(request: OfficeRequest, code: str) -> HttpResponse:
    """The present content of a desk as the proposal; what is chosen becomes the next version."""
    template = next((one for one in templates() if one.code == code), None)
    if template is None:
        raise Http404
    desks = desks_to_take_from(template, request.user, request.at)
    wanted = request.GET.get("from", "")
    desk = next((one for one in desks if one.code == wanted), desks[0] if desks else None)
    items = proposed_from(desk, template) if desk else []
    form = VersionForm(request.POST or None, items=items)
    reasons: list[object] = []
    if request.method == "POST" and desk and form.is_valid():
        try:
            return _give(request, template, desk, form)
        except MayNot:
            raise
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = {
        "template": template,
        "desks": desks,
        "desk": desk,
        "rows": [_row(item, form) for item in items],
        "form": form,
        "reasons": reasons,
    }
    return render(request, "workroom/transfer/new_version.html", shown, status=422 if form.is_bound else 200)


def _give(request: OfficeRequest, template: DeskTemplate, desk: Desk, form: VersionForm) -> HttpResponse:
    version = give_from_desk(template=template, desk=desk, by=request.user, at=request.at, **form.said())
    said = _("Version %(number)s is given; every desk that stands on this template sees the changes offered.")
    messages.success(request, said % {"number": version.number})
    return redirect("workroom_transfer:template", code=template.code)


def _row(item: Proposed, form: VersionForm) -> dict[str, Any]:
    section = section_named(item.section)
    chosen = form["chosen"].value() or []
    return {
        "item": item,
        "section": section.label if section else item.section,
        "before": told(section, item.key, item.before) if section else "",
        "after": told(section, item.key, item.after) if section else "",
        "is_chosen": item.name in chosen,
    }
