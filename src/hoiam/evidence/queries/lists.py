"""Lists of facts: filtered, a page at a time, by cursor and never by counting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from hoiam.desks.models import Desk, Place
from hoiam.evidence.models import Fact, FactQuerySet, VersionTheme
from hoiam.evidence.rules import still_open
from hoiam.evidence.terms import PUBLIC_STATES, Bearing, FactState

PAGE = 25


@dataclass(frozen=True)
class Choice:
    """What a reader asked a list to show; "" means all."""

    theme: str = ""
    bearing: str = ""
    kind: str = ""
    state: str = ""
    place: str = ""


@dataclass(frozen=True)
class FactPage:
    """Facts by reference, upwards; a cursor is the reference at the edge, "" where nothing lies beyond."""

    facts: list[Fact]
    before: str = ""
    after: str = ""


def chosen(rows: FactQuerySet, choice: Choice, *, version: str) -> FactQuerySet:
    """Keep what fits. `version` is `published` for readers, `latest` for the office."""
    given: Mapping[str, str] = {
        f"{version}__theme_rows__theme": choice.theme,
        f"{version}__bearing": choice.bearing,
        f"{version}__kind": choice.kind,
        f"{version}__places__code": choice.place,
        "state": choice.state,
    }
    return rows.filter(**{name: value for name, value in given.items() if value})


def page_of(rows: FactQuerySet, *, after: str = "", before: str = "", size: int = PAGE) -> FactPage:
    """One page behind or before a cursor; without any, the first. Two cursors: `after` decides."""
    is_back = bool(before and not after)
    if is_back:
        found = list(rows.filter(reference__lt=before).order_by("-reference")[: size + 1])
    else:
        rows = rows.filter(reference__gt=after) if after else rows
        found = list(rows.order_by("reference")[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if is_back:
        found.reverse()
    if not found:
        return FactPage([])
    has_before = has_more if is_back else bool(after)
    has_after = True if is_back else has_more
    return FactPage(
        found,
        before=found[0].reference if has_before else "",
        after=found[-1].reference if has_after else "",
    )


def theme_counts(at: datetime) -> dict[str, dict[str, int]]:
    """{theme: {bearing: how many public facts}}: shortcomings are counted beside achievements."""
    rows = (
        VersionTheme.objects.filter(
            version__in=Fact.objects.public(at).filter(state=FactState.PUBLISHED).values("published")
        )
        .values_list("theme", "version__bearing")
        .annotate(number=Count("pk"))
    )
    counts: dict[str, dict[str, int]] = {}
    for theme, bearing, number in rows:
        counts.setdefault(theme, dict.fromkeys(Bearing.values, 0))[bearing] = number
    return counts


def places_named(desk: Desk) -> list[Place]:
    """The places that facts a desk may see are about, by name."""
    seen = Fact.objects.filter(Q(desk=desk) | Q(state__in=PUBLIC_STATES))
    return list(Place.objects.filter(fact_versions__in=seen.values("latest")).distinct())


def to_complete(desk: Desk, *, after: str = "", size: int = PAGE) -> list[tuple[Fact, list[object]]]:
    """Drafts of a desk, and public facts being revised, each with what is still open, by reference."""
    rows = Fact.objects.filter(desk=desk).exclude(latest=None)
    rows = rows.filter(latest__published_at=None).shown_in_office()
    rows = rows.prefetch_related("latest__fact_sources__source")
    rows = rows.filter(reference__gt=after) if after else rows
    return [(fact, still_open(fact.newest)) for fact in rows.order_by("reference")[:size]]
