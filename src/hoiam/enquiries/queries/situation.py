"""One enquiry as the desk works on it: everything its page and its acts need, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from hoiam.desks.models import Clock
from hoiam.desks.queries.clocks import clocks_of
from hoiam.desks.queries.standing import Standing
from hoiam.enquiries.models import (
    Alarm,
    Answer,
    Correspondence,
    Dispute,
    Enquiry,
    Review,
    Transfer,
)
from hoiam.enquiries.terms import Outcome

_ASKED = ("answers", "transfers", "reviews", "disputes", "joined")
_IS_THERE = """
    SELECT EXISTS (SELECT 1 FROM enquiries_answer WHERE enquiry_id = %(enquiry)s),
           EXISTS (SELECT 1 FROM enquiries_transfer WHERE enquiry_id = %(enquiry)s),
           EXISTS (SELECT 1 FROM enquiries_review WHERE enquiry_id = %(enquiry)s),
           EXISTS (SELECT 1 FROM enquiries_dispute WHERE enquiry_id = %(enquiry)s),
           EXISTS (SELECT 1 FROM enquiries_enquiry WHERE merged_into_id = %(enquiry)s)
"""
"""Written out: five questions at once cost less than putting together one of the queries that they spare."""


@dataclass(frozen=True)
class Situation:
    """An enquiry, who looks at it and when, and what hangs on it. Who asked is not in it."""

    enquiry: Enquiry
    standing: Standing
    at: datetime
    clocks: list[Clock]
    answers: list[Answer]
    """Every text begun for it, the newest first; given-up ones too."""
    letters: list[Correspondence]
    transfers: list[Transfer]
    reviews: list[Review]
    disputes: list[Dispute]
    alarms: list[Alarm]
    """Open ones: a fact that a sent answer cites has changed."""
    joined: list[Enquiry]

    @property
    def being_written(self) -> list[Answer]:
        return [row for row in self.answers if not row.sent_at and not row.dropped_at]

    @property
    def draft(self) -> Answer | None:
        """The text that will end the enquiry, while it is written."""
        ends = (row for row in self.being_written if row.outcome != Outcome.INTERIM and not row.corrects_id)
        return next(ends, None)

    @property
    def interim_draft(self) -> Answer | None:
        return next((row for row in self.being_written if row.outcome == Outcome.INTERIM), None)

    @property
    def sent(self) -> list[Answer]:
        return [row for row in self.answers if row.sent_at]

    @property
    def offer(self) -> Transfer | None:
        """The transfer on which nobody has decided yet."""
        return next((row for row in self.transfers if row.decided_at is None), None)

    @property
    def review(self) -> Review | None:
        return next((row for row in self.reviews if row.decided_at is None), None)

    @property
    def open_disputes(self) -> list[Dispute]:
        return [row for row in self.disputes if row.settled_at is None]

    @property
    def running(self) -> list[Clock]:
        return [clock for clock in self.clocks if clock.met_at is None and clock.stopped_at is None]


def situation_of(enquiry: Enquiry, *, standing: Standing, at: datetime) -> Situation:
    """Read it in a number of queries that does not grow with what hangs on the enquiry."""
    has = _hanging(enquiry)
    answers = Answer.objects.filter(enquiry=enquiry).select_related("text", "ground", "spoken__speaker")
    transfers = Transfer.objects.filter(enquiry=enquiry).select_related("to_desk", "to_body")
    alarms = Alarm.objects.filter(answer__enquiry=enquiry, settled_at__isnull=True)
    return Situation(
        enquiry=enquiry,
        standing=standing,
        at=at,
        clocks=clocks_of(enquiry),
        answers=list(answers.order_by("-started_at", "-id")) if has["answers"] else [],
        letters=list(Correspondence.objects.filter(enquiry=enquiry)),
        transfers=list(transfers) if has["transfers"] else [],
        reviews=list(Review.objects.filter(enquiry=enquiry)) if has["reviews"] else [],
        disputes=list(Dispute.objects.filter(enquiry=enquiry)) if has["disputes"] else [],
        alarms=list(alarms) if has["answers"] else [],
        joined=list(Enquiry.objects.filter(merged_into=enquiry)) if has["joined"] else [],
    )


def _hanging(enquiry: Enquiry) -> dict[str, bool]:
    """Of what there is any row at all; most enquiries have few of these."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_THERE, {"enquiry": enquiry.pk})
        return dict(zip(_ASKED, map(bool, cursor.fetchone()), strict=True))
