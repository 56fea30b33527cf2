"""The main path: taken in, registered, assigned, written, cleared, sent, public."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hoiam.desks.models import Clock
from hoiam.desks.queries.journal import first_breaks
from hoiam.enquiries.models import Answer, Correspondence, Enquiry
from hoiam.enquiries.terms import Letter, State
from hoiam.post.models import Parcel
from tests.factories.enquiries import (
    AT,
    HOUR,
    clear,
    make_answered,
    make_draft,
    make_enquiry,
    make_registered,
)

pytestmark = pytest.mark.django_db


def test_question_taken_in_has_reference_state_and_running_clocks(cast):
    enquiry = make_enquiry(cast)

    clocks = Clock.objects.filter(record_kind="enquiries.enquiry", record_id=enquiry.pk)
    assert (enquiry.reference, enquiry.state) == ("DN-2026-00001", State.RECEIVED)
    assert sorted((clock.duty, clock.act) for clock in clocks) == [
        ("target", "first_answer"),
        ("warning", "answer"),
        ("warning", "answer"),
    ]


def test_question_taken_in_is_confirmed_by_one_letter(cast):
    enquiry = make_enquiry(cast)

    letters = list(Correspondence.objects.filter(enquiry=enquiry).values_list("letter", "is_sent_by_hand"))
    assert letters == [(Letter.RECEIPT, False)]
    assert Parcel.objects.filter(payload_kind="enquiries.letter").count() == 1


def test_enquiry_registered_is_acknowledged_to_the_asker(cast):
    enquiry = make_registered(cast)

    letters = list(enquiry.correspondence.values_list("letter", flat=True))
    assert (enquiry.state, enquiry.registered_at, letters) == (
        State.REGISTERED,
        AT + HOUR,
        [Letter.RECEIPT, Letter.REGISTERED],
    )


def test_answer_cleared_reaches_the_asker_and_closes_the_enquiry(cast):
    answer = make_draft(cast)

    version = clear(cast, answer, AT + 5 * HOUR)

    answer.refresh_from_db()
    enquiry = Enquiry.objects.get(pk=answer.enquiry_id)
    assert (answer.version_id, answer.sent_at) == (version.pk, AT + 5 * HOUR)
    assert (enquiry.state, enquiry.closed_at, enquiry.first_answer_at) == (
        State.ANSWERED,
        AT + 5 * HOUR,
        AT + 5 * HOUR,
    )
    assert Clock.objects.of("enquiries.enquiry", enquiry.pk).open().count() == 0
    assert enquiry.correspondence.filter(letter=Letter.ANSWER).count() == 1


def test_answer_sent_enters_the_log_two_working_days_later_at_the_start_of_the_day(cast):
    answer = make_answered(cast)

    wednesday = datetime(2026, 9, 8, 17, 0, tzinfo=UTC)  # midnight of the 9th in Viet Nam
    assert answer.enters_log_at == wednesday
    before, then = Answer.objects.public(AT + 6 * HOUR), Answer.objects.public(wednesday)
    assert (list(before), list(then)) == ([], [answer])


def test_journal_of_the_whole_path_verifies(cast):
    make_answered(cast)

    assert first_breaks() == []
