"""Promise 7: the asker gets the answer first; it enters the log after a delay that is equal for all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from hoiam.enquiries.asker import Asker
from hoiam.enquiries.models import Answer, Enquiry
from hoiam.enquiries.operations.from_asker import wish_early_publication
from hoiam.enquiries.queries.disclosures import public_log
from hoiam.enquiries.terms import Kind
from hoiam.post.models import Parcel
from tests.factories.enquiries import AT, DAY, HOUR, make_answered, refuse_one

pytestmark = pytest.mark.django_db
ENTERS = datetime(2026, 9, 8, 17, 0, tzinfo=UTC)
"""Wednesday 9 September, midnight in Viet Nam: two working days after Monday's answers."""
ASKERS = {
    "báo lớn": Asker(name="A", email="a@bao-lon.example", outlet="Báo lớn"),
    "blogger": Asker(name="B", email="b@blog.example"),
    "hãng nước ngoài": Asker(name="C", email="c@agency.example", outlet="Foreign Agency"),
}


def seen(at: datetime) -> list[str]:
    return sorted(answer.enquiry.reference for answer in public_log(at, limit=50).rows)


def test_delay_is_the_same_whoever_asked_whatever_kind_and_whatever_the_answer(cast):
    answers = [
        make_answered(cast, asker=asker, kind=kind)
        for asker in ASKERS.values()
        for kind in ("press_enquiry", "access_request", "foreign_press_request", "inaccuracy_report")
    ]
    answers += [refuse_one(cast), make_answered(cast, language="en")]

    assert {answer.enters_log_at for answer in answers} == {ENTERS}
    assert (seen(ENTERS - timedelta(seconds=1)), len(seen(ENTERS))) == ([], len(answers))


def test_every_kind_but_one_s_own_data_enters(cast):
    by_kind = {kind: make_answered(cast, kind=kind).enquiry.reference for kind in Kind.values}

    public = seen(ENTERS + 60 * DAY)

    assert {kind for kind, reference in by_kind.items() if reference not in public} == {
        "data_subject_request"
    }


def test_mail_to_the_asker_leaves_before_anybody_else_can_read(cast):
    answer = make_answered(cast)
    letter = answer.enquiry.correspondence.get(answer=answer)

    parcel = Parcel.objects.get(payload_kind="enquiries.letter", payload_id=letter.pk)

    assert parcel.not_before == answer.sent_at < answer.enters_log_at


@pytest.mark.parametrize(
    ("answered_at", "enters"),
    [
        (datetime(2026, 9, 7, 8, tzinfo=UTC), datetime(2026, 9, 8, 17, tzinfo=UTC)),
        (datetime(2026, 9, 10, 8, tzinfo=UTC), datetime(2026, 9, 13, 17, tzinfo=UTC)),
        (datetime(2026, 9, 11, 8, tzinfo=UTC), datetime(2026, 9, 14, 17, tzinfo=UTC)),
        (datetime(2026, 9, 11, 17, 30, tzinfo=UTC), datetime(2026, 9, 14, 17, tzinfo=UTC)),
    ],
    ids=["Monday", "Thursday over a week-end", "Friday", "Saturday night, UTC still Friday"],
)
def test_delay_counts_two_local_working_days(cast, answered_at, enters):
    assert make_answered(cast, answered_at=answered_at).enters_log_at == enters


def test_nobody_but_the_asker_shortens_it_and_nobody_moves_it(cast):
    hastened, other = make_answered(cast), make_answered(cast)

    wish_early_publication(enquiry=hastened.enquiry, at=AT + 6 * HOUR)

    assert seen(AT + 6 * HOUR) == [hastened.enquiry.reference]
    assert Answer.objects.get(pk=other.pk).enters_log_at == ENTERS
    writers = [field.name for field in Answer._meta.fields if "enters" in field.name]
    assert (writers, "enters_log_at" in {f.name for f in Enquiry._meta.fields}) == (["enters_log_at"], False)


def test_change_of_the_desk_s_delay_moves_no_answer_that_was_sent(cast):
    first = make_answered(cast)
    cast.desk.publication_delay_days = 5
    cast.desk.save()
    second = make_answered(cast)

    first.refresh_from_db()
    assert (first.enters_log_at, second.enters_log_at) == (
        ENTERS,
        datetime(2026, 9, 13, 17, 0, tzinfo=UTC),
    )


def test_log_stands_in_the_order_of_its_moments_and_favours_nobody(cast):
    for number, asker in enumerate(ASKERS.values()):
        make_answered(cast, asker=asker, at=AT + number * DAY)

    rows = public_log(AT + 30 * DAY, limit=50).rows

    assert all(newer.enters_log_at >= older.enters_log_at for newer, older in pairwise(rows))
