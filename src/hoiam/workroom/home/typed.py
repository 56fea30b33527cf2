"""What is typed into the long forms of the office, kept on the server every few seconds; never in the browser."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_POST

from hoiam.desks.against import ReasonsAgainst
from hoiam.desks.operations.unsent import forget_typed, keep_typed
from hoiam.desks.queries.unsent import typed_at
from hoiam.workroom.access import OfficeRequest, office

SEALED_PAGES = (
    "/seal/",
    "/call/",
    "/chat/",
    "/cover/",
    "/mail/",
    "/enquiries/new/",
    "/by-hand/",
    "/for-asker/",
)
"""Pages whose words may name who asked: nothing typed there is kept before it is sent."""


@require_POST
@office()
def typed(request: OfficeRequest) -> HttpResponse:
    """Keep the fields of one page (204), or with `forget` throw them away and open the page afresh."""
    address = request.POST.get("address", "")
    if not _is_ours(request, address):
        return HttpResponse(status=400)
    if "forget" in request.POST:
        forget_typed(person=request.user, address=address)
        return HttpResponseRedirect(address)
    fields = _read(request.POST.get("fields", ""))
    if fields is None:
        return HttpResponse(status=400)
    try:
        keep_typed(person=request.user, address=address, fields=fields, at=request.at)
    except ReasonsAgainst as against:
        said = " ".join(str(reason) for reason in against.reasons)
        return HttpResponse(said, status=409, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


def typing_of(request: HttpRequest) -> dict[str, Any]:
    """What a form that keeps its typing shows: where it is kept, and what was left there the last time."""
    return {"address": request.path, "left": SimpleLazyObject(lambda: _left(request))}


def _left(request: HttpRequest) -> dict[str, Any]:
    """{} on the answer to a form: there stands what was just sent."""
    row = typed_at(request.user, request.path) if request.method == "GET" else None  # type: ignore[arg-type]
    return {"fields": json.dumps(row.fields), "at": row.kept_at} if row else {}


def _is_ours(request: OfficeRequest, address: str) -> bool:
    is_here = address.startswith(f"/office/{request.standing.desk.code}/") and "//" not in address
    return is_here and not any(part in address for part in SEALED_PAGES)


def _read(text: str) -> dict[str, list[str]] | None:
    """{field: values} from what the page sent; None for anything else."""
    try:
        read = json.loads(text)
    except ValueError:
        return None
    if not isinstance(read, dict) or not all(isinstance(values, list) for values in read.values()):
        return None
    if not all(isinstance(value, str) for values in read.values() for value in values):
        return None
    return read
