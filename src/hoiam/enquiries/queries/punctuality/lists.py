"""The list that each figure opens: reference, kind, dates, state. Nothing else, and never who asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hoiam.desks.models import Desk
from hoiam.enquiries.models import Answer, Dispute, Enquiry, Reorder
from hoiam.enquiries.models.enquiry import EnquiryQuerySet
from hoiam.enquiries.queries.paging import Page, page_of
from hoiam.enquiries.queries.punctuality.figures import IN_TIME, late, law_clocks, pauses_of
from hoiam.enquiries.queries.punctuality.period import Period, received_in
from hoiam.enquiries.terms import OPEN, Outcome

PAGE = 100


@dataclass(frozen=True)
class Line:
    """One enquiry in public."""

    reference: str
    kind: str
    state: str
    received_at: datetime
    acknowledged_at: datetime | None
    first_answer_at: datetime | None
    closed_at: datetime | None


Narrow = Callable[[EnquiryQuerySet, datetime, str], EnquiryQuerySet]


def _late(rows: EnquiryQuerySet, at: datetime, code: str) -> EnquiryQuerySet:
    return rows.filter(pk__in=law_clocks(rows).filter(late(at)).values("record_id"))


def _in_time(rows: EnquiryQuerySet, at: datetime, code: str) -> EnquiryQuerySet:
    return rows.filter(pk__in=law_clocks(rows).filter(IN_TIME).values("record_id"))


def _refused(rows: EnquiryQuerySet, at: datetime, code: str) -> EnquiryQuerySet:
    sent = Answer.objects.filter(outcome=Outcome.REFUSED, sent_at__isnull=False)
    return rows.filter(pk__in=(sent.filter(ground__code=code) if code else sent).values("enquiry"))


def _withheld(rows: EnquiryQuerySet, at: datetime, code: str) -> EnquiryQuerySet:
    sent = Answer.objects.filter(sent_at__isnull=False).exclude(withheld_code="")
    return rows.filter(pk__in=(sent.filter(withheld_code=code) if code else sent).values("enquiry"))


def _disputed(rows: EnquiryQuerySet, at: datetime, code: str) -> EnquiryQuerySet:
    said = Dispute.objects.filter(about=code) if code else Dispute.objects.all()
    return rows.filter(pk__in=said.values("enquiry"))


FIGURES: dict[str, Narrow] = {
    "received": lambda rows, at, code: rows,
    "acknowledged": lambda rows, at, code: rows.filter(registered_at__isnull=False),
    "first_answer": lambda rows, at, code: rows.filter(first_answer_at__isnull=False),
    "closed": lambda rows, at, code: rows.filter(closed_at__isnull=False),
    "open": lambda rows, at, code: rows.filter(state__in=OPEN),
    "overdue": lambda rows, at, code: rows.filter(state__in=OPEN, next_due_at__lt=at),
    "state": lambda rows, at, code: rows.filter(state=code),
    "in_time": _in_time,
    "late": _late,
    "refused": _refused,
    "withheld": _withheld,
    "disputed": _disputed,
    "reordered": lambda rows, at, code: rows.filter(pk__in=Reorder.objects.values("enquiry")),
    "paused": lambda rows, at, code: rows.filter(pk__in=pauses_of(rows).values("clock__record_id")),
}
"""The name of each figure and what is behind it; `code` narrows those that are told by code."""


def figure_list(
    figure: str,
    desk: Desk | None,
    period: Period,
    at: datetime,
    *,
    code: str = "",
    cursor: str = "",
    limit: int = PAGE,
) -> Page[Line]:
    """One page of the enquiries behind a figure, in the order they were received.

    Raises `KeyError` for a figure that there is none of.
    """
    rows = FIGURES[figure](received_in(period, desk), at, code)
    shown = rows.only(
        "reference", "kind", "state", "received_at", "registered_at", "first_answer_at", "closed_at"
    )
    page = page_of(shown, by="received_at", cursor=cursor, limit=limit)
    return Page([_line(row) for row in page.rows], page.next_cursor)


def _line(row: Enquiry) -> Line:
    return Line(
        reference=row.reference,
        kind=row.kind,
        state=row.state,
        received_at=row.received_at,
        acknowledged_at=row.registered_at,
        first_answer_at=row.first_answer_at,
        closed_at=row.closed_at,
    )
