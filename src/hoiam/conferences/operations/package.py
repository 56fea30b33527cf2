"""The information package of a briefing: a release of the desk, published to all at one instant."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.models import Conference
from hoiam.conferences.operations.case import line, lock
from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.releases.models import Release
from hoiam.releases.terms import ReleaseKind


def attach_package(
    *, conference: Conference, release: Release | None, by: Person, at: datetime
) -> Conference:
    """Name the package of a conference, or none. Its own room publishes it, to every outlet at one instant.

    Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        insist(
            [
                *rules.against_cancelled(kept),
                _("The record is published; its package stays.") if kept.record_published_at else None,
                *(_against_release(kept, release) if release else []),
            ]
        )
        kept.package = release
        kept.save(update_fields=["package"])
        line(
            kept, by=by, at=at, verb="attached package", detail={"release": getattr(release, "reference", "")}
        )
    return kept


def _against_release(conference: Conference, release: Release) -> list[object]:
    return [
        _("This package belongs to another desk.") if release.desk_id != conference.desk_id else None,
        None
        if release.kind == ReleaseKind.PACKAGE
        else _("Choose a release of the kind information package."),
        _("This package was withdrawn.") if release.withdrawn_at else None,
    ]
