"""Templates: the list, one form to make and to change them, and retiring."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.texts.models import TextTemplate
from hoiam.texts.open_places import places_in
from hoiam.texts.operations.templates import change_template, make_template, retire_template
from hoiam.texts.queries.templates import get_template, templates_of
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.answer_templates.forms import PURPOSES, TemplateForm

MOST = 300


@office(*EDITORIAL)
def template_list(request: OfficeRequest) -> HttpResponse:
    """Templates in use by name, or those that were retired."""
    desk, is_retired = request.standing.desk, request.GET.get("state") == "retired"
    names = dict(settings.LANGUAGES)
    rows = [
        {
            "template": row,
            "purpose": PURPOSES.get(row.purpose, ""),
            "language": names.get(row.language, row.language),
            "places": len(places_in(row.body)),
        }
        for row in templates_of(desk, is_retired=is_retired)[:MOST]
    ]
    context = {"rows": rows, "shows_retired": is_retired, "desk": desk}
    return render(request, "workroom/answer_templates/list.html", context)


@office(*EDITORIAL)
def new(request: OfficeRequest) -> HttpResponse:
    """Make a template."""
    desk = request.standing.desk
    form = TemplateForm(request.POST or None, initial={"language": (get_language() or "").split("-")[0]})
    if not (form.is_bound and form.is_valid()):
        return _show(request, form)
    try:
        make_template(desk=desk, by=request.user, at=request.at, **form.cleaned_data)
    except ReasonsAgainst as against:
        return _show(request, form, reasons=against.reasons)
    messages.success(request, _("The template is kept. It is offered when a text is begun."))
    return redirect("workroom_answer_templates:list", desk=desk.code)


@office(*EDITORIAL)
def edit(request: OfficeRequest, number: int) -> HttpResponse:
    """Read or change a template; a retired one is only read."""
    template = _find(request, number)
    known = {name: getattr(template, name) for name in ("title", "purpose", "language", "body")}
    form = TemplateForm(request.POST or None, initial=known)
    if not (form.is_bound and form.is_valid()):
        return _show(request, form, template)
    try:
        change_template(template=template, by=request.user, at=request.at, **form.cleaned_data)
    except ReasonsAgainst as against:
        return _show(request, form, template, against.reasons)
    messages.success(request, _("The template is changed. Texts begun from it stay as they are."))
    return redirect("workroom_answer_templates:list", desk=template.desk.code)


@require_POST
@office(*EDITORIAL)
def retire(request: OfficeRequest, number: int) -> HttpResponse:
    """Offer a template no longer."""
    template = _find(request, number)
    retire_template(template=template, by=request.user, at=request.at)
    messages.success(request, _("“%s” is retired.") % template.title)
    return redirect("workroom_answer_templates:list", desk=template.desk.code)


def _find(request: OfficeRequest, number: int) -> TextTemplate:
    try:
        return get_template(number, desk=request.standing.desk)
    except TextTemplate.DoesNotExist:
        raise Http404 from None


def _show(
    request: OfficeRequest,
    form: TemplateForm,
    template: TextTemplate | None = None,
    reasons: list[Any] | None = None,
) -> HttpResponse:
    context = {"form": form, "template": template, "reasons": reasons or [], "desk": request.standing.desk}
    status = 409 if reasons else 422 if form.is_bound else 200
    return render(request, "workroom/answer_templates/template.html", context, status=status)
