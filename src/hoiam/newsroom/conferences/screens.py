"""Anyone reads what is ahead, the schedule of a conference and its talks, and takes calendars and documents."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from hoiam.conferences.calendar import MEDIA_TYPE, calendar_of
from hoiam.conferences.models import Conference
from hoiam.conferences.queries.materials import public_file
from hoiam.conferences.queries.public import in_calendar, last_changes, public_conference
from hoiam.desks.models import Desk
from hoiam.newsroom.conferences.listing import ListSheet
from hoiam.newsroom.conferences.page import Sheet
from hoiam.newsroom.conferences.talk import TalkSheet
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import etag, for_everybody, written_once
from hoiam.texts.models import Attachment

SECONDS = 30
"""A move is wanted at once: caches keep these pages shorter than others."""


def _list(request: PublicRequest) -> ListSheet:
    known: ListSheet | None = getattr(request, "_conferences", None)
    if known is None:
        known = request._conferences = ListSheet(request)  # type: ignore[attr-defined]
    return known


def _sheet(request: PublicRequest, reference: str) -> Sheet:
    known: Sheet | None = getattr(request, "_conference", None)
    if known is None:
        known = request._conference = Sheet(request, reference)  # type: ignore[attr-defined]
    return known


def _talk(request: PublicRequest, number: int) -> TalkSheet:
    known: TalkSheet | None = getattr(request, "_talk", None)
    if known is None:
        known = request._talk = TalkSheet(request, number)  # type: ignore[attr-defined]
    return known


@require_safe
@condition(etag_func=lambda request: _list(request).stamp)
def conferences(request: PublicRequest) -> HttpResponse:
    """What is ahead; what was held, by address."""
    return _written(request, _list(request), "newsroom/conferences/list.html")


@require_safe
@condition(etag_func=lambda request, reference: _sheet(request, reference).stamp)
def conference(request: PublicRequest, reference: str) -> HttpResponse:
    """The schedule, what was changed and why, documents, and what other subjects know of it."""
    return _written(request, _sheet(request, reference), "newsroom/conferences/conference.html")


@require_safe
@condition(etag_func=lambda request, number: _talk(request, number).stamp)
def talk(request: PublicRequest, number: int) -> HttpResponse:
    """One talk with its facts and sources; a changed fact is said before the first word."""
    return _written(request, _talk(request, number), "newsroom/conferences/talk.html")


@require_safe
def event(request: PublicRequest, reference: str) -> HttpResponse:
    """One conference for a calendar."""
    try:
        found = public_conference(reference, request.at)
    except Conference.DoesNotExist:
        raise Http404 from None
    return _calendar(request, [found], str(found.title), f"{found.reference}.ics")


@require_safe
def calendar(request: PublicRequest, desk: str = "") -> HttpResponse:
    """The public calendar of one desk or of all, to be subscribed to."""
    found = get_object_or_404(Desk.objects.public(), code=desk) if desk else None
    name = _("Conferences: %(desk)s") % {"desk": found.name} if found else _("Conferences")
    return _calendar(request, in_calendar(request.at, found), name, "")


@require_safe
def material(
    request: PublicRequest, reference: str, document: int, version: int, file_name: str
) -> HttpResponseBase:
    """A document for everybody, always as a download."""
    try:
        file = public_file(reference, document, version, request.at)
    except Attachment.DoesNotExist:
        raise Http404 from None
    if file.name != file_name or not default_storage.exists(file.stored_name):
        raise Http404
    response = FileResponse(
        default_storage.open(file.stored_name),
        as_attachment=True,
        filename=file.name,
        content_type=file.media_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["ETag"] = f'"{file.sha256[:32]}"'
    return response


def _calendar(request: PublicRequest, rows: list[Conference], name: str, file_name: str) -> HttpResponse:
    changes = last_changes(rows)
    stands_on = [
        (
            row.pk,
            row.sequence,
            dict(row.title),
            dict(row.summary),
            dict(row.venue),
            row.cancelled_at,
            row.starts_at,
        )
        for row in rows
    ]

    def address(row: Conference) -> str:
        return settings.BASE_URL + reverse("newsroom_conferences:conference", args=[row.reference])

    def write(request: PublicRequest) -> HttpResponse:
        said = calendar_of(rows, name=name, address=address, changes=changes)
        response = HttpResponse(said, content_type=MEDIA_TYPE)
        if file_name:
            response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
        response.headers["Access-Control-Allow-Origin"] = "*"
        return for_everybody(response, SECONDS)

    stamp = etag(request, name, stands_on, [change.sequence for change in changes.values()])
    return condition(etag_func=lambda request: stamp)(write)(request)


def _written(request: PublicRequest, sheet: Any, template: str) -> HttpResponse:
    page = written_once(sheet.stamp, lambda: render(request, template, sheet.context()))
    return for_everybody(page, SECONDS)
