"""The sheet to print, and what came back signed."""

from __future__ import annotations

import io
import json
import zipfile

from django.conf import settings
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from hoiam.desks import signing
from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.texts.models import PaperApproval, TextVersion
from hoiam.texts.queries.paper import file_of
from hoiam.texts.queries.rendering import rendered
from hoiam.texts.queries.signing_sheet import SigningSheet, sheet_pdf, signing_sheet
from hoiam.texts.queries.versions import latest_version
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.paper.doors import address, find_paper
from hoiam.workroom.texts.doors import find_text, subject_of
from hoiam.workroom.texts.files import download


@office(*EDITORIAL)
def sheet_page(request: OfficeRequest, text_id: int) -> HttpResponse:
    """The sheet as a page, to print where no PDF can be made; the whole text stands on it."""
    sheet = _sheet(request, text_id)
    context = {"sheet": sheet, "text": sheet.version.text, "shown": rendered(sheet.version)}
    return render(request, "workroom/paper/sheet.html", context)


@office(*EDITORIAL)
def sheet_file(request: OfficeRequest, text_id: int) -> HttpResponse | FileResponse:
    """The sheet as PDF."""
    sheet = _sheet(request, text_id)
    try:
        pdf = sheet_pdf(sheet, request.at)
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))
        return HttpResponseRedirect(address("paper", sheet.version.text))
    name = f"{sheet.subject or sheet.version.text_id}-v{sheet.version.number}-{sheet.code}.pdf"
    return FileResponse(io.BytesIO(pdf), as_attachment=True, filename=name, content_type="application/pdf")


@office(*EDITORIAL)
def fetch(request: OfficeRequest, text_id: int, paper_id: int) -> FileResponse:
    """What came back, exactly as it is kept."""
    return download(file_of(find_paper(request, text_id, paper_id)))


@office(*EDITORIAL)
def bundle(request: OfficeRequest, text_id: int, paper_id: int) -> HttpResponse:
    """The file as it is kept, our detached signature over its hash, and the public keys, in one folder."""
    paper = find_paper(request, text_id, paper_id)
    file = file_of(paper)
    written = io.BytesIO()
    with (
        zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as folder,
        default_storage.open(file.stored_name) as kept,
    ):
        for name, content in (
            (file.name, kept.read()),
            (f"{file.name}.signature.json", _written(paper.seal)),
            ("hoiam-keys.json", _written(signing.public_keys())),
        ):
            folder.writestr(zipfile.ZipInfo(name, _stamp(paper)), content)
    response = HttpResponse(written.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="paper-{paper.text_hash[:8]}.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _sheet(request: OfficeRequest, text_id: int) -> SigningSheet:
    text = find_text(request, text_id)
    version: TextVersion | None = latest_version(text)
    if version is None:
        raise Http404
    version.text = text
    leads_to = reverse("workroom_paper:by_code", args=[text.desk.code, version.hash])
    return signing_sheet(version, subject_of(request, text), f"{settings.BASE_URL}{leads_to}", request.at)


def _written(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _stamp(paper: PaperApproval) -> tuple[int, int, int, int, int, int]:
    local = timezone.localtime(paper.uploaded_at)
    return local.year, local.month, local.day, local.hour, local.minute, local.second
