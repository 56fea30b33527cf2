"""Planning a conference: its reference, what it is for, when and where as far as that is known, who takes part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.dates import When, ends
from hoiam.conferences.models import Conference, Party, Period, Round, SeatName, Series, Site
from hoiam.conferences.operations.case import KIND, line, lock
from hoiam.conferences.operations.numbering import CONFERENCE, next_reference
from hoiam.conferences.operations.time_and_place import (
    against_bodies,
    against_places,
    against_time,
    against_where,
)
from hoiam.conferences.terms import ConferenceKind, PartyRole, SiteLevel
from hoiam.desks.against import insist
from hoiam.desks.models import Body, Desk, Person, Place
from hoiam.desks.wording import Wording
from hoiam.evidence.vocabulary import themes
from hoiam.search.operations import note_change
from hoiam.texts.languages import is_tag

MOST_SEATS = 20_000
MOST_PARTIES, MOST_SITES = 40, 2_000


@dataclass(frozen=True)
class PartyNamed:
    """A body that leads, hosts, co-organises or guides; `name` as printed on the programme."""

    role: str
    name: str
    body: Body | None = None


@dataclass(frozen=True)
class SiteNamed:
    """A place where people sit."""

    level: str
    name: str
    place: Place | None = None


def plan_conference(
    *,
    desk: Desk,
    kind: str,
    title: Mapping[str, str],
    when: When,
    mode: str,
    language: str,
    by: Person,
    at: datetime,
    place: Place | None = None,
    venue: Mapping[str, str] | None = None,
    seats: int | None = None,
    needs_names: bool = False,
    series: Series | None = None,
    period: Period | None = None,
    round: Round | None = None,
    theme: str = "",
    summary: Mapping[str, str] | None = None,
    date_note: Mapping[str, str] | None = None,
    parties: Iterable[PartyNamed] = (),
    sites: Iterable[SiteNamed] = (),
) -> Conference:
    """Plan a conference; nobody outside the desk sees it before it is announced.

    Without `period`, a conference of a series is held for the period in which it begins, where that is open
    already. Raises `MayNot`, `ReasonsAgainst`.
    """
    rules.may(by, desk, at, rules.ORGANISING)
    parties, sites = list(parties), list(sites)
    insist(
        [
            None if kind in ConferenceKind.values else _("Choose what is to be held."),
            *against_said(title, venue, summary, date_note),
            *against_time(when),
            *_against_about(language, theme, seats),
            *_against_row(desk, kind, series, period),
            _("Nothing passes between a practice desk and a real one.")
            if round and round.programme.desk.is_practice != desk.is_practice
            else None,
        ]
    )
    insist([*against_where(mode, place, when), *against_parties(parties, when), *against_sites(sites, when)])
    words = {"title": title, "summary": summary, "venue": venue, "date_note": date_note}
    with transaction.atomic():
        conference = Conference(desk=desk, kind=kind, planned_at=at, planned_by=by, **as_fields(when))
        conference.mode, conference.place, conference.language = mode, place, language
        conference.seats, conference.needs_names, conference.theme = seats, needs_names, theme
        conference.series, conference.round = series, round
        conference.period = period or period_of(series, when)
        for name, said in words.items():
            setattr(conference, name, worded(said))
        conference.reference = next_reference(desk=desk, letter=CONFERENCE, at=at)
        conference.uid = _uid(conference.reference)
        conference.save(force_insert=True)
        _keep_parties(conference, parties)
        _keep_sites(conference, sites)
        note_change(kind=KIND, refs=[conference.reference])
        line(conference, by=by, at=at, verb="planned conference", detail={"kind": kind})
    return conference


def describe_conference(
    *,
    conference: Conference,
    by: Person,
    at: datetime,
    title: Mapping[str, str] | None = None,
    summary: Mapping[str, str] | None = None,
    date_note: Mapping[str, str] | None = None,
    language: str | None = None,
    theme: str | None = None,
    needs_names: bool | None = None,
    registration_closes_at: datetime | None = None,
    parties: Iterable[PartyNamed] | None = None,
) -> Conference:
    """Say otherwise what it is about and who takes part; None leaves as it is. Time and place: `refine_or_move`.

    `registration_closes_at` opens the registration until then. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        named = None if parties is None else list(parties)
        insist(
            [
                *rules.against_cancelled(kept),
                *rules.against_held(kept),
                *against_said(title if title is not None else kept.title, None, summary, date_note),
                *_against_about(language or kept.language, kept.theme if theme is None else theme, None),
                *(against_parties(named, When.of(kept)) if named is not None else []),
                _("Registration closes before the conference is over.")
                if registration_closes_at and registration_closes_at >= ends(kept)
                else None,
            ]
        )
        for name, words in (("title", title), ("summary", summary), ("date_note", date_note)):
            if words is not None:
                setattr(kept, name, worded(words))
        for name, value in (
            ("language", language),
            ("theme", theme),
            ("needs_names", needs_names),
            ("registration_closes_at", registration_closes_at),
        ):
            if value is not None:
                setattr(kept, name, value)
        kept.save()
        if needs_names is False:
            SeatName.objects.filter(seat__conference=kept).delete()
        if named is not None:
            kept.parties.all().delete()
            _keep_parties(kept, named)
        note_change(kind=KIND, refs=[kept.reference])
        line(kept, by=by, at=at, verb="described conference")
    return kept


def as_fields(when: When) -> dict[str, Any]:
    """The columns of a time."""
    return {
        "precision": when.precision,
        "starts_on": when.starts_on,
        "ends_on": when.ends_on,
        "starts_at": when.starts_at,
        "ends_at": when.ends_at,
    }


def period_of(series: Series | None, when: When) -> Period | None:
    """The open period of a series in which that time begins; None where there is none yet."""
    if series is None:
        return None
    rows = series.periods.filter(starts_on__lte=when.starts_on, ends_on__gte=when.starts_on)
    return rows.first()


def worded(words: Mapping[str, str] | None) -> Wording:
    return Wording({tag: said.strip() for tag, said in (words or {}).items() if said.strip()})


def against_said(
    title: Mapping[str, str],
    venue: Mapping[str, str] | None,
    summary: Mapping[str, str] | None,
    date_note: Mapping[str, str] | None,
) -> list[object]:
    """What is written of a conference: a title in one language at least, nothing marked secret."""
    beside = [(venue, 300), (summary, rules.LONGEST_WORDS), (date_note, 400)]
    return [
        *rules.against_wording(title, empty=_("Give it a title."), longest=300),
        *(
            reason
            for words, longest in beside
            if words and any(said.strip() for said in words.values())
            for reason in rules.against_wording(words, empty=None, longest=longest)
        ),
    ]


def against_seats(seats: int | None) -> list[object]:
    """None: without a limit."""
    if seats is None or 0 < seats <= MOST_SEATS:
        return []
    return [_("Name a number of seats from 1 to 20,000, or none.")]


def against_parties(parties: list[PartyNamed], when: When) -> list[object]:
    return [
        None if len(parties) <= MOST_PARTIES else _("Up to 40 bodies take part by name."),
        None if all(one.role in PartyRole.values for one in parties) else _("Say what each body does."),
        *(
            reason
            for one in parties
            for reason in rules.against_words(
                one.name, empty=_("Write the name of each body as it is printed."), longest=300
            )
        ),
        *against_bodies([one.body for one in parties if one.body], when),
    ]


def against_sites(sites: list[SiteNamed], when: When) -> list[object]:
    return [
        None if len(sites) <= MOST_SITES else _("Up to 2,000 sites are connected."),
        None if all(one.level in SiteLevel.values for one in sites) else _("Say where each site stands."),
        *(
            reason
            for one in sites
            for reason in rules.against_words(one.name, empty=_("Name each site."), longest=200)
        ),
        *against_places([one.place for one in sites if one.place], when),
    ]


def _keep_parties(conference: Conference, parties: list[PartyNamed]) -> None:
    Party.objects.bulk_create(
        Party(conference=conference, role=one.role, name=one.name.strip(), body=one.body) for one in parties
    )


def _keep_sites(conference: Conference, sites: list[SiteNamed]) -> None:
    Site.objects.bulk_create(
        Site(conference=conference, level=one.level, name=one.name.strip(), place=one.place) for one in sites
    )


def _uid(reference: str) -> str:
    """Of iCalendar: unique on every installation (RFC 7986, 5.3, lets a name of the domain stand in it)."""
    return f"{reference.lower()}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}"


def _against_about(language: str, theme: str, seats: int | None) -> list[object]:
    return [
        None if is_tag(language) else _("Name the language by its tag, such as vi, en, fr or km."),
        _("Choose one of the themes.") if theme and theme not in dict(themes()) else None,
        *against_seats(seats),
    ]


def _against_row(desk: Desk, kind: str, series: Series | None, period: Period | None) -> list[object]:
    """Of the series it belongs to."""
    if series is None:
        return [_("A period belongs to a series.")] if period else []
    return [
        None if series.desk_id == desk.pk else _("This series belongs to another desk."),
        None if kind == ConferenceKind.BRIEFING else _("A series holds press briefings."),
        None if series.ended_at is None else _("This series has ended."),
        _("This period belongs to another series.") if period and period.series_id != series.pk else None,
    ]
