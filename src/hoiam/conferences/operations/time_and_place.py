"""Reasons against a time and against a place: the place must exist on the day, and so must who takes part."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoiam.conferences.dates import When, begins, ends, said
from hoiam.conferences.terms import Mode, Precision
from hoiam.desks.models import Body, Place
from hoiam.desks.queries.registers import heirs_of
from hoiam.ui.moments import day

LONGEST = timedelta(days=31)
FARTHEST_YEAR, EARLIEST_YEAR = 2100, 1990


def against_time(when: When) -> list[object]:
    """An end before its start, hours without their precision, a year out of reach."""
    if when.precision not in Precision.values:
        return [_("Say how exactly the time is known.")]
    if (when.starts_at is None) != (when.precision != Precision.HOUR) or (when.starts_at is None) != (
        when.ends_at is None
    ):
        return [_("Name the hour of the beginning and of the end.")]
    if when.starts_at and when.ends_at and when.starts_at.tzinfo is None:
        return [_("The time needs a time zone.")]
    if when.ends_on < when.starts_on or ends(when) <= begins(when):
        return [_("The end lies before the beginning.")]
    if not EARLIEST_YEAR <= when.starts_on.year <= when.ends_on.year <= FARTHEST_YEAR:
        return [_("That year is out of reach.")]
    if when.precision in (Precision.DAY, Precision.HOUR) and ends(when) - begins(when) > LONGEST:
        return [_("A conference lasts up to 31 days. Plan several.")]
    return []


def against_where(mode: str, place: Place | None, when: When) -> list[object]:
    return [
        *([] if mode in Mode.values else [_("Choose how it is held.")]),
        *against_places([place] if place else [], when),
    ]


def against_places(places: Iterable[Place], when: When) -> list[object]:
    """Each must exist on every day of it; of a month or a year, on one of its days. Names what follows."""
    return [reason for place in places if (reason := _against_place(place, when))]


def against_bodies(bodies: Iterable[Body], when: When) -> list[object]:
    """The same of the bodies that take part."""
    against: list[object] = []
    for body in bodies:
        if _stands(body.valid_from, body.valid_to, when):
            continue
        heirs = heirs_of(body, when.starts_on)
        said_of = {"name": str(body), "day": said(when)}
        if heirs:
            said_of["heirs"] = ", ".join(str(heir) for heir in heirs)
            against.append(
                format_lazy(_("“{name}” does not exist on {day}. What follows it: {heirs}."), **said_of)
            )
        else:
            against.append(format_lazy(_("“{name}” does not exist on {day}."), **said_of))
    return against


def _against_place(place: Place, when: When) -> object | None:
    if _stands(place.valid_from, place.valid_to, when):
        return None
    if place.valid_to is not None and place.valid_to < when.ends_on:
        others = _on_day(place, when.ends_on)
        text = (
            _("“{name}” exists until {day}. On {wanted} it is: {others}.")
            if others
            else _("“{name}” exists until {day}.")
        )
        return format_lazy(
            text,
            name=str(place),
            day=day(place.valid_to),
            wanted=said(when),
            others=", ".join(str(other) for other in others),
        )
    before = [one for one in place.predecessors.all() if one.exists_on(when.starts_on)]
    text = (
        _("“{name}” exists from {day} on. On {wanted} it is: {others}.")
        if before
        else _("“{name}” exists from {day} on.")
    )
    return format_lazy(
        text,
        name=str(place),
        day=day(place.valid_from),
        wanted=said(when),
        others=", ".join(str(other) for other in before),
    )


def _stands(valid_from: date | None, valid_to: date | None, when: When) -> bool:
    """On every day of exact times; on one of the days of a month or a year."""
    first, last = when.starts_on, when.ends_on
    if when.precision not in (Precision.DAY, Precision.HOUR):
        first, last = last, first
    return (valid_from is None or valid_from <= first) and (valid_to is None or valid_to >= last)


def _on_day(place: Place, wanted: date) -> list[Place]:
    """What the place has become on that day, however many steps later."""
    found, seen, waiting = [], {place.pk}, [place]
    while waiting:
        for one in waiting.pop().successors.all():
            if one.pk in seen:
                continue
            seen.add(one.pk)
            if one.exists_on(wanted):
                found.append(one)
            else:
                waiting.append(one)
    return found
