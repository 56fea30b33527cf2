"""The package of a briefing: when it is published, and where its receipt stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hoiam.conferences.models import Conference
from hoiam.desks.queries.standing import Standing
from hoiam.releases.models import Edition, EditionText, Release
from hoiam.releases.queries.releases import releases_of
from hoiam.releases.queries.texts import title_in
from hoiam.releases.terms import ReleaseKind


@dataclass(frozen=True)
class Package:
    """A package as pages show it."""

    reference: str
    title: str
    """"" before it is public."""
    published_at: datetime | None
    """The one instant at which every outlet and everybody got the same bytes; None before."""
    number: int
    """Of the public edition, whose receipt shows that; 0 before."""
    announced_for: datetime | None = None
    """When it is to be published, for the desk alone."""


def packages_of(conferences: Sequence[Conference], at: datetime) -> dict[int, Package]:
    """{conference: its package}, public or not: for the desk. Two queries."""
    wanted = {row.pk: row.package_id for row in conferences if row.package_id}
    editions: dict[int, Edition] = {}
    rows = Edition.objects.filter(release__in=set(wanted.values()))
    for edition in rows.select_related("release").order_by("release", "-number"):
        if edition.release_id not in editions or (edition.published_at and edition.number == 1):
            editions[edition.release_id] = edition
    titles = _titles([edition for edition in editions.values() if edition.published_at])
    found = ((conference, editions.get(release or 0)) for conference, release in wanted.items())
    return {
        conference: Package(
            reference=edition.release.reference,
            title=titles.get(edition.pk, ""),
            published_at=edition.published_at,
            number=edition.number if edition.published_at else 0,
            announced_for=edition.publish_at,
        )
        for conference, edition in found
        if edition is not None
    }


def public_package(conference: Conference, at: datetime) -> Package | None:
    """The package as everybody may read of it: nothing before it is published, not even that it is prepared."""
    rows = Edition.objects.public(at).filter(release=conference.package_id).select_related("release")
    edition = rows.order_by("number").first() if conference.package_id else None
    if edition is None:
        return None
    title = _titles([edition]).get(edition.pk, "")
    return Package(edition.release.reference, title, edition.published_at, edition.number)


def packages_to_choose(standing: Standing) -> QuerySet[Release]:
    """Packages of the desk that a briefing may lead to, the latest first."""
    return releases_of(standing).filter(kind=ReleaseKind.PACKAGE, withdrawn_at__isnull=True)


def _titles(editions: Sequence[Edition]) -> dict[int, str]:
    """{edition: the title of its original}."""
    languages = {edition.pk: edition.release.language for edition in editions}
    rows = EditionText.objects.filter(edition__in=list(languages)).select_related("text", "version")
    return {row.edition_id: title_in(row) for row in rows if row.language == languages[row.edition_id]}
