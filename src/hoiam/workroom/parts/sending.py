"""Files leave as downloads: the browser neither guesses what they are nor opens them here."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse

from hoiam.texts.models import Attachment


def as_download(file: Attachment) -> FileResponse:
    response = FileResponse(
        default_storage.open(file.stored_name),
        as_attachment=True,
        filename=file.name,
        content_type=file.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
