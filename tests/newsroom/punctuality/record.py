"""A month at a desk in which everything happened that a figure counts."""

from __future__ import annotations

from hoiam.desks.models import Clock
from hoiam.enquiries.operations.answering import withhold
from hoiam.enquiries.operations.clarifying import ask_clarification, clarified
from hoiam.enquiries.operations.counting import count_days
from hoiam.enquiries.operations.from_asker import dispute
from hoiam.enquiries.operations.order import reorder
from tests.factories.desks import Cast
from tests.factories.enquiries import AT, DAY, HOUR, make_answered, make_assigned, make_registered, refuse_one


def make_month(cast: Cast) -> None:
    """Answers in time and late, a refusal, a withheld answer, an objection, re-orders, a pause."""
    make_answered(cast, answered_at=AT + DAY)
    make_answered(cast, answered_at=AT + 20 * DAY)
    refuse_one(cast)
    kept_out = make_answered(cast)
    withhold(answer=kept_out, code="private_person", why="Lộ tên", by=cast.head, at=AT + 6 * HOUR)
    dispute(enquiry=kept_out.enquiry, about="answered", words="Chưa", at=AT + 2 * DAY)
    first, second = make_registered(cast), make_registered(cast)
    reorder(enquiry=second, before=first, reason="Lũ", by=cast.head, at=AT + DAY)
    reorder(enquiry=first, before=second, reason="Bão", by=cast.head, at=AT + 2 * DAY)
    _make_paused(cast)
    count_days(AT + 5 * DAY)


def _make_paused(cast: Cast) -> None:
    enquiry = make_assigned(cast)
    for clock in Clock.objects.filter(record_id=enquiry.pk, rule__isnull=False):
        clock.rule.row["pause_on"] = "clarification"
        clock.rule.save()
    ask_clarification(enquiry=enquiry, words="Năm nào?", by=cast.intake, at=AT + DAY)
    clarified(enquiry=enquiry, by=cast.intake, at=AT + 4 * DAY)
