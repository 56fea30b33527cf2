"""Notices about conferences and requests are put away by whoever got them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hoiam.conferences.models import Notice
from hoiam.desks.against import MayNot
from hoiam.desks.models import Desk, Person


def see_notice(*, notice: Notice, by: Person, at: datetime) -> Notice:
    """Put away one notice of one's own; with a mark of time, the earlier marks of the same limit.

    Raises `MayNot` for somebody else's.
    """
    if notice.person_id != by.pk:
        raise MayNot([_("This notice is for somebody else.")])
    same = Notice.objects.filter(pk=notice.pk)
    if notice.share:
        same = Notice.objects.filter(
            person=by,
            desk=notice.desk_id,
            what=notice.what,
            conference=notice.conference_id,
            request=notice.request_id,
            due_at=notice.due_at,
            made_at__lte=notice.made_at,
        )
    same.filter(seen_at__isnull=True).update(seen_at=at)
    notice.refresh_from_db()
    return notice


def see_all_notices(*, desk: Desk, by: Person, at: datetime) -> int:
    """Put away all one's own notices about conferences and requests at a desk; how many."""
    return Notice.objects.filter(desk=desk, person=by, seen_at__isnull=True).update(seen_at=at)
