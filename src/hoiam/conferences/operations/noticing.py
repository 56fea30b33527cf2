"""Notices about conferences and requests are put away by whoever got them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from hoiam.conferences.models import Notice
from hoiam.desks.against import MayNot
from hoiam.desks.models import Desk, Person


def see_notice(*, notice: Notice, by: Person, at: datetime) -> Notice:
    """Put away one notice of one's own. Raises `MayNot` for somebody else's."""
    if notice.person_id != by.pk:
        raise MayNot([_("This notice is for somebody else.")])
    Notice.objects.filter(pk=notice.pk, seen_at__isnull=True).update(seen_at=at)
    notice.refresh_from_db()
    return notice


def see_all_notices(*, desk: Desk, by: Person, at: datetime) -> int:
    """Put away all one's own notices about conferences and requests at a desk; how many."""
    return Notice.objects.filter(desk=desk, person=by, seen_at__isnull=True).update(seen_at=at)
