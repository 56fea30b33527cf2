"""Facts from a spreadsheet: first a look at every row, then the import."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hoiam.evidence.operations.imports import Imported, import_facts
from hoiam.evidence.rules import STEWARDS
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.facts.act_forms import ImportForm

SHOWN = 200
"""Rows of the table after a dry run; the counts are of all."""


@office(*STEWARDS)
def import_page(request: OfficeRequest) -> HttpResponse:
    """Upload, look at what every row would become, then import the same file.

    The file is never kept between the two: it is sent again, so that nothing of it lies around.
    """
    form = ImportForm(request.POST or None, request.FILES or None)
    result: Imported | None = None
    is_dry_run = request.POST.get("act") != "import"
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        result = import_facts(
            desk=request.standing.desk,
            content=file.read(),
            file_name=file.name,
            by=request.user,
            at=request.at,
            dry_run=is_dry_run,
            keep_good=form.cleaned_data["keeps_good"],
            publish=form.cleaned_data["is_public"],
            prefix=form.cleaned_data["prefix"],
        )
        if not is_dry_run and not result.errors:
            said = _("%(created)s facts created, %(updated)s updated, %(unchanged)s unchanged.")
            messages.success(request, said % result.as_json())
            return redirect("workroom_facts:list", desk=request.standing.desk.code)
    is_kept = result is not None and not is_dry_run and bool(result.created or result.updated)
    context = {
        "form": form,
        "result": result,
        "is_dry_run": is_dry_run,
        "is_kept": is_kept,
        "rows": _rows(result) if result else [],
        "shown": SHOWN,
        "desk": request.standing.desk,
    }
    is_wrong = request.method == "POST" and (not form.is_valid() or bool(result and result.errors))
    return render(request, "workroom/facts/import.html", context, status=422 if is_wrong else 200)


def _rows(result: Imported) -> list[dict[str, object]]:
    """The table: refused rows with all their reasons first, then what becomes of the others."""
    words = {"created": _("new"), "updated": _("new version"), "unchanged": _("unchanged")}
    tones = {"created": "success", "updated": "info", "unchanged": "neutral"}
    refused = [
        {
            "line": error.line,
            "column": error.column,
            "text": error.reason,
            "word": _("refused"),
            "tone": "danger",
        }
        for error in result.errors
    ]
    good = [
        {
            "line": one.line,
            "column": one.reference,
            "text": one.statement,
            "word": words[one.what],
            "tone": tones[one.what],
        }
        for one in result.outcomes
        if one.what in words
    ]
    return [*refused, *good][:SHOWN]
