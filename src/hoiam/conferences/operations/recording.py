"""A conference of which only documents tell: it was held before a desk kept its record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.dates import When, ends
from hoiam.conferences.models import Conference, Round
from hoiam.conferences.operations.case import KIND, line
from hoiam.conferences.operations.planning import PartyNamed, plan_conference
from hoiam.conferences.terms import Mode
from hoiam.desks.against import insist
from hoiam.desks.models import Desk, Person, Place
from hoiam.search.operations import note_change

LONGEST_SOURCE = 2_000


def record_from_documents(
    *,
    desk: Desk,
    kind: str,
    title: Mapping[str, str],
    when: When,
    language: str,
    source: str,
    by: Person,
    at: datetime,
    mode: str = Mode.IN_PERSON,
    place: Place | None = None,
    venue: Mapping[str, str] | None = None,
    round: Round | None = None,
    theme: str = "",
    summary: Mapping[str, str] | None = None,
    date_note: Mapping[str, str] | None = None,
    parties: Iterable[PartyNamed] = (),
) -> Conference:
    """Record it as announced and held, with its sources; nobody is invited or told by this.

    Nothing is computed from it: its figures are those that documents report, see `reported.note_reported`.
    Raises `MayNot`, `ReasonsAgainst` without a source or before its end.
    """
    insist(
        [
            *rules.against_words(
                source, empty=_("Name the documents that tell of it."), longest=LONGEST_SOURCE
            ),
            ends(when) > at and _("It is not over yet. Plan it instead."),
        ]
    )
    with transaction.atomic():
        made = plan_conference(
            desk=desk,
            kind=kind,
            title=title,
            when=when,
            mode=mode,
            language=language,
            by=by,
            at=at,
            place=place,
            venue=venue,
            round=round,
            theme=theme,
            summary=summary,
            date_note=date_note,
            parties=parties,
        )
        made.is_from_documents, made.source = True, source.strip()
        made.announced_at = made.held_at = at
        made.save(update_fields=["is_from_documents", "source", "announced_at", "held_at"])
        note_change(kind=KIND, refs=[made.reference])
        line(made, by=by, at=at, verb="recorded from documents")
    return made
