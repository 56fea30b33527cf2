"""The instant T: an approved edition becomes public, once, never early; its parcels wait in the same transaction."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.outlets.operations.dispatching import send, send_correction
from hoiam.releases import rules
from hoiam.releases.models import Edition
from hoiam.releases.operations.alarms import settle_corrected
from hoiam.releases.operations.case import KIND, line, lock_with_texts, texts_of
from hoiam.releases.operations.documents import write_publication
from hoiam.releases.signals import edition_published
from hoiam.search.operations import note_change
from hoiam.texts.operations.drafts import close_text

log = logging.getLogger("hoiam.releases")
AGAIN = timedelta(minutes=1)
_complained: dict[int, datetime] = {}


def publish(*, edition: Edition, at: datetime, by: Person | str = "worker") -> Edition:
    """Make an approved edition public; one that is public already is given back unchanged.

    The locked row decides, not the message that the time has come: two workers, or two people at once, publish
    it once, and before T it is refused. Raises `ReasonsAgainst`.
    """
    return _publish(edition, at, by)[0]


def _publish(edition: Edition, at: datetime, by: Person | str) -> tuple[Edition, bool]:
    """The edition, and whether it was this call that made it public."""
    with transaction.atomic():
        kept = lock_with_texts(edition)
        if kept.published_at:
            return kept, False
        insist(rules.against_publishing(kept, at))
        kept.published_at = at
        kept.save(update_fields=["published_at"])
        for row in texts_of(kept):
            row.edition = kept
            write_publication(row, at=at)
            row.save(update_fields=["publication"])
            close_text(text=row.text, by=by, at=at)
        hand_over(kept, at=at)
        settle_corrected(kept, at=at)
        note_change(kind=KIND, refs=[kept.release.reference])
        edition_published.send(sender=Edition, edition=kept, at=at)
        line(kept, by=by, at=at, verb="published release", detail={"late": late_by(kept)})
    return kept, True


def publish_due(at: datetime) -> int:
    """Publish every approved edition whose time has come; how many. For the worker, several times a second.

    One that cannot be published is logged and tried again; it does not hold back the others.
    """
    published = 0
    for edition in Edition.objects.due(at).select_related("release").order_by("publish_at", "pk"):
        try:
            published += _publish(edition, at, "worker")[1]
        except Exception:
            _complain(edition, at)
    return published


def _complain(edition: Edition, at: datetime) -> None:
    """Write the fault down, of one edition once a minute: it is tried again several times a second."""
    said = _complained.get(edition.pk)
    if said is None or abs(at - said) >= AGAIN:
        _complained[edition.pk] = at
        log.exception("Edition %s of %s could not be published.", edition.number, edition.release)


def hand_over(edition: Edition, *, at: datetime) -> None:
    """Give the parcels to the post; a correction goes to whoever received an earlier edition as well."""
    earlier = edition.release.editions.public(at).filter(number__lt=edition.number).order_by("number")
    if edition.number > 1:
        send_correction(record=edition, earlier=list(earlier), at=at)
    else:
        send(record=edition, at=at)


def late_by(edition: Edition) -> float:
    """Seconds between T and the moment it became public; 0 for one that had no time."""
    if edition.publish_at is None or edition.published_at is None:
        return 0.0
    return (edition.published_at - edition.publish_at).total_seconds()
