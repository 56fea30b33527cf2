"""Conferences: when and where, the agenda, what was changed and why."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from hoiam.conferences.models import Conference, Session
from hoiam.conferences.queries.agenda import agenda_of
from hoiam.conferences.queries.materials import materials_of
from hoiam.conferences.queries.paging import page_by_day, read_place
from hoiam.conferences.queries.public import public_conference, public_conferences
from hoiam.conferences.queries.talks import public_talks_at
from hoiam.conferences.terms import ConferenceKind
from hoiam.newsroom.api.answers import desk_named
from hoiam.newsroom.api.facts import CODE
from hoiam.newsroom.api.paging import LONGEST, MOST, USUAL
from hoiam.newsroom.api.problems import Unusable
from hoiam.newsroom.api.shapes import Licensed, Listed, Wording, page, pages, wording
from hoiam.newsroom.requests import PublicRequest

router = Router(tags=["conferences"])


class ConferenceLine(Schema):
    """A conference. `precision` says how exactly its time is known: `year`, `month`, `day` or `hour`; `starts_at`
    and `ends_at` stand only with the hour, `ends_on` is the last day. `sequence` rises with every change of time
    or place, as in its calendar."""

    reference: str
    desk: str
    kind: str
    title: Wording
    stage: str
    precision: str
    starts_on: date
    ends_on: date
    starts_at: datetime | None
    ends_at: datetime | None
    mode: str
    place: str
    venue: Wording
    theme: str
    language: str
    sequence: int
    announced_at: datetime
    cancelled_at: datetime | None
    cancelled_why: Wording
    calendar: str
    pages: Wording


class ConferenceList(Listed):
    items: list[ConferenceLine]


class SessionShape(Schema):
    """One part of the agenda; its code is stable, its version rises with each change after the announcement."""

    code: str
    kind: str
    title: Wording
    office: Wording
    room: str
    starts_at: datetime | None
    ends_at: datetime | None
    version: int


class ChangeShape(Schema):
    """What was changed after the announcement: {field: [before, after]}, and why."""

    sequence: int
    at: datetime
    what: dict[str, list[Any]]
    why: Wording


class TalkShape(Schema):
    """A talk that was given out; `outdated_since` where a fact that it cites has changed since."""

    session: str
    title: Wording
    office: Wording
    version: int
    outdated_since: datetime | None
    outdated_facts: list[str]
    pages: Wording


class DocumentShape(Schema):
    """One version of a document for everybody; `file` is its address, "" where it was taken away."""

    title: Wording
    version: int
    note: Wording
    added_at: datetime
    sha256: str
    file: str


class PartyShape(Schema):
    role: str
    name: str


class ConferenceDocument(ConferenceLine, Licensed):
    """Everything public of one conference. `is_from_documents`: it is known from `known_from` alone."""

    summary: Wording
    date_note: Wording
    is_from_documents: bool
    known_from: str
    parties: list[PartyShape]
    sessions: list[SessionShape]
    changes: list[ChangeShape]
    talks: list[TalkShape]
    documents: list[DocumentShape]


@router.get(
    "/conferences",
    response=ConferenceList,
    operation_id="list_conferences",
    summary="Conferences, the last day first",
)
def list_conferences(
    request: PublicRequest,
    desk: str = Query("", max_length=60, pattern=CODE, description="Code of a desk"),
    kind: ConferenceKind | None = None,
    place: str = Query("", max_length=80, pattern=CODE, description="Code of a place"),
    since: date | None = None,
    until: date | None = None,
    cursor: str = Query("", max_length=LONGEST),
    limit: int = Query(USUAL, ge=1, le=MOST),
) -> ConferenceList:
    """`since` and `until`: those that take place on a day between, both within."""
    if cursor and read_place(cursor) is None:
        raise Unusable("cursor", _("Take the cursor from `next_cursor` of the page before, unchanged."))
    named: dict[str, Any] = {
        "desk": desk_named(desk) if desk else None,
        "kind": kind or "",
        "place__code": place,
        "ends_on__gte": since,
        "starts_on__lte": until,
    }
    rows = public_conferences(request.at).filter(**{name: value for name, value in named.items() if value})
    found = page_by_day(rows, cursor=cursor, limit=limit, is_descending=True)
    return ConferenceList(
        items=[ConferenceLine(**_line(row)) for row in found.rows],
        next_cursor=found.next_cursor,
        source=page("newsroom_conferences:list"),
    )


@router.get(
    "/conferences/{reference}",
    response=ConferenceDocument,
    operation_id="read_conference",
    summary="One conference with its agenda and what was changed",
)
def read_conference(request: PublicRequest, reference: str) -> ConferenceDocument:
    try:
        found = public_conference(reference if "\x00" not in reference else "", request.at)
    except Conference.DoesNotExist:
        raise Http404 from None
    sessions = agenda_of(found)
    codes = {row.pk: row.code for row in sessions}
    return ConferenceDocument(
        **_line(found),
        summary=wording(found.summary),
        date_note=wording(found.date_note),
        is_from_documents=found.is_from_documents,
        known_from=found.source,
        parties=[PartyShape(role=row.role, name=row.name) for row in found.parties.all()],
        sessions=[_session(row) for row in sessions],
        changes=[
            ChangeShape(sequence=row.sequence, at=row.at, what=row.what, why=wording(row.why))
            for row in found.changes.all()
        ],
        talks=[
            TalkShape(
                session=codes.get(row.session_id or 0, ""),
                title=wording(row.title),
                office=wording(row.office),
                version=row.number,
                outdated_since=row.outdated_since,
                outdated_facts=row.outdated_facts,
                pages=pages("newsroom_conferences:talk", str(row.pk)),
            )
            for row in public_talks_at(found, request.at)
        ],
        documents=_documents(found),
        source=page("newsroom_conferences:conference", found.reference),
    )


def _line(row: Conference) -> dict[str, Any]:
    return {
        "reference": row.reference,
        "desk": row.desk.code,
        "kind": row.kind,
        "title": wording(row.title),
        "stage": str(row.stage.value),
        "precision": row.precision,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "mode": row.mode,
        "place": row.place.code if row.place else "",
        "venue": wording(row.venue),
        "theme": row.theme,
        "language": row.language,
        "sequence": row.sequence,
        "announced_at": row.announced_at,
        "cancelled_at": row.cancelled_at,
        "cancelled_why": wording(row.cancelled_why),
        "calendar": settings.BASE_URL + reverse("newsroom_conferences:event", args=[row.reference]),
        "pages": pages("newsroom_conferences:conference", row.reference),
    }


def _session(row: Session) -> SessionShape:
    return SessionShape(
        code=row.code,
        kind=row.kind,
        title=wording(row.title),
        office=wording(row.office),
        room=row.room,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        version=row.version,
    )


def _documents(conference: Conference) -> list[DocumentShape]:
    return [
        DocumentShape(
            title=wording(document.material.title),
            version=one.version.number,
            note=wording(one.version.note),
            added_at=one.version.added_at,
            sha256=one.file.sha256 if one.file else "",
            file=settings.BASE_URL
            + reverse(
                "newsroom_conferences:material",
                args=[conference.reference, document.material.pk, one.version.number, one.file.name],
            )
            if one.file
            else "",
        )
        for document in materials_of(conference, public_only=True)
        for one in document.versions
    ]
