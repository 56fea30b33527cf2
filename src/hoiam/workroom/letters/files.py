"""The two files of a letter as the browser gets them."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from hoiam.texts.letter.docx import DOCX_TYPE
from hoiam.texts.letter.pdf import PDF_TYPE
from hoiam.texts.models import OfficialLetter


def file_name(letter: OfficialLetter, ending: str) -> str:
    """`05-UBND-VP.pdf`; a letter without a number is named by what it is about."""
    return f"{str(letter.number).replace('/', '-') if letter.number else f'letter-{letter.pk}'}.{ending}"


def shown_pdf(content: bytes, name: str = "letter.pdf") -> HttpResponse:
    """A PDF that the browser may show; it is kept nowhere on the way."""
    return _file(content, PDF_TYPE, name, is_download=False)


def saved_word(content: bytes, name: str) -> HttpResponse:
    return _file(content, DOCX_TYPE, name, is_download=True)


def _file(content: bytes, media_type: str, name: str, *, is_download: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(is_download, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
