"""What the list of conferences says: read once, summed up in a stamp, then written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hoiam.conferences.dates import said
from hoiam.conferences.models import Conference
from hoiam.conferences.queries.paging import page_by_day
from hoiam.conferences.queries.public import public_conferences
from hoiam.conferences.terms import ConferenceKind, Mode
from hoiam.desks.models import Desk, Place
from hoiam.newsroom.requests import PublicRequest
from hoiam.newsroom.stamping import etag
from hoiam.ui import moments
from hoiam.ui.languages import foreign
from hoiam.ui.shapes import Link, Page

PAGE = 20
PAST = "past"


@dataclass(frozen=True)
class Line:
    """One conference in the list."""

    reference: str
    address: str
    title: str
    language: str
    """Tag of the title, where it is not the page's."""
    when: str
    kind: str
    where: str
    desk: str
    state: str
    """"cancelled", "held", "record" or ""."""


class ListSheet:
    """One page of the list: what is ahead, the first day first; or what is past, the last day first."""

    def __init__(self, request: PublicRequest) -> None:
        sent = request.GET
        self.is_past = sent.get("view") == PAST
        every = public_conferences(request.at)
        self.desks = list(Desk.objects.filter(pk__in=every.order_by().values("desk")).order_by("code"))
        self.places = list(Place.objects.filter(pk__in=every.order_by().values("place")))
        self.kind = sent.get("kind", "") if sent.get("kind") in ConferenceKind.values else ""
        self.desk = next((row for row in self.desks if row.code == sent.get("desk")), None)
        self.place = next((row for row in self.places if row.code == sent.get("place")), None)
        self.cursor = sent.get("after", "")[:200]
        rows = public_conferences(request.at, is_ahead=not self.is_past)
        named = {"kind": self.kind, "desk": self.desk, "place": self.place}
        rows = rows.filter(**{name: value for name, value in named.items() if value})
        found = page_by_day(rows, cursor=self.cursor, limit=PAGE, is_descending=self.is_past)
        self.lines = [line_of(row) for row in found.rows]
        self.page = Page(
            newer=self.address() if self.cursor else "",
            older=self.address(after=found.next_cursor) if found.next_cursor else "",
        )
        names = [str(row.name) for row in self.desks], [str(row) for row in self.places]
        self.stamp = etag(request, self.lines, self.page, names)

    def said(self) -> dict[str, str]:
        return {
            name: value
            for name, value in (
                ("view", PAST if self.is_past else ""),
                ("kind", self.kind),
                ("desk", self.desk.code if self.desk else ""),
                ("place", self.place.code if self.place else ""),
            )
            if value
        }

    def address(self, **more: str) -> str:
        kept = {**self.said(), **more}
        return f"?{urlencode(kept)}" if kept else "."

    def context(self) -> dict[str, Any]:
        return {
            "lines": self.lines,
            "page": self.page,
            "is_past": self.is_past,
            "is_first": not self.cursor,
            "is_narrowed": bool(self.kind or self.desk or self.place),
            "fields": self._fields(),
            "tabs": [
                Link(_("Ahead"), ".", is_current=not self.is_past),
                Link(_("Held and past"), f"?view={PAST}", is_current=self.is_past),
            ],
            "calendar": reverse("newsroom_conferences:calendar"),
            "desk_calendars": [
                (str(desk.name), reverse("newsroom_conferences:desk_calendar", args=[desk.code]))
                for desk in self.desks
            ],
        }

    def _fields(self) -> list[dict[str, Any]]:
        """The lists to choose from: name, label, (value, label) of each option, the chosen one."""
        kinds = [(value, str(label)) for value, label in ConferenceKind.choices]
        desks = [(row.code, str(row.name)) for row in self.desks]
        places = [(row.code, _place_words(row)) for row in self.places]
        given = [
            ("kind", _("Kind"), kinds, self.kind),
            ("place", pgettext("conference", "Place"), places, self.place.code if self.place else ""),
            ("desk", _("Desk"), desks, self.desk.code if self.desk else ""),
        ]
        return [
            {"name": name, "label": label, "options": options, "chosen": chosen}
            for name, label, options, chosen in given
            if len(options) > 1 or chosen
        ]


def line_of(row: Conference) -> Line:
    title, language = row.title.in_language()
    return Line(
        reference=row.reference,
        address=reverse("newsroom_conferences:conference", args=[row.reference]),
        title=title,
        language=foreign(language),
        when=said(row),
        kind=str(ConferenceKind(row.kind).label),
        where=where_of(row),
        desk=str(row.desk.name),
        state="cancelled"
        if row.cancelled_at
        else "record"
        if row.record_published_at
        else "held"
        if row.held_at
        else "",
    )


def where_of(row: Conference) -> str:
    """`Đà Nẵng`, `online`, `Đà Nẵng, in person and online`."""
    mode = "" if row.mode == Mode.IN_PERSON else str(Mode(row.mode).label)
    return ", ".join(filter(None, [str(row.place or ""), mode]))


def _place_words(place: Place) -> str:
    """The name; with its last day for one that ended, since the one that followed may have the same name."""
    if place.valid_to is None:
        return str(place)
    return _("%(place)s (until %(day)s)") % {"place": place, "day": moments.day(place.valid_to)}
