"""Telling people that time passes: the officer first, then the reviewer, then the head. It closes nothing."""

from __future__ import annotations

from datetime import datetime

from hoiam.desks.models import Clock, Desk, Person
from hoiam.desks.queries.duty import people_on_duty
from hoiam.desks.terms import Duty, Role
from hoiam.enquiries.models import Answer, Correspondence, Enquiry, Matter, Notice
from hoiam.enquiries.operations.calling import mail, reached
from hoiam.enquiries.operations.case import ENQUIRY, MATTER, tell
from hoiam.enquiries.queries.people import holding
from hoiam.enquiries.terms import NoticeWhat
from hoiam.post.models import Parcel
from hoiam.texts.models import Part, Text

FROM_REVIEWER, FROM_HEAD = 75, 90
"""Per cent of the time from which the reviewer and the head are told too."""
LETTER = "enquiries.letter"


def escalate(*, clock: Clock, share: int, at: datetime) -> list[Person]:
    """A share of a clock's time has passed: tell the officer, from 75 % the reviewer, from 90 % the head.

    Of a matter, whose time may be hours or minutes: whoever is on duty, from 90 % the head too. By a notice
    inside and an e-mail that names the reference only. Returns who was told.
    """
    enquiry = matter = None
    if clock.record_kind == ENQUIRY:
        enquiry = Enquiry.objects.select_related("desk", "officer").filter(pk=clock.record_id).first()
        if enquiry is None or not enquiry.is_open:
            return []
    elif clock.record_kind == MATTER:
        matter = Matter.objects.select_related("desk").filter(pk=clock.record_id).first()
    if enquiry is None and matter is None:
        return []
    if matter is not None:
        people = _called_at(clock, matter, share, at)
    else:
        people = _told_at(clock.desk, enquiry.officer if enquiry else None, share, at)
    tell(
        people,
        what=NoticeWhat.TIME,
        enquiry=enquiry,
        matter=matter,
        at=at,
        share=share,
        due_at=clock.due_at,
    )
    _mail(people, enquiry, matter, share, at)
    return people


def _told_at(desk: Desk, officer: Person | None, share: int, at: datetime) -> list[Person]:
    people = [officer] if officer and officer.is_active else holding(desk, at, Role.INTAKE)
    if share >= FROM_REVIEWER:
        people = [*people, *holding(desk, at, Role.REVIEWER)]
    if share >= FROM_HEAD:
        people = [*people, *holding(desk, at, Role.HEAD)]
    return list({person.pk: person for person in people}.values())


def _called_at(clock: Clock, matter: Matter, share: int, at: datetime) -> list[Person]:
    """Whoever is on duty. Where the roster has a gap: in an emergency, and for what was promised in public,
    everybody who clears; else the usual order."""
    people = people_on_duty(clock.desk, at)
    if not people and not matter.is_public_emergency and clock.duty != Duty.PROMISED:
        return _told_at(clock.desk, None, share, at)
    people = people or reached(clock.desk, at)
    if share >= FROM_HEAD:
        people = [*people, *holding(clock.desk, at, Role.HEAD)]
    return list({person.pk: person for person in people}.values())


def _mail(
    people: list[Person], enquiry: Enquiry | None, matter: Matter | None, share: int, at: datetime
) -> None:
    fresh = Notice.objects.filter(
        person__in=people, enquiry=enquiry, matter=matter, share=share, made_at=at
    ).select_related("person", "desk")
    mail(list(fresh), at)


def tell_returned(*, text: Text, at: datetime) -> None:
    """A leader sent a text back: whoever works on the enquiry is told."""
    answer = Answer.objects.filter(text=text).select_related("enquiry__desk", "enquiry__officer").first()
    if answer is not None and answer.enquiry.officer is not None:
        tell([answer.enquiry.officer], what=NoticeWhat.RETURNED, enquiry=answer.enquiry, at=at)


def tell_part_answered(*, part: Part, at: datetime) -> None:
    """Another desk or body has answered its part of an enquiry: whoever works on it is told."""
    if part.record_kind != ENQUIRY:
        return
    enquiry = Enquiry.objects.select_related("desk", "officer").filter(pk=part.record_id).first()
    if enquiry is not None:
        people = [enquiry.officer] if enquiry.officer else holding(enquiry.desk, at, Role.INTAKE)
        tell(people, what=NoticeWhat.PART_ANSWERED, enquiry=enquiry, at=at)


def tell_undelivered(*, parcel: Parcel, at: datetime, what: NoticeWhat = NoticeWhat.SEND_BY_HAND) -> None:
    """A letter could not be delivered or came back: intake reaches the asker otherwise."""
    if parcel.payload_kind != LETTER:
        return
    row = Correspondence.objects.filter(pk=parcel.payload_id).select_related("enquiry__desk").first()
    if row is not None:
        Correspondence.objects.filter(pk=row.pk).update(is_sent_by_hand=True)
        people = holding(row.enquiry.desk, at, Role.INTAKE)
        tell(people, what=what, enquiry=row.enquiry, at=at)
