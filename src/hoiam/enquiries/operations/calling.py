"""Calling people who are on duty: a notice inside and an e-mail, at any hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hoiam.desks.models import Desk, Person
from hoiam.desks.queries.duty import people_on_duty
from hoiam.desks.terms import Role
from hoiam.enquiries.models import Bulletin, Matter, Notice
from hoiam.enquiries.operations.case import tell
from hoiam.enquiries.queries.people import holding
from hoiam.enquiries.terms import NoticeWhat
from hoiam.post.operations import enqueue

NOTICE = "enquiries.notice"


def reached(desk: Desk, at: datetime) -> list[Person]:
    """Who is on duty; where the roster has a gap, every reviewer, spokesperson and head."""
    return people_on_duty(desk, at) or holding(desk, at, Role.REVIEWER, Role.SPOKESPERSON, Role.HEAD)


def call_on_duty(
    *, what: NoticeWhat, matter: Matter, at: datetime, bulletin: Bulletin | None = None
) -> list[Person]:
    """Tell everybody on duty about a matter; returns who was told."""
    people = reached(matter.desk, at)
    tell(people, what=what, matter=matter, bulletin=bulletin, at=at)
    rows = Notice.objects.filter(person__in=people, what=what, matter=matter, bulletin=bulletin, made_at=at)
    mail(list(rows.select_related("person", "desk")), at)
    return people


def mail(notices: Sequence[Notice], at: datetime) -> None:
    """One parcel for each notice, to the official address of its person."""
    for notice in notices:
        enqueue(
            payload_kind=NOTICE,
            payload_id=notice.pk,
            address=notice.person.email,
            at=at,
            desk=notice.desk,
            language=notice.person.language,
        )
