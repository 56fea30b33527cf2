"""What the chair concluded: addressed to a body, due on a day, replied to with a proof, accepted as done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hoiam.conferences import rules
from hoiam.conferences.dates import begins, day_begins
from hoiam.conferences.models import Conclusion, Conference
from hoiam.conferences.operations.case import lock, organisers, tell
from hoiam.conferences.queries.conclusions import desk_of
from hoiam.conferences.terms import ConclusionKind, NoticeWhat
from hoiam.desks.against import insist
from hoiam.desks.models import Body, Clock, Desk, Person
from hoiam.desks.operations.clocks import meet_clocks, reopen_clocks, start_promise, stop_clocks
from hoiam.desks.operations.journal import write_line
from hoiam.desks.queries.people import holding
from hoiam.desks.terms import Role
from hoiam.desks.wording import Wording

REPLY = "reply"
REPLYING = (Role.INTAKE, Role.CASE_OFFICER, Role.SPOKESPERSON, Role.HEAD)
MOST = 200
FURTHEST = timedelta(days=10 * 366)
UNTIL_THE_LAST_MINUTE = timedelta(hours=23, minutes=59)


def add_conclusion(
    *,
    conference: Conference,
    kind: str,
    words: Mapping[str, str],
    by: Person,
    at: datetime,
    addressee: str = "",
    body: Body | None = None,
    due_on: date | None = None,
) -> Conclusion:
    """Write down a conclusion or request of the chair, once the conference has begun.

    Where the body addressed has a desk here, its people are told and reply there; else the desk that led enters what
    the body replied. `addressee`: as it was said, by default the name of the body. Raises `MayNot`,
    `ReasonsAgainst`.
    """
    with transaction.atomic():
        kept = lock(conference)
        rules.may(by, kept.desk, at, rules.ORGANISING)
        named = addressee.strip() or str(body.name if body else "")
        insist(_against_adding(kept, kind, words, named, due_on, at))
        newest = kept.conclusions.aggregate(newest=Max("number"))["newest"] or 0
        row = Conclusion.objects.create(
            conference=kept,
            number=newest + 1,
            kind=kind,
            words=Wording(words),
            body=body,
            addressee=named,
            desk=desk_of(body, kept.desk),
            due_on=due_on,
        )
        if due_on:
            due_at = day_begins(due_on) + UNTIL_THE_LAST_MINUTE
            start_promise(desk=row.desk or kept.desk, record=row, act=REPLY, due_at=due_at, by=by, at=at)
        _line(row, by, at, "added conclusion")
        if row.desk:
            _tell(holding(row.desk, at, *REPLYING), row, row.desk, NoticeWhat.CONCLUSION_GIVEN, at)
    return row


def take_conclusion_back(*, conclusion: Conclusion, by: Person, at: datetime) -> None:
    """Take a conclusion out that was written down by mistake, before anybody replied. Raises as above."""
    with transaction.atomic():
        row = _lock(conclusion)
        rules.may(by, row.conference.desk, at, rules.ORGANISING)
        insist(
            [
                _("There is a reply already. It stays.") if row.replied_at or row.done_at else None,
                _("The record is published; its conclusions stay.")
                if row.conference.record_published_at
                else None,
            ]
        )
        stop_clocks(record=row, by=by, at=at, why="taken back")
        _line(row, by, at, "took conclusion back")
        row.delete()


def reply_to_conclusion(
    *, conclusion: Conclusion, words: Mapping[str, str], proof: str, by: Person, at: datetime
) -> Conclusion:
    """Say what was done, with its proof: number and date of a document, an address, a reference of the record.

    At the desk of the body addressed; for a body without a desk, at the desk that led. The clock is met; should the
    reply be sent back, it runs on. Raises `MayNot`, `ReasonsAgainst`.
    """
    with transaction.atomic():
        row = _lock(conclusion)
        rules.may(by, row.desk or row.conference.desk, at, REPLYING)
        insist(
            [
                *_against_done(row),
                *rules.against_wording(words, empty=_("Say what was done."), longest=rules.LONGEST_WORDS),
                *rules.against_words(
                    proof,
                    empty=_("Name the proof: a document with its number and day, or an address."),
                    longest=500,
                ),
            ]
        )
        row.reply, row.proof, row.replied_at, row.replied_by = Wording(words), proof.strip(), at, by
        row.returned_why = Wording()
        row.save()
        meet_clocks(record=row, act=REPLY, by=by, at=at)
        _line(row, by, at, "replied to conclusion")
        people = [person for person in organisers(row.conference, at) if person.pk != by.pk]
        _tell(people, row, row.conference.desk, NoticeWhat.CONCLUSION_REPLIED, at)
    return row


def accept_conclusion(*, conclusion: Conclusion, by: Person, at: datetime) -> Conclusion:
    """Accept the proof: the conclusion is done. By those who decide at the desk that led. Raises as above."""
    with transaction.atomic():
        row = _lock(conclusion)
        rules.may(by, row.conference.desk, at, rules.DECIDING)
        insist([*_against_done(row), _against_unreplied(row)])
        row.done_at = at
        row.save(update_fields=["done_at"])
        _line(row, by, at, "accepted conclusion")
    return row


def return_reply(*, conclusion: Conclusion, why: Mapping[str, str], by: Person, at: datetime) -> Conclusion:
    """Send a reply back that does not show that it was done; the clock runs on. Raises as above."""
    with transaction.atomic():
        row = _lock(conclusion)
        rules.may(by, row.conference.desk, at, rules.DECIDING)
        insist(
            [
                *_against_done(row),
                _against_unreplied(row),
                *rules.against_wording(why, empty=_("Say what is missing; the body addressed reads it.")),
            ]
        )
        assert row.replied_at is not None
        reopen_clocks(record=row, acts=(REPLY,), met_at=row.replied_at, by=by, at=at)
        row.replied_at, row.returned_why = None, Wording(why)
        row.save(update_fields=["replied_at", "returned_why"])
        _line(row, by, at, "returned conclusion")
        if row.desk:
            _tell(holding(row.desk, at, *REPLYING), row, row.desk, NoticeWhat.CONCLUSION_RETURNED, at)
    return row


def tell_conclusion_time(*, clock: Clock, share: int, at: datetime) -> None:
    """A share of the time has passed without a reply: those who reply are told, at its end those who led too."""
    rows = Conclusion.objects.select_related("conference__desk", "desk")
    row = rows.filter(pk=clock.record_id, replied_at__isnull=True).first()
    if row is None:
        return
    told = {clock.desk: holding(clock.desk, at, *REPLYING)}
    if share >= 100 and row.conference.desk_id != clock.desk_id:
        told[row.conference.desk] = organisers(row.conference, at)
    for desk, people in told.items():
        _tell(people, row, desk, NoticeWhat.CONCLUSION_TIME, at, share=share, due_at=clock.due_at)


def _tell(
    people: Iterable[Person],
    row: Conclusion,
    desk: Desk,
    what: NoticeWhat,
    at: datetime,
    *,
    share: int | None = None,
    due_at: datetime | None = None,
) -> None:
    tell(people, desk=desk, what=what, conference=row.conference, share=share, due_at=due_at, at=at)


def _lock(conclusion: Conclusion) -> Conclusion:
    lock(conclusion.conference)
    rows = Conclusion.objects.select_for_update(of=("self",))
    return rows.select_related("conference__desk", "desk").get(pk=conclusion.pk)


def _line(row: Conclusion, by: Person, at: datetime, verb: str) -> None:
    """In the journal of the desk at which it was done."""
    replies = verb == "replied to conclusion" and row.desk is not None
    desk = row.desk if replies and row.desk else row.conference.desk
    detail = {"conference": row.conference.reference, "number": row.number}
    write_line(desk=desk, by=by, at=at, verb=verb, record=row, detail=detail)


def _against_adding(
    conference: Conference,
    kind: str,
    words: Mapping[str, str],
    addressee: str,
    due_on: date | None,
    at: datetime,
) -> list[object]:
    return [
        *rules.against_cancelled(conference),
        _("The conference has not begun.") if at < begins(conference) else None,
        _("The record is published; its conclusions stay.") if conference.record_published_at else None,
        None if kind in ConclusionKind.values else _("Say whether it is a conclusion or a request."),
        *rules.against_wording(words, empty=_("Write what the chair said."), longest=2_000),
        *rules.against_words(addressee, empty=_("Name the body that it is addressed to."), longest=300),
        _("The day is past already.") if due_on and due_on < timezone.localdate(at) else None,
        _("This day lies too far ahead.") if due_on and due_on > timezone.localdate(at + FURTHEST) else None,
        _("A conference has up to 200 conclusions.") if conference.conclusions.count() >= MOST else None,
    ]


def _against_done(row: Conclusion) -> list[object]:
    return [_("This was accepted as done already.") if row.done_at else None]


def _against_unreplied(row: Conclusion) -> object:
    return None if row.replied_at else _("There is no reply yet.")
