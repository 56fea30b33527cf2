"""The agenda: sessions with stable codes, added, changed, ordered, taken out; with reasons after the announcement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.dates import When, begins, ends, said
from hoiam.conferences.models import Conference, Session, SessionChange
from hoiam.conferences.operations.case import KIND, line, lock
from hoiam.conferences.operations.planning import worded
from hoiam.conferences.terms import Precision, SessionKind
from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.wording import Wording
from hoiam.search.analysis.syllables import fold
from hoiam.search.operations import note_change

SECTION = "agenda"
"""The section of a desk template that holds the agenda of the model briefing."""
MOST_SESSIONS = 300


def add_session(
    *,
    conference: Conference,
    kind: str,
    title: Mapping[str, str],
    by: Person,
    at: datetime,
    office: Mapping[str, str] | None = None,
    room: str = "",
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    why: Mapping[str, str] | None = None,
) -> Session:
    """Add a part at the end of the agenda. After the announcement the reason is read in public.

    Raises `MayNot`, `ReasonsAgainst`: outside the hours of the conference, or while another part takes the room.
    """
    with transaction.atomic():
        kept = _lock(conference, by, at)
        session = Session(
            conference=kept,
            code=_next_code(kept),
            kind=kind,
            title=worded(title),
            office=worded(office),
            room=room.strip(),
            starts_at=starts_at,
            ends_at=ends_at,
            position=_last_position(kept) + 1,
        )
        insist(
            [
                *_against_session(session, kept),
                *_against_reason(kept, why),
                _("An agenda has up to 300 parts.") if kept.sessions.count() >= MOST_SESSIONS else None,
            ]
        )
        session.save(force_insert=True)
        if kept.announced_at:
            _note(session, {}, why, by, at)
        line(kept, by=by, at=at, verb="added session", detail={"session": session.code})
    return session


def change_session(
    *,
    session: Session,
    kind: str,
    title: Mapping[str, str],
    office: Mapping[str, str],
    room: str,
    starts_at: datetime | None,
    ends_at: datetime | None,
    by: Person,
    at: datetime,
    version: int | None = None,
    why: Mapping[str, str] | None = None,
) -> Session:
    """Change a part; after the announcement it gets its next version, and what it was stays readable.

    `version` is what the writer saw; a change since then is a reason against. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = _lock(session.conference, by, at)
        row = _row(kept, session)
        before = as_it_stands(row)
        insist(
            [_("Somebody changed this part since you opened it. Read it again.")]
            if version not in (None, row.version)
            else []
        )
        row.kind, row.title, row.office, row.room = kind, worded(title), worded(office), room.strip()
        row.starts_at, row.ends_at = starts_at, ends_at
        insist(
            [
                *_against_session(row, kept),
                *_against_reason(kept, why),
                _("Nothing would change.") if as_it_stands(row) == before else None,
            ]
        )
        _keep(row, before, kept, why, by, at)
        line(kept, by=by, at=at, verb="changed session", detail={"session": row.code})
    return row


def remove_session(
    *, session: Session, by: Person, at: datetime, why: Mapping[str, str] | None = None
) -> None:
    """Take a part out; its code is never given again. After the announcement it stays readable with the reason."""
    with transaction.atomic():
        kept = _lock(session.conference, by, at)
        row = _row(kept, session)
        insist(_against_reason(kept, why))
        before = as_it_stands(row)
        row.removed_at = at
        _keep(row, before, kept, why, by, at)
        line(kept, by=by, at=at, verb="removed session", detail={"session": row.code})


def order_sessions(
    *,
    conference: Conference,
    codes: list[str],
    by: Person,
    at: datetime,
    why: Mapping[str, str] | None = None,
) -> None:
    """Put the parts into this order, all of them named. Parts with hours stand by their hours all the same."""
    with transaction.atomic():
        kept = _lock(conference, by, at)
        rows = {row.code: row for row in kept.sessions.filter(removed_at__isnull=True)}
        insist(
            [
                None
                if len(codes) == len(set(codes)) and set(codes) == set(rows)
                else _("The agenda has changed since you opened it. Order it again."),
                *_against_reason(kept, why),
            ]
        )
        for position, code in enumerate(codes, start=1):
            row = rows[code]
            if row.position != position:
                before = as_it_stands(row)
                row.position = position
                _keep(row, before, kept, why, by, at)
        line(kept, by=by, at=at, verb="ordered agenda")


def start_from_template(*, conference: Conference, by: Person, at: datetime) -> list[Session]:
    """Begin an empty agenda with the parts that the desk took over from its template.

    Raises `MayNot`, `ReasonsAgainst` where there are parts already, or the desk has no model agenda.
    """
    with transaction.atomic():
        kept = _lock(conference, by, at)
        parts = model_agenda(kept)
        insist(
            [
                None if parts else _("This desk took no model agenda over from a template."),
                _("The agenda has parts already.") if kept.sessions.exists() else None,
                _("The agenda is announced. Add parts one by one, with the reason.")
                if kept.announced_at
                else None,
            ]
        )
        made = [
            Session(conference=kept, code=f"S{number}", title=title, position=number)
            for number, title in enumerate(parts, start=1)
        ]
        Session.objects.bulk_create(made)
        line(kept, by=by, at=at, verb="began agenda", detail={"sessions": len(made)})
    return list(kept.sessions.all())


def model_agenda(conference: Conference) -> list[Wording]:
    """The parts of the model briefing of the desk's template, in its order; [] without one."""
    adoption = getattr(conference.desk, "adoption", None)
    content = adoption.content.get(SECTION, {}) if adoption else {}
    return [Wording(words) for _key, words in sorted(content.items()) if any(words.values())]


def as_it_stands(row: Session) -> dict[str, Any]:
    """A part as plain values, for the record of a change."""
    return {
        "kind": row.kind,
        "title": dict(row.title),
        "office": dict(row.office),
        "room": row.room,
        "starts_at": row.starts_at.isoformat() if row.starts_at else None,
        "ends_at": row.ends_at.isoformat() if row.ends_at else None,
        "position": row.position,
        "is_removed": row.removed_at is not None,
    }


def against_hours(row: Session, when: When) -> list[object]:
    """Hours that are only half named, backwards, or outside the conference."""
    if row.starts_at is None and row.ends_at is None:
        return []
    if row.starts_at is None or row.ends_at is None:
        return [_("Name the hour of the beginning and of the end.")]
    if row.ends_at <= row.starts_at:
        return [_("The end lies before the beginning.")]
    if when.precision not in (Precision.DAY, Precision.HOUR):
        return [_("Say first on which day the conference is held.")]
    if row.starts_at < begins(when) or row.ends_at > ends(when):
        return [
            format_lazy(
                _("“{title}” would lie outside the conference, whose time is {time}."),
                title=str(row.title),
                time=said(when),
            )
        ]
    return []


def _against_session(row: Session, conference: Conference) -> list[object]:
    office = [words for words in row.office.values() if words]
    return [
        None if row.kind in SessionKind.values else _("Choose what kind of part it is."),
        *rules.against_wording(row.title, empty=_("Give this part a title."), longest=300),
        *(rules.against_wording(row.office, empty=None, longest=300) if office else []),
        *(rules.against_words(row.room, empty=None, longest=120) if row.room else []),
        *(against_hours(row, When.of(conference)) or _against_room(row, conference)),
    ]


def _against_room(row: Session, conference: Conference) -> list[object]:
    """Another part at the same time in the same room; parts without a room share the one hall."""
    if row.starts_at is None:
        return []
    others = conference.sessions.filter(
        removed_at__isnull=True, starts_at__lt=row.ends_at, ends_at__gt=row.starts_at
    ).exclude(pk=row.pk)
    room = " ".join(fold(row.room).split())
    return [
        format_lazy(_("“{title}” ({code}) takes the room at that time."), title=other.title, code=other.code)
        for other in others
        if " ".join(fold(other.room).split()) == room
    ]


def _against_reason(conference: Conference, why: Mapping[str, str] | None) -> list[object]:
    if conference.announced_at is None:
        return []
    return rules.against_wording(
        why or {}, empty=_("The agenda is announced. Say why it changes; the reason is read in public.")
    )


def _lock(conference: Conference, by: Person, at: datetime) -> Conference:
    kept = lock(conference)
    rules.may(by, kept.desk, at, rules.ORGANISING)
    insist([*rules.against_cancelled(kept), *rules.against_held(kept)])
    # Whatever follows changes words by which the conference is found.
    note_change(kind=KIND, refs=[kept.reference])
    return kept


def _row(conference: Conference, session: Session) -> Session:
    row = conference.sessions.get(pk=session.pk)
    insist([_("This part was taken out of the agenda.") if row.removed_at else None])
    return row


def _keep(
    row: Session,
    before: dict[str, Any],
    conference: Conference,
    why: Mapping[str, str] | None,
    by: Person,
    at: datetime,
) -> None:
    if conference.announced_at:
        row.version += 1
        _note(row, before, why, by, at)
    row.save()


def _note(
    row: Session, before: dict[str, Any], why: Mapping[str, str] | None, by: Person, at: datetime
) -> None:
    SessionChange.objects.create(
        session=row, version=row.version, before=before, why=worded(why), at=at, by=by
    )


def _next_code(conference: Conference) -> str:
    """One more than the highest ever given, also to parts that were taken out."""
    codes = conference.sessions.values_list("code", flat=True)
    return f"S{max((int(code[1:]) for code in codes if code[1:].isdigit()), default=0) + 1}"


def _last_position(conference: Conference) -> int:
    last: int | None = conference.sessions.aggregate(last=Max("position"))["last"]
    return last or 0
