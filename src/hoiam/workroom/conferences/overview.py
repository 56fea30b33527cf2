"""What the overview of a conference says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from hoiam.conferences.dates import said
from hoiam.conferences.models import Conference, ConferenceChange
from hoiam.conferences.queries.changes import Told, told_of
from hoiam.conferences.terms import Mode, PartyRole, Stage
from hoiam.ui.shapes import Row, Step
from hoiam.workroom.conference_frame import ConferenceRequest
from hoiam.workroom.enquiries import choices

WAY = (Stage.PLANNED, Stage.ANNOUNCED, Stage.HELD, Stage.RECORD_PUBLISHED)


@dataclass(frozen=True)
class Overview:
    steps: list[Step]
    rows: list[Row]
    parties: list[tuple[str, str]]
    """(what it does, name as printed)"""
    changes: list[tuple[ConferenceChange, list[Told]]]
    public_address: str
    """"" before the announcement, and on a practice desk."""
    sites: int
    sessions: int


def overview_of(request: ConferenceRequest) -> Overview:
    conference = request.conference
    is_public = conference.announced_at is not None and not conference.desk.is_practice
    return Overview(
        steps=_steps(conference),
        rows=_rows(conference),
        parties=[(str(PartyRole(row.role).label), row.name) for row in conference.parties.all()],
        changes=told_of(conference),
        public_address=_public_address(conference) if is_public else "",
        sites=conference.sites.count(),
        sessions=conference.sessions.filter(removed_at__isnull=True).count(),
    )


def _steps(conference: Conference) -> list[Step]:
    if conference.cancelled_at:
        return []
    stage = Stage.ANNOUNCED if conference.stage == Stage.REGISTRATION else conference.stage
    here = WAY.index(stage)
    return [
        Step(str(one.label).capitalize(), "done" if number <= here else "todo")
        for number, one in enumerate(WAY)
    ]


def _rows(conference: Conference) -> list[Row]:
    series = conference.series
    given: list[tuple[str, Any, str]] = [
        (_("Time"), said(conference), str(conference.date_note)),
        (_("How it is held"), Mode(conference.mode).label, ""),
        (pgettext("conference", "Place"), conference.place or "", ""),
        (_("Venue"), str(conference.venue), ""),
        (_("Seats for delegates"), conference.seats or "", ""),
        (_("Names at the gate"), _("are asked for") if conference.needs_names else "", ""),
        (_("Series"), series.title if series else "", ""),
        (_("Round"), conference.round.title if conference.round else "", ""),
        (_("Language"), choices.language_name(conference.language), ""),
        (_("Theme"), choices.theme_name(conference.theme), ""),
        (_("Registration closes"), conference.registration_closes_at or "", ""),
        (_("Source"), conference.source, ""),
    ]
    return [Row(str(term), value, note) for term, value, note in given if value]


def _public_address(conference: Conference) -> str:
    with override(settings.LANGUAGE_CODE):
        try:
            return reverse("newsroom_conferences:conference", args=[conference.reference])
        except NoReverseMatch:
            return ""
