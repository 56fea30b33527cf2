"""Answers in the public log, and the instants around them."""

from __future__ import annotations

from datetime import UTC, datetime

from hoiam.enquiries.models import Answer
from tests.factories.desks import Cast
from tests.factories.enquiries import AT, DAY, make_answered
from tests.factories.evidence import make_fact

ENTERS = datetime(2026, 9, 8, 17, 0, tzinfo=UTC)
"""Midnight of 9 September in Viet Nam: two working days after Monday's answer."""
PUBLIC = ENTERS + 30 * DAY
STATEMENT = "Năm 2023, 93,35% dân số tham gia bảo hiểm y tế."


def make_cited(cast: Cast, *, body: str = "Đạt 93,35% [{fact}].", **fields) -> tuple[Answer, str]:
    """A sent answer whose one sentence rests on a published fact, and the reference of the fact."""
    fact = make_fact(cast.desk, STATEMENT, at=AT - DAY)
    answer = make_answered(cast, body=body.format(fact=fact.reference), **fields)
    return answer, fact.reference
