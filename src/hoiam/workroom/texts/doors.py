"""The one way in to a text of the desk, and the addresses around it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.urls import reverse

from hoiam.texts.models import Text
from hoiam.texts.subjects import SubjectCard, card_of
from hoiam.workroom.access import OfficeRequest


def find_text(request: OfficeRequest, text_id: int) -> Text:
    """The text of that number at this desk; raises `Http404` for any other desk's."""
    standing = request.standing
    found = Text.objects.select_related("desk", "saved_by").filter(pk=text_id, desk=standing.desk).first()
    if found is None:
        raise Http404
    return found


def address(name: str, text: Text, *more: Any) -> str:
    return reverse(f"workroom_texts:{name}", args=[text.desk.code, text.pk, *more])


def subject_of(request: OfficeRequest, text: Text) -> SubjectCard | None:
    """What the text is about, as its record's owner shows it; None where nothing is shown of it."""
    try:
        return card_of(text.record_kind, text.record_id, request.standing)
    except ObjectDoesNotExist:
        return None
