"""When an edition becomes public: set, moved later, published by hand, given up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import insist
from hoiam.desks.models import Person
from hoiam.releases import rules
from hoiam.releases.models import Edition
from hoiam.releases.operations.case import KIND, line, lock, lock_with_texts, texts_of, void_all
from hoiam.releases.operations.publishing import publish
from hoiam.search.operations import note_change
from hoiam.texts.operations.drafts import close_text
from hoiam.texts.operations.voiding import end_clearance
from hoiam.texts.terms import ClearanceState


def set_time(
    *, edition: Edition, publish_at: datetime | None, is_embargoed: bool, by: Person, at: datetime
) -> Edition:
    """Set T, or none for publishing by hand, and whether registered outlets read it before. Part of what is signed:
    signatures end. Approved, only `postpone` is possible. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = lock_with_texts(edition)
        rules.may(by, kept.release.desk, at, rules.WRITING)
        insist(
            [
                *rules.against_closed(kept),
                _("This edition is approved for its time. It can only be moved to a later one.")
                if kept.approved_at
                else None,
                *rules.against_time(publish_at, is_embargoed, at),
            ]
        )
        if (kept.publish_at, kept.is_embargoed) != (publish_at, is_embargoed):
            kept.publish_at, kept.is_embargoed = publish_at, is_embargoed
            kept.save(update_fields=["publish_at", "is_embargoed"])
            void_all(kept, by=by, at=at)
            line(kept, by=by, at=at, verb="set time of release", detail=_said(kept))
        return lock(kept)


def postpone(*, edition: Edition, publish_at: datetime, why: str, by: Person, at: datetime) -> Edition:
    """Move the time of an approved edition to a later one; what was signed names the earliest. Raises as above."""
    with transaction.atomic():
        kept = lock(edition)
        rules.may(by, kept.release.desk, at, rules.PUBLISHING)
        reasons = rules.against_time(publish_at, kept.is_embargoed, at)
        insist(
            [
                *rules.against_closed(kept),
                None if kept.approved_at else _("This edition is not approved. Set its time instead."),
                *rules.against_words(why, empty=_("Say why it is published later.")),
                *reasons,
                _("An approved edition can only be moved to a later time.")
                if not reasons and kept.publish_at is not None and publish_at <= kept.publish_at
                else None,
            ]
        )
        kept.publish_at = publish_at
        kept.save(update_fields=["publish_at"])
        line(kept, by=by, at=at, verb="postponed release", detail={**_said(kept), "why": why.strip()})
    return kept


def publish_by_hand(*, edition: Edition, by: Person, at: datetime) -> Edition:
    """Publish an approved edition now; one that waits for its time is not published before. Raises as above."""
    rules.may(by, edition.release.desk, at, rules.PUBLISHING)
    return publish(edition=edition, at=at, by=by)


def drop(*, edition: Edition, by: Person, at: datetime) -> Edition:
    """Give up an edition that is not public; its words stay in the history of its texts. Approved, by whoever
    publishes. Raises `MayNot`, `ReasonsAgainst`."""
    with transaction.atomic():
        kept = lock_with_texts(edition)
        roles = rules.PUBLISHING if kept.approved_at else rules.WRITING
        rules.may(by, kept.release.desk, at, roles)
        insist(rules.against_closed(kept))
        give_up(kept, by=by, at=at)
        return lock(kept)


def give_up(edition: Edition, *, by: Person, at: datetime) -> None:
    """End an edition that is locked with its texts, in the current transaction."""
    edition.dropped_at = at
    edition.save(update_fields=["dropped_at"])
    for row in texts_of(edition):
        end_clearance(text=row.text, state=ClearanceState.VOIDED, verb="voided clearance", by=by, at=at)
        close_text(text=row.text, by=by, at=at)
    note_change(kind=KIND, refs=[edition.release.reference])
    line(edition, by=by, at=at, verb="gave up release")


def _said(edition: Edition) -> dict[str, object]:
    moment = edition.publish_at
    return {"at": moment.isoformat() if moment else "", "embargo": edition.is_embargoed}
