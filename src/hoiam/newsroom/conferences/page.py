"""What the page of a conference says: the schedule, what was changed and why, documents, and the parts of others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from hoiam.conferences.dates import said
from hoiam.conferences.models import (
    Conference,
    ConferenceChange,
    Material,
    Party,
    Session,
    SessionChange,
    Site,
    Talk,
)
from hoiam.conferences.queries.agenda import agenda_of, changes_of_agenda
from hoiam.conferences.queries.changes import told_of
from hoiam.conferences.queries.existing import what_there_is
from hoiam.conferences.queries.materials import Document, materials_of
from hoiam.conferences.queries.public import public_conference
from hoiam.conferences.queries.talks import public_talks_at
from hoiam.conferences.terms import PartyRole, SessionKind
from hoiam.newsroom.conference_parts import kinds_asked, parts_of
from hoiam.newsroom.conferences.listing import where_of
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import etag
from hoiam.ui.languages import foreign
from hoiam.ui.moments import clock
from hoiam.ui.shapes import Row

OWN = (Session, Talk, Material, Party, Site, ConferenceChange, SessionChange)
OWN_ORDER = 20
"""Where the schedule, the documents and the changes stand among the parts."""


@dataclass(frozen=True)
class TalkLine:
    title: str
    address: str
    office: str
    is_outdated: bool


@dataclass(frozen=True)
class SessionLine:
    """One part of the schedule, ready to be written."""

    code: str
    hours: str
    title: str
    language: str
    kind: str
    office: str
    room: str
    version: int
    is_break: bool
    talks: tuple[TalkLine, ...]


@dataclass(frozen=True)
class Day:
    """The parts of one day; `day` is None for parts without hours."""

    day: date | None
    lines: list[SessionLine]


class Sheet:
    """The page of one public conference. Raises `Http404` where none is public."""

    def __init__(self, request: PublicRequest, reference: str) -> None:
        try:
            self.conference = public_conference(reference, request.at)
        except Conference.DoesNotExist:
            raise Http404 from None
        conference, self.at = self.conference, request.at
        there = what_there_is(conference, [*OWN, *kinds_asked()])
        self.sessions = agenda_of(conference) if Session in there else []
        self.talks = list(public_talks_at(conference, request.at)) if Talk in there else []
        documents = materials_of(conference, public_only=True) if Material in there else []
        self.documents = [row for row in documents if row.versions]
        self.parties = list(conference.parties.all()) if Party in there else []
        self.sites = conference.sites.count() if Site in there else 0
        self.changes = told_of(conference) if ConferenceChange in there else []
        agenda_changes = changes_of_agenda(conference) if SessionChange in there else []
        # Parts that only moved along are told by the move itself.
        moves = {change.at for change, _told in self.changes}
        self.agenda_changes = [one for one in agenda_changes if not (one.is_other and one.change.at in moves)]
        self.parts = parts_of(conference, request.at, there)
        self.stamp = etag(request, *self._stands_on())

    def _stands_on(self) -> list[Any]:
        desk = self.conference.desk
        return [
            _values(self.conference),
            (desk.code, str(desk.name), str(desk.body.name), str(self.conference.place or "")),
            [_values(row) for row in self.sessions],
            [(row.pk, dict(row.title), row.session_id, row.outdated_since) for row in self.talks],
            [(row.material.pk, str(row.material.title), _handed(row)) for row in self.documents],
            [(row.role, row.name) for row in self.parties],
            self.sites,
            [(change.sequence, told) for change, told in self.changes],
            [(one.change.pk, one.what) for one in self.agenda_changes],
            [part.stands_on for _order, part in self.parts],
        ]

    def context(self) -> dict[str, Any]:
        conference = self.conference
        title, language = conference.title.in_language()
        before = [part for order, part in self.parts if order < OWN_ORDER]
        after = [part for order, part in self.parts if order >= OWN_ORDER]
        return {
            "conference": conference,
            "desk": conference.desk,
            "title": title,
            "language": foreign(language),
            "rows": self._rows(),
            "days": self.days,
            "has_rooms": any(line.room for day in self.days for line in day.lines),
            "documents": [_document(conference, row) for row in self.documents],
            "changes": self.changes,
            "agenda_changes": self.agenda_changes,
            "calendar": reverse("newsroom_conferences:event", args=[conference.reference]),
            # Written by the templates of the subjects that registered them.
            "before": [mark_safe(part.written(conference, self.at)) for part in before],  # noqa: S308
            "after": [mark_safe(part.written(conference, self.at)) for part in after],  # noqa: S308
            "styles": sorted({style for _order, part in self.parts for style in part.styles}),
        }

    @cached_property
    def days(self) -> list[Day]:
        talks: dict[int | None, list[TalkLine]] = {}
        for talk in self.talks:
            talks.setdefault(talk.session_id, []).append(_talk(talk))
        days: list[Day] = []
        for row in self.sessions:
            day = timezone.localdate(row.starts_at) if row.starts_at else None
            if not days or (day is not None and days[-1].day != day):
                days.append(Day(day, []))
            days[-1].lines.append(_session(row, tuple(talks.get(row.pk, ()))))
        return days

    def _rows(self) -> list[Row]:
        conference = self.conference
        series, round_ = conference.series, conference.round
        given: list[tuple[str, Any, str]] = [
            (_("Time"), said(conference), _note(conference)),
            (_("Where"), where_of(conference), str(conference.venue)),
            (_("Held by"), conference.desk.body.name, ""),
            *((str(PartyRole(row.role).label).capitalize(), row.name, "") for row in self.parties),
            (_("Connected sites"), self.sites or "", ""),
            (_("Series"), series.title if series else "", ""),
            (_("Round"), round_.title if round_ else "", str(round_.programme.title) if round_ else ""),
            (_("Source"), conference.source, ""),
        ]
        return [Row(str(term), value, note) for term, value, note in given if value]


def _note(conference: Conference) -> str:
    if str(conference.date_note):
        return str(conference.date_note)
    is_vague = conference.precision in ("month", "year") and not conference.is_from_documents
    return _("The day is not known yet; it will be told here.") if is_vague else ""


def _session(row: Session, talks: tuple[TalkLine, ...]) -> SessionLine:
    title, language = row.title.in_language()
    return SessionLine(
        code=row.code,
        hours=f"{clock(row.starts_at)}–{clock(row.ends_at)}" if row.starts_at else "",
        title=title,
        language=foreign(language),
        kind=str(SessionKind(row.kind).label),
        office=str(row.office),
        room=row.room,
        version=row.version,
        is_break=row.kind == SessionKind.BREAK,
        talks=talks,
    )


def _talk(row: Talk) -> TalkLine:
    return TalkLine(
        title=str(row.title),
        address=reverse("newsroom_conferences:talk", args=[row.pk]),
        office=str(row.office),
        is_outdated=row.outdated_since is not None,
    )


def _document(conference: Conference, row: Document) -> dict[str, Any]:
    return {
        "title": row.material.title,
        "versions": [
            {
                "number": one.version.number,
                "note": one.version.note,
                "at": one.version.added_at,
                "file": one.file,
                "address": reverse(
                    "newsroom_conferences:material",
                    args=[conference.reference, row.material.pk, one.version.number, one.file.name],
                )
                if one.file
                else "",
            }
            for one in row.versions
        ],
    }


def _handed(row: Document) -> list[tuple[Any, ...]]:
    return [
        (one.version.number, dict(one.version.note), one.file.sha256 if one.file else "")
        for one in row.versions
    ]


def _values(row: Conference | Session) -> list[Any]:
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]
