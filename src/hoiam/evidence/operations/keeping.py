"""How versions enter the tables: many at once, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from hoiam.desks.models import Desk, Person
from hoiam.evidence.content import FactContent, SourceGiven, digest_of
from hoiam.evidence.models import Citation, Fact, FactSource, FactVersion, Source, VersionTheme
from hoiam.evidence.models.versions import FactVersion as Version
from hoiam.evidence.signals import fact_changed
from hoiam.evidence.terms import Doubt, FactState
from hoiam.search.operations import note_change

BATCH = 500


@dataclass(frozen=True)
class Kept:
    """One fact with what it says from now on; `is_public` publishes the version at once."""

    fact: Fact
    content: FactContent
    is_public: bool = False


def keep(*, desk: Desk, kept: Sequence[Kept], by: Person | str, at: datetime) -> list[FactVersion]:
    """Insert one version for each fact, with sources, themes and places, and point the facts to them.

    Facts must be saved and locked by the caller. Citations of an older version fall in doubt, the index is
    told and `fact_changed` is sent where something public changed. No journal line: that is the act's own.
    """
    was_public = {one.fact.pk: one.fact.published_id is not None for one in kept}
    versions = [_version(one, by, at) for one in kept]
    FactVersion.objects.bulk_create(versions, batch_size=BATCH)
    sources = _sources(desk, [given for one in kept for given in one.content.sources])
    rows: dict[Any, list[models.Model]] = {FactSource: [], VersionTheme: [], Version.places.through: []}
    for one, version in zip(kept, versions, strict=True):
        rows[FactSource] += [
            _fact_source(version, position, given, sources[_identity(given)])
            for position, given in enumerate(one.content.sources)
        ]
        rows[VersionTheme] += [VersionTheme(version=version, theme=theme) for theme in one.content.themes]
        rows[Version.places.through] += [
            Version.places.through(factversion=version, place=place) for place in one.content.places
        ]
    for model, made in rows.items():
        model.objects.bulk_create(made, batch_size=BATCH)
    _point(kept, versions, at)
    note_change(kind="fact", refs=[one.fact.reference for one in kept])
    for one in kept:
        if one.is_public:
            what = "revised" if was_public[one.fact.pk] else "published"
            tell(fact=one.fact, what=what, by=by, at=at)
    return versions


def doubt_citations(fact: Fact, doubt: str) -> int:
    """Citations of any version but the published one ask to be checked; all of them where the fact ended."""
    rows = Citation.objects.filter(fact=fact, doubt="")
    if doubt == Doubt.FACT_REVISED:
        rows = rows.exclude(version_id=fact.published_id)
    return rows.update(doubt=doubt)


def tell(*, fact: Fact, what: str, by: Person | str, at: datetime) -> None:
    """Put the citations of a changed fact in doubt where they must be, then tell the floors above."""
    if what == "revised":
        doubt_citations(fact, Doubt.FACT_REVISED)
    elif what in ("superseded", "expired", "withdrawn"):
        doubt_citations(fact, Doubt.FACT_ENDED)
    fact_changed.send(sender=Fact, fact=fact, what=what, by=by, at=at)


def _version(one: Kept, by: Person | str, at: datetime) -> FactVersion:
    content, latest = one.content, one.fact.latest
    number, revision = 1, 1
    if latest:
        is_next = latest.published_at is not None
        number = latest.number + 1 if is_next else latest.number
        revision = 1 if is_next else latest.revision + 1
    return FactVersion(
        fact=one.fact,
        number=number,
        revision=revision,
        made_by=by if isinstance(by, Person) else None,
        made_at=at,
        published_at=at if one.is_public else None,
        digest=digest_of(content),
        statement=content.statement,
        language=content.language,
        translations=content.translations,
        kind=content.kind,
        bearing=content.bearing,
        value_low=content.figure.low,
        value_high=content.figure.high,
        value_alternatives=[str(value) for value in content.figure.alternatives],
        value_printed=content.figure.printed,
        unit=content.unit,
        period_start=content.period.start,
        period_end=content.period.end,
        period_precision=content.period.precision,
        period_printed=content.period.printed,
        place=content.places[0] if len(content.places) == 1 else None,
        place_printed=content.place_printed,
        groups=list(content.groups),
        group_basis=content.group_basis,
        themes=list(content.themes),
        limits=content.limits,
        issuer=content.issuer,
        verification=content.verification,
        rank=content.rank,
        expires_on=content.expires_on,
    )


def _identity(given: SourceGiven) -> str:
    return Source.identity_of(
        title=given.title, publisher=given.publisher, printed=given.published.printed, address=given.address
    )


def _sources(desk: Desk, given: Sequence[SourceGiven]) -> dict[str, Source]:
    """The source rows by identity, made where the desk has none yet."""
    wanted = {_identity(one): one for one in given}
    fresh = [
        Source(
            desk=desk,
            identity=identity,
            title=one.title,
            publisher=one.publisher,
            published_date=one.published.end or one.published.start,
            published_precision=one.published.precision,
            published_printed=one.published.printed,
            address=one.address,
        )
        for identity, one in wanted.items()
    ]
    Source.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
    found: dict[str, Source] = {}
    names = list(wanted)
    for start in range(0, len(names), BATCH):
        rows = Source.objects.filter(desk=desk, identity__in=names[start : start + BATCH])
        found.update({row.identity: row for row in rows})
    return found


def _fact_source(version: FactVersion, position: int, given: SourceGiven, source: Source) -> FactSource:
    return FactSource(
        version=version,
        source=source,
        position=position,
        stance=given.stance,
        locator=given.locator,
        value_printed=given.value_printed,
    )


def _point(kept: Sequence[Kept], versions: Sequence[FactVersion], at: datetime) -> None:
    for one, version in zip(kept, versions, strict=True):
        one.fact.latest = version
        if one.is_public:
            one.fact.published = version
            one.fact.state = FactState.PUBLISHED
            one.fact.ended_at, one.fact.ended_because, one.fact.superseded_by = None, "", None
        if one.is_public or one.fact.published_id is None:
            one.fact.changed_at = at
    Fact.objects.bulk_update(
        [one.fact for one in kept],
        ["latest", "published", "state", "changed_at", "ended_at", "ended_because", "superseded_by"],
        batch_size=BATCH,
    )
