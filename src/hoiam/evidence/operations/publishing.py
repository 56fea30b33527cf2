"""A fact becomes public."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.desks.operations.journal import write_line
from hoiam.evidence import rules
from hoiam.evidence.models import Fact, FactVersion
from hoiam.evidence.operations.keeping import tell
from hoiam.evidence.terms import FactState
from hoiam.search.operations import note_change


def publish_fact(*, fact: Fact, by: Person | str, at: datetime) -> FactVersion:
    """Let the public read the newest version from now on; the versions before it stay readable.

    Raises `ReasonsAgainst` with everything that is missing, `MayNot` for anybody but a steward or the head.
    """
    rules.may_publish(by=by, desk=fact.desk, at=at)
    with transaction.atomic():
        fact = Fact.objects.select_for_update(of=("self",)).select_related("desk", "latest").get(pk=fact.pk)
        version = fact.newest
        already = version.published_at is not None and fact.state == FactState.PUBLISHED
        insist(
            [_("This version is public already.")] if already else rules.reasons_against_publishing(version)
        )
        what = "revised" if fact.published_id else "published"
        if version.published_at is None:
            version.published_at = at
            version.save(update_fields=["published_at"])
        fact.published, fact.state, fact.changed_at = version, FactState.PUBLISHED, at
        fact.ended_at, fact.ended_because, fact.superseded_by = None, "", None
        fact.save()
        note_change(kind="fact", refs=[fact.reference])
        tell(fact=fact, what=what, by=by, at=at)
        write_line(
            desk=fact.desk,
            by=by,
            at=at,
            verb="fact_published",
            record=fact,
            detail={"version": version.number},
        )
    return version
