"""Conferences as iCalendar (RFC 5545): one stable UID each, a rising SEQUENCE, cancelled ones said to be so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from hoiam.conferences.dates import country_zone, said
from hoiam.conferences.models import Conference, ConferenceChange
from hoiam.conferences.terms import ConferenceKind, Precision

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Hoi Am//Conferences 1//EN"
REFRESH = timedelta(hours=1)
EXACT = (Precision.DAY, Precision.HOUR)


def calendar_of(
    conferences: Iterable[Conference],
    *,
    name: str,
    address: Callable[[Conference], str],
    changes: Mapping[int, ConferenceChange],
) -> bytes:
    """A calendar in the active language.

    `address` gives whole addresses of pages; `changes`: {conference: its last change}.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    rows = list(conferences)
    if any(row.starts_at for row in rows):
        calendar.add_component(_zone(str(country_zone())))
    for row in rows:
        calendar.add_component(_event(row, address(row), changes.get(row.pk)))
    return calendar.to_ical()


@cache
def _zone(name: str) -> Timezone:
    """The rules of the country's zone (VTIMEZONE), worked out once."""
    return Timezone.from_tzid(name)


def changed_at(conference: Conference, change: ConferenceChange | None) -> datetime:
    """When what a calendar says of it changed last."""
    moments = [conference.announced_at, conference.cancelled_at, change.at if change else None]
    return max((moment for moment in moments if moment), default=conference.planned_at)


def _event(conference: Conference, address: str, change: ConferenceChange | None) -> Event:
    event = Event()
    last = changed_at(conference, change)
    event.add("uid", conference.uid)
    event.add("sequence", conference.sequence)
    event.add("dtstamp", last)
    event.add("last-modified", last)
    if conference.announced_at:
        event.add("created", conference.announced_at)
    language = get_language() or ""
    title, tag = conference.title.in_language(language)
    event.add("summary", _called_off(title, conference), parameters={"LANGUAGE": tag or language})
    if conference.starts_at and conference.ends_at:
        event.add("dtstart", conference.starts_at.astimezone(country_zone()))
        event.add("dtend", conference.ends_at.astimezone(country_zone()))
    else:
        event.add("dtstart", conference.starts_on)
        event.add("dtend", conference.ends_on + timedelta(days=1))
    event.add("status", _status(conference))
    event.add("transp", "OPAQUE" if conference.precision == Precision.HOUR else "TRANSPARENT")
    where = ", ".join(filter(None, [str(conference.venue), str(conference.place or "")]))
    if where:
        event.add("location", where)
    event.add("description", _description(conference, change))
    event.add("categories", [str(ConferenceKind(conference.kind).label)])
    event.add("url", address)
    return event


def _status(conference: Conference) -> str:
    if conference.cancelled_at:
        return "CANCELLED"
    return "CONFIRMED" if conference.precision in EXACT else "TENTATIVE"


def _called_off(title: str, conference: Conference) -> str:
    return _("Cancelled: %(title)s") % {"title": title} if conference.cancelled_at else title


def _description(conference: Conference, change: ConferenceChange | None) -> str:
    """The time in words, why it was cancelled or changed, what it is about, who holds it."""
    parts = [capfirst(said(conference))]
    if conference.precision not in EXACT:
        parts.append(_("The day is not known yet; it will be told here."))
    if str(conference.date_note):
        parts.append(str(conference.date_note))
    if conference.cancelled_at:
        parts.append(_("Cancelled: %(why)s") % {"why": conference.cancelled_why})
    elif change is not None:
        parts.append(_("Changed: %(why)s") % {"why": change.why})
    parts += [str(conference.summary), str(conference.desk.name), conference.reference]
    return "\n".join(part for part in parts if part)
