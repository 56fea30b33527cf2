"""The button that undoes: one screen for every act that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.enquiries.operations.undoing import (
    Before,
    undo_assignments,
    undo_joining,
    undo_theme,
    unsee_notices,
)
from hoiam.workroom.access import OfficeRequest, office
from hoiam.workroom.undoing import MARK, take_undo


@require_POST
@office()
def undo(request: OfficeRequest) -> HttpResponse:
    """Undo what the word of the button stands for, and return to where it was done."""
    entry = take_undo(request, request.POST.get("undo", "").removeprefix(MARK))
    if entry is None:
        messages.warning(request, _("There is nothing to undo any more."))
        return HttpResponseRedirect(f"/office/{request.standing.desk.code}/")
    given = {
        "desk": request.standing.desk,
        "done_at": datetime.fromisoformat(entry["at"]),
        "by": request.standing.person,
        "at": request.at,
    }
    try:
        UNDOES[entry["what"]](entry["before"], given)
    except ReasonsAgainst as against:
        messages.warning(request, " ".join(str(reason) for reason in against.reasons))
    else:
        messages.success(request, _("Undone."))
    return HttpResponseRedirect(entry["back"])


def _assigned(before: dict[str, Any], given: dict[str, Any]) -> None:
    undo_assignments(before=[Before(*row) for row in before["rows"]], **given)


def _themed(before: dict[str, Any], given: dict[str, Any]) -> None:
    undo_theme(enquiry_id=before["enquiry"], theme=before["theme"], **given)


def _joined(before: dict[str, Any], given: dict[str, Any]) -> None:
    undo_joining(enquiry_id=before["enquiry"], matter_id=before["matter"], **given)


def _seen(_before: dict[str, Any], given: dict[str, Any]) -> None:
    unsee_notices(**given)


UNDOES: dict[str, Callable[[dict[str, Any], dict[str, Any]], None]] = {
    "assign": _assigned,
    "theme": _themed,
    "matter": _joined,
    "notices": _seen,
}
