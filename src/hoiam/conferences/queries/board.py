"""What conferences tell the adoption board: briefings held, the next one owed, people trained in the place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from hoiam.conferences.models import Conference
from hoiam.conferences.queries.coverage import trained_in_post
from hoiam.conferences.queries.coverage_tables import veiled
from hoiam.conferences.queries.periods import PERIOD
from hoiam.conferences.terms import ConferenceKind
from hoiam.desks import board_columns
from hoiam.desks.board_columns import Shown
from hoiam.desks.models import Clock, Desk
from hoiam.ui.moments import day


def first_briefings(desk_ids: Collection[int], at: datetime) -> dict[int, Shown]:
    """{desk: the day of its first briefing}, of those that its own record tells of."""
    return {desk: Shown(day(first)) for desk, first, _last in _briefings(desk_ids, at)}


def last_briefings(desk_ids: Collection[int], at: datetime) -> dict[int, Shown]:
    return {desk: Shown(day(last)) for desk, _first, last in _briefings(desk_ids, at)}


def next_duties(desk_ids: Collection[int], at: datetime) -> dict[int, Shown]:
    """{desk: until when the next briefing of a series is owed}; late ones are marked."""
    rows = Clock.objects.open().filter(record_kind=PERIOD, desk__in=desk_ids, due_at__isnull=False)
    due = rows.order_by().values_list("desk").annotate(next=Min("due_at"))
    return {
        desk: Shown(day(timezone.localdate(until)), "danger" if until < at else "") for desk, until in due
    }


def trained(desk_ids: Collection[int], at: datetime) -> dict[int, Shown]:
    """{desk: people of its place who were trained within the last years}; one and two are not told apart."""
    places = dict(Desk.objects.filter(pk__in=desk_ids, place__isnull=False).values_list("pk", "place"))
    counted = trained_in_post([place for place in places.values() if place], at)
    return {
        desk: Shown(veiled(counted[place]), "" if counted[place] else "warning")
        for desk, place in places.items()
        if place
    }


def _briefings(desk_ids: Collection[int], at: datetime) -> list[tuple[int, date, date]]:
    rows = Conference.objects.public(at).held().filter(desk__in=desk_ids, kind=ConferenceKind.BRIEFING)
    rows = rows.filter(is_from_documents=False).order_by()
    return list(rows.values_list("desk").annotate(first=Min("starts_on"), last=Max("starts_on")))


def register() -> None:
    """Name the columns, in their order; called once when Django is ready."""
    for name, label, values in (
        ("first_briefing", pgettext_lazy("adoption board", "First briefing"), first_briefings),
        ("last_briefing", pgettext_lazy("adoption board", "Last briefing"), last_briefings),
        ("next_briefing", pgettext_lazy("adoption board", "Next briefing owed by"), next_duties),
        ("trained", pgettext_lazy("adoption board", "Trained in post"), trained),
    ):
        board_columns.register(board_columns.BoardColumn(name, label, values))
