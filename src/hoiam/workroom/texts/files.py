"""Files beside a text."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.terms import EDITORIAL
from hoiam.texts.files import LARGEST
from hoiam.texts.models import Attachment, Text
from hoiam.texts.operations.attachments import attach, remove_attachment, what_was_done
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.texts.doors import address, find_text
from hoiam.workroom.texts.forms import FileForm


@require_POST
@office(*EDITORIAL)
def add(request: OfficeRequest, text_id: int) -> HttpResponse:
    """Let one file in; a refusal says why and nothing is kept."""
    text = find_text(request, text_id)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file first."))
        return HttpResponseRedirect(address("editor", text) + "#files")
    sent = form.cleaned_data["file"]
    try:
        kept = attach(
            desk=text.desk,
            record=text,
            name=sent.name,
            content=sent.read(LARGEST + 1),
            by=request.user,
            at=request.at,
        )
        messages.success(request, what_was_done(kept))
    except ReasonsAgainst as against:
        for reason in against.reasons:
            messages.error(request, str(reason))
    return HttpResponseRedirect(address("editor", text) + "#files")


@office(*EDITORIAL)
def fetch(request: OfficeRequest, text_id: int, file_id: int) -> FileResponse:
    """The bytes of a file, always as a download."""
    return download(_file(find_text(request, text_id), file_id))


@require_POST
@office(*EDITORIAL)
def remove(request: OfficeRequest, text_id: int, file_id: int) -> HttpResponse:
    text = find_text(request, text_id)
    remove_attachment(
        attachment=_file(text, file_id),
        record=text,
        by=request.user,
        at=request.at,
    )
    return HttpResponseRedirect(address("editor", text) + "#files")


def download(file: Attachment) -> FileResponse:
    """A file under its harmless name; the browser is told not to guess what it is, nor to open it here."""
    response = FileResponse(
        default_storage.open(file.stored_name),
        as_attachment=True,
        filename=file.name,
        content_type=file.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _file(text: Text, file_id: int) -> Attachment:
    found = Attachment.objects.of(text).filter(pk=file_id).first()
    if found is None:
        raise Http404
    return found
