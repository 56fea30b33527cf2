"""What places did after a training is read from their desks, 90 and 180 days after; nobody is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from hoiam.conferences import dates
from hoiam.conferences.models import CheckIn, Conference, FollowUp
from hoiam.conferences.operations.case import line, lock
from hoiam.conferences.operations.certificates import CERTIFIED
from hoiam.conferences.queries.certificates import present
from hoiam.conferences.terms import FOLLOW_UP_DAYS, ConferenceKind
from hoiam.desks.models import Desk, Place, PlaceSuccession
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.queries.timeliness import timeliness_of


def read_follow_ups(at: datetime) -> int:
    """Read every training whose 90th or 180th day has passed and was not read; how many rows were written.

    Each is read as its desks stood on that day, however late this is called.
    """
    written = 0
    for days in FOLLOW_UP_DAYS:
        for conference in _waiting(days, at):
            then = dates.ends(conference) + timedelta(days=days)
            if then <= at:
                written += _read(conference, days, then, at)
    return written


def _waiting(days: int, at: datetime) -> QuerySet[Conference]:
    came = CheckIn.objects.filter(delegate__conference=OuterRef("pk"))
    done = FollowUp.objects.filter(conference=OuterRef("pk"), days=days)
    last_day = timezone.localdate(at) - timedelta(days=days)
    rows = Conference.objects.held().filter(
        kind__in=CERTIFIED, ends_on__lte=last_day, desk__is_practice=False
    )
    return rows.filter(Exists(came)).exclude(Exists(done))


def _read(conference: Conference, days: int, then: datetime, at: datetime) -> int:
    with transaction.atomic():
        kept = lock(conference)
        if FollowUp.objects.filter(conference=kept, days=days).exists():
            return 0
        places = Place.objects.filter(pk__in=present(kept).values("place")).order_by("pk")
        desks = _desks_of(places)
        made = [_row(kept, place, desks[place.pk], days, then, at) for place in places]
        FollowUp.objects.bulk_create(made)
        line(kept, by="worker", at=at, verb="read follow-up", detail={"days": days})
    return len(made)


def _row(
    conference: Conference, place: Place, desks: list[Desk], days: int, then: datetime, at: datetime
) -> FollowUp:
    since, day = dates.ends(conference), timezone.localdate(then)
    opened = [desk.opened_on for desk in desks if desk.opened_on <= day]
    briefings = Conference.objects.held().filter(
        desk__in=desks, kind=ConferenceKind.BRIEFING, starts_on__gt=conference.ends_on, held_at__lte=then
    )
    closed = Enquiry.objects.filter(desk__in=desks, closed_at__gt=since, closed_at__lte=then)
    limits = timeliness_of(closed.values_list("pk", flat=True)).values()
    return FollowUp(
        conference=conference,
        place=place,
        days=days,
        desk_opened_on=min(opened, default=None),
        first_briefing_on=briefings.order_by("starts_on").values_list("starts_on", flat=True).first(),
        answered=len(limits),
        answered_in_time=sum(1 for limit in limits if not limit.late_by),
        read_at=at,
    )


def _desks_of(places: Iterable[Place]) -> dict[int, list[Desk]]:
    """{place: desks of that place and of whatever followed it}; of practice none."""
    follows: dict[int, list[int]] = defaultdict(list)
    for former, now in PlaceSuccession.objects.values_list("former", "present"):
        follows[former].append(now)
    by_place: dict[int, list[Desk]] = defaultdict(list)
    for desk in Desk.objects.filter(place__isnull=False, is_practice=False):
        by_place[desk.place_id or 0].append(desk)
    return {
        place.pk: [desk for one in _with_followers(place.pk, follows) for desk in by_place[one]]
        for place in places
    }


def _with_followers(place: int, follows: dict[int, list[int]]) -> list[int]:
    found = [place]
    for one in found:
        found += [later for later in follows[one] if later not in found]
    return found
