"""What was changed after the announcement, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hoiam.conferences.dates import When, said
from hoiam.conferences.models import Conference, ConferenceChange
from hoiam.conferences.terms import Mode
from hoiam.desks.models import Place
from hoiam.desks.wording import Wording

TIME = frozenset({"precision", "starts_on", "ends_on", "starts_at", "ends_at"})


@dataclass(frozen=True)
class Told:
    """One thing that is different: what, and how it stood before and after; "" for nothing."""

    what: str
    before: str
    after: str


def told_of(conference: Conference) -> list[tuple[ConferenceChange, list[Told]]]:
    """Every change of a conference, the last first, in the active language; two queries at most."""
    changes = list(conference.changes.all())
    if not changes:
        return []
    codes = {code for change in changes for code in change.what.get("place", []) if code}
    places = {place.code: str(place) for place in Place.objects.filter(code__in=codes)} if codes else {}
    later = When.of(conference)
    found = []
    for change in changes:
        earlier = _time_before(change.what, later)
        found.append((change, _told(change.what, earlier, later, places)))
        later = earlier
    return found


def _told(what: dict[str, Any], earlier: When, later: When, places: dict[str, str]) -> list[Told]:
    rows = []
    if TIME & what.keys():
        rows.append(Told(_("Time"), said(earlier), said(later)))
    if "mode" in what:
        before, after = (str(Mode(value).label) for value in what["mode"])
        rows.append(Told(_("How it is held"), before, after))
    if "place" in what:
        before, after = (places.get(code, code or "") for code in what["place"])
        rows.append(Told(pgettext("conference", "Place"), before, after))
    if "venue" in what:
        before, after = (str(Wording(words or {})) for words in what["venue"])
        rows.append(Told(_("Venue"), before, after))
    if "seats" in what:
        before, after = ("" if number is None else str(number) for number in what["seats"])
        rows.append(Told(_("Seats for delegates"), before, after))
    return rows


def _time_before(what: dict[str, Any], later: When) -> When:
    """The time as it stood before a change, which kept only what it changed."""
    old = {name: what[name][0] for name in TIME & what.keys()}
    return When(
        precision=old.get("precision", later.precision),
        starts_on=date.fromisoformat(old["starts_on"]) if "starts_on" in old else later.starts_on,
        ends_on=date.fromisoformat(old["ends_on"]) if "ends_on" in old else later.ends_on,
        starts_at=_moment(old["starts_at"]) if "starts_at" in old else later.starts_at,
        ends_at=_moment(old["ends_at"]) if "ends_at" in old else later.ends_at,
    )


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
