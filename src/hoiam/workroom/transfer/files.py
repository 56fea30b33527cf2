"""The signed files: a template for another installation, the statement of a desk, and what comes from elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoiam.desks import signed_files, signing
from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import DeskTemplate, StatedAdoption
from hoiam.desks.operations.exchange import take_adoption, take_template
from hoiam.desks.operations.templates import DECIDES
from hoiam.desks.queries.exchange import adoption_file, template_file
from hoiam.desks.terms import InstallationRole
from hoiam.workroom.access import OfficeRequest, installation, office
from hoiam.workroom.transfer.forms import FileForm

MOST_SHOWN = 200
PROGRAMME = InstallationRole.PROGRAMME_OFFICER


@require_safe
@installation(PROGRAMME)
def template_as_file(request: OfficeRequest, code: str) -> HttpResponse:
    """The newest version, signed, for an installation of its own."""
    found = DeskTemplate.objects.filter(code=code, retired_at__isnull=True).first()
    if found is None:
        raise Http404
    try:
        data = template_file(found, request.at)
    except ReasonsAgainst as against:
        return _page(request, reasons=against.reasons, status=409)
    except FileNotFoundError:
        return _page(request, reasons=[_no_key()], status=409)
    return _download(data, f"{found.code}.json")


@require_safe
@office(*DECIDES)
def statement(request: OfficeRequest) -> HttpResponse:
    """That this desk stands on a template, signed, for the centre's installation."""
    desk = request.standing.desk
    try:
        return _download(adoption_file(desk, request.at), f"{desk.code}.json")
    except (ReasonsAgainst, FileNotFoundError) as against:
        said = against.reasons if isinstance(against, ReasonsAgainst) else [_no_key()]
        for sentence in said:
            messages.error(request, str(sentence))
        return redirect("workroom_transfer:offers", desk=desk.code)


@installation(PROGRAMME)
def take(request: OfficeRequest) -> HttpResponse:
    """What other installations stated; POST takes a signed file in."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _page(request, form=form)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    said = form.cleaned_data
    try:
        keys = signed_files.read_keys(said["keys"].read()) if said["keys"] else _own_keys()
        given: dict[str, Any] = {"keys": keys, "by": request.user, "at": request.at}
        if said["what"] == "template":
            version = take_template(data=said["file"].read(), **given)
            messages.success(
                request, _("The template is here, version %(number)s.") % {"number": version.number}
            )
            return redirect("workroom_transfer:template", code=version.template.code)
        take_adoption(data=said["file"].read(), **given)
    except MayNot:
        raise
    except ReasonsAgainst as against:
        return _page(request, form=form, reasons=against.reasons, status=422)
    messages.success(request, _("Noted: the board shows the desk as stated, not seen."))
    return redirect("workroom_transfer:files")


def _page(
    request: OfficeRequest,
    *,
    form: FileForm | None = None,
    reasons: list[object] | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "form": form or FileForm(),
        "reasons": reasons or [],
        "stated": list(StatedAdoption.objects.select_related("template", "place")[:MOST_SHOWN]),
        "templates": list(
            DeskTemplate.objects.filter(retired_at__isnull=True, versions__isnull=False).distinct()
        ),
    }
    return render(request, "workroom/transfer/files.html", shown, status=status)


def _download(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _own_keys() -> dict[str, Any]:
    try:
        return signing.public_keys()
    except FileNotFoundError:
        return {"keys": []}


def _no_key() -> str:
    return _("This installation has no signing key yet. Its operator makes one.")
