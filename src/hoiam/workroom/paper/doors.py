"""The one way in to a signed sheet, and the addresses around it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from hoiam.texts.models import PaperApproval, Text
from hoiam.workroom.access import OfficeRequest
from hoiam.workroom.texts.doors import find_text


def find_paper(request: OfficeRequest, text_id: int, paper_id: int) -> PaperApproval:
    """The sheet of that number beside a text of this desk; raises `Http404` for any other."""
    text = find_text(request, text_id)
    rows = PaperApproval.objects.select_related("version__clearance", "version__text__desk", "uploaded_by")
    found = rows.filter(pk=paper_id, version__text=text).first()
    if found is None:
        raise Http404
    return found


def address(name: str, text: Text, *more: Any) -> str:
    return reverse(f"workroom_paper:{name}", args=[text.desk.code, text.pk, *more])
