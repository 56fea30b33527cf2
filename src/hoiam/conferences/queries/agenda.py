"""The agenda in its order, and what was changed in it since the announcement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hoiam.conferences.dates import span
from hoiam.conferences.models import Conference, Session, SessionChange
from hoiam.desks.wording import Wording


@dataclass(frozen=True)
class ChangeTold:
    """One change of a part in words: what was done, and how the part stood before."""

    change: SessionChange
    code: str
    title: str
    what: str
    before: list[str]
    is_other: bool
    """Neither added nor taken out."""


def agenda_of(conference: Conference) -> list[Session]:
    """The parts that stand, in their order: those with hours by their hours, the others where they were put."""
    rows = list(conference.sessions.filter(removed_at__isnull=True))
    return in_order(rows)


def in_order(rows: list[Session]) -> list[Session]:
    """Parts without hours stay behind the part that they were put behind."""
    last: datetime | None = None
    keyed = []
    for row in sorted(rows, key=lambda row: (row.position, row.pk)):
        last = row.starts_at or last
        keyed.append(((last is not None, last.timestamp() if last else 0.0, row.position, row.pk), row))
    return [row for _key, row in sorted(keyed, key=lambda pair: pair[0])]


def changes_of_agenda(conference: Conference) -> list[ChangeTold]:
    """Every change of a part since the announcement, the last first, in the active language."""
    rows = SessionChange.objects.filter(session__conference=conference).select_related("session")
    return [_told(row) for row in rows.order_by("-at", "-pk")]


def _told(row: SessionChange) -> ChangeTold:
    before = row.before
    title = str(Wording(before.get("title", {}))) or str(row.session.title)
    is_last = row.session.removed_at is not None and row.version == row.session.version
    what = _("added") if not before else _("taken out") if is_last else _("changed")
    is_other = bool(before) and not is_last
    return ChangeTold(row, row.session.code, title, what, _as_it_was(before), is_other)


def _as_it_was(before: dict[str, Any]) -> list[str]:
    """Hours, office and room before the change; [] for a part that was added."""
    if not before:
        return []
    hours = ""
    if before.get("starts_at") and before.get("ends_at"):
        hours = span(datetime.fromisoformat(before["starts_at"]), datetime.fromisoformat(before["ends_at"]))
    return [said for said in (hours, str(Wording(before.get("office", {}))), before.get("room", "")) if said]
