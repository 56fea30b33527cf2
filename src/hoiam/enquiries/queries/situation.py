"""One enquiry as the desk works on it: everything its page and its acts need, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
    answers = Answer.objects.filter(enquiry=enquiry).select_related("text", "ground", "spoken__speaker")
    return Situation(
        enquiry=enquiry,
        standing=standing,
        at=at,
        clocks=clocks_of(enquiry),
        answers=list(answers.order_by("-started_at", "-id")),
        letters=list(Correspondence.objects.filter(enquiry=enquiry)),
        transfers=list(Transfer.objects.filter(enquiry=enquiry).select_related("to_desk", "to_body")),
        reviews=list(Review.objects.filter(enquiry=enquiry)),
        disputes=list(Dispute.objects.filter(enquiry=enquiry)),
        alarms=list(Alarm.objects.filter(answer__enquiry=enquiry, settled_at__isnull=True)),
        joined=list(Enquiry.objects.filter(merged_into=enquiry)),
    )
