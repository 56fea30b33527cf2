"""A text as it will be read: as a page, in print, as a PDF; and its summary in plain language."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.releases.models import EditionText
from hoiam.releases.operations.writing import describe
from hoiam.releases.signed.pdf import pdf_of
from hoiam.texts.models import Attachment
from hoiam.texts.queries.rendering import rendered
from hoiam.texts.readability import reading_of as read_ease
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.releases.doors import address, find_edition_text
from hoiam.workroom.releases.forms import SummaryForm
from hoiam.workroom.releases.heads import head_of, reading_of
from hoiam.workroom.releases.naming import language_name
from hoiam.workroom.releases.reading import read


@office(*EDITORIAL)
def preview(request: OfficeRequest, reference: str, number: int) -> HttpResponse:
    """One language as the public will read it; printing the page prints the text alone."""
    row = find_edition_text(request, reference, number)
    reading = read(row.edition.release, request.standing, request.at)
    shown: dict[str, Any] = {
        **head_of(reading),
        "row": row,
        "of_edition": row.edition,
        "name": language_name(row.language),
        "shown": rendered(row.version) if row.version else rendered(row.text, at=request.at),
        "pictures": _pictures(row),
        "others": reading.texts if row.edition == reading.edition else [],
    }
    return render(request, "workroom/releases/preview.html", shown)


@office(*EDITORIAL)
def pdf(request: OfficeRequest, reference: str, number: int) -> HttpResponse:
    """The PDF as it goes out; of a text that is not cleared, with a mark that says so."""
    row = find_edition_text(request, reference, number)
    made = pdf_of(row)
    name = f"{row.edition.release.reference}-{row.edition.number}-{row.language}.pdf"
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


@office(*EDITORIAL)
def summary(request: OfficeRequest, reference: str, number: int) -> HttpResponse:
    """The summary in plain language, with what makes it and the text heavy to read."""
    row = find_edition_text(request, reference, number)
    release = row.edition.release
    form = SummaryForm(request.POST if request.method == "POST" else None, initial={"summary": row.summary})
    form.fields["summary"].widget.attrs["lang"] = row.language
    reasons: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            describe(
                edition=row.edition,
                summaries={row.language: form.cleaned_data["summary"]},
                by=request.standing.person,
                at=request.at,
            )
            messages.success(request, _("The summary is kept. Look at what is pointed out below."))
            return HttpResponseRedirect(address("summary", release, row.pk))
        except ReasonsAgainst as against:
            reasons = against.reasons
    shown = {
        **head_of(read(release, request.standing, request.at)),
        "row": row,
        "name": language_name(row.language),
        "form": form,
        "reasons": reasons,
        "of_summary": read_ease(row.summary, row.language) if row.summary else None,
        "of_text": read_ease(row.text.body, row.language),
    }
    status = 200 if request.method != "POST" else 409 if reasons else 422
    return render(request, "workroom/releases/summary.html", shown, status=status)


@office(*EDITORIAL)
def missing(request: OfficeRequest, reference: str) -> HttpResponse:
    """What readers said was missing in it: days and words, nobody's name."""
    reading = reading_of(request, reference)
    shown = {**head_of(reading), "notes": list(reading.release.missing_notes.all()[:200])}
    return render(request, "workroom/releases/missing.html", shown)


def _pictures(row: EditionText) -> dict[str, str]:
    """{name of a file: its address in the office}, of the original and of the text itself."""
    texts = EditionText.objects.filter(edition=row.edition).values_list("text", flat=True)
    files = Attachment.objects.filter(
        record_kind="texts.text", record_id__in=[*texts], removed_at__isnull=True
    )
    base = f"/office/{row.text.desk.code}/texts/"
    found = {file.name: f"{base}{file.record_id}/files/{file.pk}/" for file in files}
    own = {
        file.name: f"{base}{row.text_id}/files/{file.pk}/" for file in files if file.record_id == row.text_id
    }
    return found | own
