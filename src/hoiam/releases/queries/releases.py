"""Releases as their desk sees them: one guarded door, lists, what waits for whom."""

from __future__ import annotations

from django.db.models import QuerySet

from hoiam.desks.queries.standing import Standing
from hoiam.desks.terms import EDITORIAL
from hoiam.releases.models import Alarm, Edition, Notice, Release


def get_release(reference: str, standing: Standing) -> Release:
    """The release of that reference; raises `Release.DoesNotExist` where it is another desk's or the role does
    not see what is being written."""
    if not standing.holds(*EDITORIAL):
        raise Release.DoesNotExist
    rows = Release.objects.filter(desk=standing.desk).select_related("desk__body", "place", "superseded_by")
    return rows.get(reference=reference)


def get_edition(reference: str, number: int, standing: Standing) -> Edition:
    """One edition of a release, the one given up last where the number was given twice. Raises
    `Edition.DoesNotExist` or `Release.DoesNotExist`."""
    release = get_release(reference, standing)
    rows = release.editions.filter(number=number).order_by("dropped_at", "-pk")
    standing_one = rows.filter(dropped_at__isnull=True).first() or rows.order_by("-dropped_at").first()
    if standing_one is None:
        raise Edition.DoesNotExist
    standing_one.release = release
    return standing_one


def releases_of(standing: Standing) -> QuerySet[Release]:
    """All releases of the desk, the last begun first; none for roles that do not write."""
    if not standing.holds(*EDITORIAL):
        return Release.objects.none()
    return Release.objects.filter(desk=standing.desk).select_related("place", "opened_by")


def current_edition(release: Release) -> Edition | None:
    """The edition that is being worked on; else the newest public one; None where all were given up."""
    rows = release.editions.filter(dropped_at__isnull=True).order_by("-number")
    edition = rows.first()
    if edition is not None:
        edition.release = release
    return edition


def open_edition(release: Release) -> Edition | None:
    """The edition that is not public yet; None where there is none."""
    return release.editions.filter(published_at__isnull=True, dropped_at__isnull=True).first()


def open_editions(standing: Standing) -> QuerySet[Edition]:
    """Editions of the desk that are not public yet, those with a time first and in its order."""
    if not standing.holds(*EDITORIAL):
        return Edition.objects.none()
    rows = Edition.objects.filter(
        release__desk=standing.desk, published_at__isnull=True, dropped_at__isnull=True
    )
    return rows.select_related("release__desk", "started_by").order_by("publish_at", "started_at", "pk")


def open_alarms(standing: Standing) -> QuerySet[Alarm]:
    """Editions of the desk that cite a fact which changed since, the oldest first; none for roles that do not
    write."""
    if not standing.holds(*EDITORIAL):
        return Alarm.objects.none()
    rows = Alarm.objects.filter(desk=standing.desk, settled_at__isnull=True)
    return rows.select_related("edition__release", "owner")


def notices_for(standing: Standing) -> QuerySet[Notice]:
    """What this person has not put away yet at this desk, the latest first."""
    rows = Notice.objects.filter(person=standing.person, desk=standing.desk, seen_at__isnull=True)
    return rows.select_related("desk", "edition__release")


def to_confirm(standing: Standing) -> QuerySet[Edition]:
    """Editions published in an emergency that nobody has confirmed."""
    rows = Edition.objects.filter(
        release__desk=standing.desk,
        published_at__isnull=False,
        emergency_second_by__isnull=False,
        confirmed_at__isnull=True,
    )
    return rows.select_related("release").order_by("published_at")
