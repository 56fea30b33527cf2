"""Opening the seal: asked for on a page that says it is noted, shown once, to intake of the desk only."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from hoiam.desks.terms import Role
from hoiam.enquiries.models import Enquiry, SealedFile
from hoiam.enquiries.operations.sealing import open_files, open_message, open_seal
from hoiam.enquiries.queries.enquiries import get_enquiry
from hoiam.enquiries.queries.situation import situation_of
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.enquiries.screens import head_of


@office(Role.INTAKE)
def seal(request: OfficeRequest, reference: str) -> HttpResponse:
    """Ask first; a POST opens, and the opening is in the journal before anything is shown."""
    standing, at = request.standing, request.at
    try:
        enquiry = get_enquiry(reference, standing=standing)
    except Enquiry.DoesNotExist:
        raise Http404 from None
    shown: dict[str, Any] = {
        **head_of(situation_of(enquiry, standing=standing, at=at)),
        "is_erased": not hasattr(enquiry, "seal_key"),
        "files": list(SealedFile.objects.filter(enquiry=enquiry)),
        "messages_from_asker": [
            row for row in enquiry.correspondence.exclude(sealed_words=b"") if row.sealed_words
        ],
    }
    if request.method != "POST":
        return render(request, "workroom/enquiries/seal.html", shown)
    if "file" in request.POST:
        return _file(request, enquiry)
    if "message" in request.POST:
        letter = enquiry.correspondence.filter(pk=_number(request, "message")).first()
        if letter is None:
            raise Http404
        shown["message"] = open_message(letter=letter, standing=standing, at=at)
    else:
        shown["opened"] = open_seal(enquiry=enquiry, standing=standing, at=at)
    return render(request, "workroom/enquiries/seal.html", shown)


def _file(request: OfficeRequest, enquiry: Enquiry) -> HttpResponse:
    """One of the files that came with the question, to be saved, never shown in the browser."""
    files = open_files(enquiry=enquiry, standing=request.standing, at=request.at)
    place = _number(request, "file")
    if not 0 <= place < len(files):
        raise Http404
    response = HttpResponse(files[place].content, content_type="application/octet-stream")
    saved_as = content_disposition_header(True, files[place].name)
    response.headers["Content-Disposition"] = saved_as or "attachment"
    return response


def _number(request: OfficeRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdigit() else -1
