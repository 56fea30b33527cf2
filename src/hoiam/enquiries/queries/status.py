"""What the status link shows and allows: the asker's own view of an enquiry, without an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hoiam.desks.models import Clock, ClockPause
from hoiam.desks.queries.clocks import clocks_of
from hoiam.enquiries.models import Answer, Correspondence, Dispute, Enquiry, Review, Transfer
from hoiam.enquiries.queries.answers import sent_of
from hoiam.enquiries.terms import CLOSED, ENDS, LEAVES, DisputeAbout, Letter, State


@dataclass(frozen=True)
class Status:
    """One enquiry as its asker sees it. Nothing in it was taken out of the seal."""

    enquiry: Enquiry
    clocks: list[Clock]
    letters: list[Correspondence]
    answers: list[Answer]
    transfer: Transfer | None
    reviews: list[Review]
    disputes: list[Dispute]
    may_reply: bool
    may_withdraw: bool
    may_ask_review: bool
    may_dispute: frozenset[str]


def status_of(enquiry: Enquiry, at: datetime) -> Status:
    """Everything the status page needs."""
    reviews = list(enquiry.reviews.all())
    return Status(
        enquiry=enquiry,
        clocks=clocks_of(enquiry),
        letters=list(enquiry.correspondence.exclude(letter=Letter.MESSAGE)),
        answers=list(sent_of(enquiry)),
        transfer=enquiry.transfers.filter(is_accepted=True).select_related("to_desk", "to_body").last(),
        reviews=reviews,
        disputes=list(enquiry.disputes.all()),
        may_reply=hasattr(enquiry, "seal_key"),
        may_withdraw=enquiry.is_open or enquiry.state == State.MERGED,
        may_ask_review=enquiry.state in CLOSED - LEAVES
        and not any(review.decided_at is None for review in reviews),
        may_dispute=disputable(enquiry),
    )


def disputable(enquiry: Enquiry) -> frozenset[str]:
    """What the asker can object to now: what the desk has done and is not objected to already."""
    done = set()
    if ClockPause.objects.filter(
        clock__record_kind="enquiries.enquiry", clock__record_id=enquiry.pk
    ).exists():
        done.add(DisputeAbout.PAUSE)
    if enquiry.state == State.MERGED:
        done.add(DisputeAbout.MERGE)
    if enquiry.state == State.TRANSFERRED:
        done.add(DisputeAbout.TRANSFER)
    if enquiry.state in ENDS:
        done.add(DisputeAbout.ANSWERED)
    open_ones = enquiry.disputes.filter(settled_at__isnull=True).values_list("about", flat=True)
    return frozenset(about.value for about in done) - set(open_ones)
