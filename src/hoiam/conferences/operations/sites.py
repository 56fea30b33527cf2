"""Connected sites with the heads that a source counted, and how many people of the press came: numbers, no names."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.dates import When
from hoiam.conferences.models import Conference, PressCount, Site, TargetGroup
from hoiam.conferences.operations.case import line, lock
from hoiam.conferences.operations.time_and_place import against_places
from hoiam.conferences.terms import SiteLevel
from hoiam.desks.against import insist
from hoiam.desks.models import Person, Place

MOST_HEADS = 1_000_000
MOST_SITES = 2_000


def set_site(
    *,
    conference: Conference,
    level: str,
    name: str,
    by: Person,
    at: datetime,
    site: Site | None = None,
    place: Place | None = None,
    part_of: Site | None = None,
    heads: int | None = None,
    heads_source: str = "",
) -> Site:
    """Enter a site, or say otherwise what is known of one. Heads stand beside the roster, never in it.

    Raises `MayNot`, and `ReasonsAgainst` for heads without a source.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        insist(
            [
                *rules.against_cancelled(kept),
                None if level in SiteLevel.values else _("Say where each site stands."),
                *rules.against_words(name, empty=_("Name each site."), longest=200),
                *against_places([place] if place else [], When.of(kept)),
                *_against_heads(heads, heads_source),
                *_against_circle(kept, site, part_of),
                _("This site belongs to another conference.")
                if site and site.conference_id != kept.pk
                else None,
                _("Up to 2,000 sites are connected.")
                if site is None and kept.sites.count() >= MOST_SITES
                else None,
            ]
        )
        row = site or Site(conference=kept)
        row.level, row.name, row.place, row.part_of = level, name.strip(), place, part_of
        row.heads, row.heads_source = heads, heads_source.strip()
        row.save()
        line(kept, by=by, at=at, verb="set site", detail={"site": row.pk, "heads": heads})
    return row


def remove_site(*, site: Site, by: Person, at: datetime) -> None:
    """Take a site off, with those connected through it. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = lock(site.conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        number = site.pk
        site.delete()
        line(kept, by=by, at=at, verb="removed site", detail={"site": number})


def note_press(
    *,
    conference: Conference,
    heads: int,
    source: str,
    by: Person,
    at: datetime,
    group: TargetGroup | None = None,
) -> PressCount:
    """How many people of the press a training reached, and where that stands: no name, no agency.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        insist(
            [
                *rules.against_cancelled(kept),
                *_against_heads(heads, source),
                _("Choose a group of the press.") if group and not group.is_press else None,
            ]
        )
        count, _made = PressCount.objects.update_or_create(
            conference=kept,
            defaults={"heads": heads, "source": source.strip(), "group": group, "noted_at": at},
        )
        line(kept, by=by, at=at, verb="counted press", detail={"heads": heads})
    return count


def _against_heads(heads: int | None, source: str) -> list[object]:
    if heads is None:
        return []
    return [
        None if 0 <= heads <= MOST_HEADS else _("Say how many people were there."),
        *rules.against_words(source, empty=_("Say where the number comes from."), longest=300),
    ]


def _against_circle(conference: Conference, site: Site | None, part_of: Site | None) -> list[object]:
    above, seen = part_of, set()
    while above is not None and above.pk not in seen:
        if above.conference_id != conference.pk:
            return [_("This site belongs to another conference.")]
        if site is not None and above.pk == site.pk:
            return [_("A site cannot be connected through itself.")]
        seen.add(above.pk)
        above = above.part_of
    return []
