"""The desk's conferences in a list: narrowed by stage and kind, each with its time, place and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from hoiam.conferences.dates import ends, said
from hoiam.conferences.models import Conference
from hoiam.conferences.queries.conferences import conferences_of
from hoiam.conferences.terms import ConferenceKind, Stage
from hoiam.desks.queries.standing import Standing
from hoiam.ui.shapes import Tone

PAGE = 50
TONES: dict[str, Tone] = {
    Stage.PLANNED: "neutral",
    Stage.ANNOUNCED: "info",
    Stage.REGISTRATION: "info",
    Stage.HELD: "warning",
    Stage.RECORD_PUBLISHED: "success",
    Stage.CANCELLED: "danger",
}


class View(models.TextChoices):
    """The ways to look at the list."""

    AHEAD = "ahead", pgettext_lazy("list of conferences", "Ahead")
    PLANNED = "planned", pgettext_lazy("list of conferences", "Not announced")
    HELD = "held", pgettext_lazy("list of conferences", "Held")
    CANCELLED = "cancelled", pgettext_lazy("list of conferences", "Cancelled")
    ALL = "all", pgettext_lazy("list of conferences", "All")


ASCENDING = (View.AHEAD, View.PLANNED)
"""What comes first stands first; else the last one."""


@dataclass(frozen=True)
class Line:
    """One conference as the list shows it."""

    conference: Conference
    kind: str
    when: str
    stage: str
    tone: Tone
    lacks: str
    """What it waits for, in a few words; "" for nothing."""


def listed(standing: Standing, view: str, kind: str = "") -> QuerySet[Conference]:
    """The conferences of one list in its order; reads nothing yet."""
    rows = (
        conferences_of(standing)
        .filter(_in_view(view))
        .annotate(parts=Count("sessions", filter=Q(sessions__removed_at__isnull=True)))
    )
    rows = rows.filter(kind=kind) if kind else rows
    return rows.order_by("starts_on", "pk") if view in ASCENDING else rows.order_by("-starts_on", "-pk")


def view_counts(standing: Standing) -> dict[str, int]:
    """How many each list has, in one query."""
    counted = {view.value: Count("pk", filter=_in_view(view)) for view in View}
    found: dict[str, int] = conferences_of(standing).order_by().aggregate(**counted)
    return found


def line_of(row: Conference, at: datetime) -> Line:
    return Line(
        conference=row,
        kind=str(ConferenceKind(row.kind).label),
        when=said(row),
        stage=str(row.stage.label),
        tone=TONES.get(row.stage, "neutral"),
        lacks=_lacks(row, at),
    )


def _lacks(row: Conference, at: datetime) -> str:
    if row.cancelled_at or row.is_from_documents:
        return ""
    if row.held_at:
        return "" if row.record_published_at else _("its record")
    if ends(row) <= at:
        return _("whether it was held")
    if not row.parts:  # type: ignore[attr-defined]
        return _("its agenda")
    return "" if row.announced_at else _("its announcement")


def _in_view(view: str) -> Q:
    ahead = Q(held_at__isnull=True, cancelled_at__isnull=True)
    return {
        View.AHEAD: ahead,
        View.PLANNED: ahead & Q(announced_at__isnull=True),
        View.HELD: Q(held_at__isnull=False, cancelled_at__isnull=True),
        View.CANCELLED: Q(cancelled_at__isnull=False),
        View.ALL: Q(),
    }[View(view)]
