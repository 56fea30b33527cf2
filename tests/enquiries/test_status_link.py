"""What the asker does from the status link, without an account."""

from __future__ import annotations

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import Clock, JournalLine
from hoiam.enquiries.models import Dispute, Enquiry, Notice, Review
from hoiam.enquiries.operations.clarifying import ask_clarification
from hoiam.enquiries.operations.ending import merge
from hoiam.enquiries.operations.from_asker import ask_review, dispute, reply, withdraw
from hoiam.enquiries.operations.reviewing import decide_review, request_review, settle_dispute
from hoiam.enquiries.queries.status import status_of
from hoiam.enquiries.terms import Letter, State
from tests.factories.enquiries import (
    AT,
    DAY,
    HOUR,
    make_answered,
    make_assigned,
    make_draft,
    make_enquiry,
    make_registered,
)

pytestmark = pytest.mark.django_db


def now(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.get(pk=enquiry.pk)


def test_reply_ends_the_waiting_and_tells_the_officer(cast):
    enquiry = make_assigned(cast)
    ask_clarification(enquiry=enquiry, words="Năm nào?", by=cast.case_officer, at=AT + 4 * HOUR)

    reply(enquiry=enquiry, words="Năm 2025.", at=AT + DAY)

    assert now(enquiry).state == State.ASSIGNED
    assert Notice.objects.filter(person=cast.case_officer, what="asker_wrote").count() == 1
    assert JournalLine.objects.filter(actor="asker", verb="asker wrote").count() == 1


@pytest.mark.parametrize("words", ["", "   ", "TUYỆT MẬT\nBáo cáo", "x" * 20_001])
def test_reply_with_a_fault_keeps_nothing(cast, words):
    enquiry = make_assigned(cast)

    with pytest.raises(ReasonsAgainst):
        reply(enquiry=enquiry, words=words, at=AT + DAY)

    assert not enquiry.correspondence.filter(is_from_asker=True).exists()


def test_reply_without_end_meets_a_limit(cast):
    enquiry = make_enquiry(cast)
    for number in range(30):
        reply(enquiry=enquiry, words=f"Lần {number}", at=AT + HOUR)

    with pytest.raises(ReasonsAgainst):
        reply(enquiry=enquiry, words="Nữa", at=AT + HOUR)


def test_withdrawing_twice_says_that_it_is_withdrawn(cast):
    enquiry = make_enquiry(cast)
    withdraw(enquiry=enquiry, at=AT + HOUR)

    with pytest.raises(ReasonsAgainst):
        withdraw(enquiry=enquiry, at=AT + HOUR)


def test_review_of_an_open_enquiry_is_too_early(cast):
    enquiry = make_registered(cast)

    with pytest.raises(ReasonsAgainst):
        ask_review(enquiry=enquiry, words="Chậm quá", at=AT + DAY)


def test_review_granted_opens_the_enquiry_again(cast):
    answer = make_answered(cast)
    review = ask_review(enquiry=answer.enquiry, words="Thiếu năm 2024", at=AT + 3 * DAY)

    decide_review(review=review, is_upheld=False, reason="Đúng là thiếu", by=cast.head, at=AT + 4 * DAY)

    assert now(answer.enquiry).state == State.ASSIGNED
    letters = list(answer.enquiry.correspondence.values_list("letter", flat=True))
    assert letters[-2:] == [Letter.REVIEW_DECIDED, Letter.REOPENED]


def test_review_upheld_leaves_the_end_and_tells_why(cast):
    answer = make_answered(cast)
    review = request_review(enquiry=answer.enquiry, words="Xem lại", by=cast.head, at=AT + 3 * DAY)

    decide_review(review=review, is_upheld=True, reason="Đã đủ", by=cast.reviewer, at=AT + 4 * DAY)

    assert now(answer.enquiry).state == State.ANSWERED
    assert answer.enquiry.correspondence.last().words == "Đã đủ"


def test_review_is_not_decided_by_the_case_officer_nor_twice(cast):
    answer = make_answered(cast)
    review = ask_review(enquiry=answer.enquiry, words="Thiếu", at=AT + 3 * DAY)

    with pytest.raises(MayNot):
        decide_review(review=review, is_upheld=True, reason="Đủ", by=cast.case_officer, at=AT + 4 * DAY)
    decide_review(review=review, is_upheld=True, reason="Đủ", by=cast.head, at=AT + 4 * DAY)
    with pytest.raises(ReasonsAgainst):
        decide_review(review=review, is_upheld=False, reason="Thôi", by=cast.head, at=AT + 4 * DAY)

    assert Review.objects.get().is_upheld is True


def test_second_review_while_one_is_open_is_refused(cast):
    answer = make_answered(cast)
    ask_review(enquiry=answer.enquiry, words="Thiếu", at=AT + 3 * DAY)

    with pytest.raises(ReasonsAgainst):
        ask_review(enquiry=answer.enquiry, words="Thiếu", at=AT + 3 * DAY)


def test_status_tells_what_can_be_disputed(cast):
    open_one, answered = make_registered(cast), make_answered(cast).enquiry
    merged = make_registered(cast)
    merge(enquiry=merged, into=open_one, by=cast.intake, at=AT + 2 * HOUR)

    said = [status_of(now(row), AT).may_dispute for row in (open_one, answered, merged)]

    assert said == [frozenset(), frozenset({"answered"}), frozenset({"merge"})]


@pytest.mark.parametrize("about", ["pause", "merge", "transfer", "answered", "weather"])
def test_dispute_about_what_did_not_happen_is_refused(cast, about):
    enquiry = make_registered(cast)

    with pytest.raises(ReasonsAgainst):
        dispute(enquiry=enquiry, about=about, words="Sai", at=AT + DAY)

    assert Dispute.objects.count() == 0


def test_dispute_of_answered_accepted_opens_the_enquiry_and_stays_counted(cast):
    answer = make_answered(cast)
    row = dispute(enquiry=answer.enquiry, about="answered", words="Chưa trả lời", at=AT + 3 * DAY)

    settle_dispute(dispute=row, is_accepted=True, why="Đúng", by=cast.head, at=AT + 4 * DAY)

    assert (now(answer.enquiry).state, Dispute.objects.count()) == (State.ASSIGNED, 1)


def test_dispute_of_a_merge_accepted_parts_the_enquiries(cast):
    twin, answer = make_registered(cast), make_draft(cast)
    merge(enquiry=twin, into=answer.enquiry, by=cast.intake, at=AT + 4 * HOUR)
    row = dispute(enquiry=now(twin), about="merge", words="Câu hỏi khác", at=AT + 5 * HOUR)

    settle_dispute(dispute=row, is_accepted=True, why="Đúng", by=cast.head, at=AT + 6 * HOUR)

    assert (now(twin).state, now(twin).merged_into) == (State.ASSIGNED, None)


def test_dispute_of_a_pause_accepted_lets_the_clock_run(cast):
    enquiry = make_assigned(cast)
    clock = Clock.objects.of("enquiries.enquiry", enquiry.pk).filter(duty="warning").first()
    clock.rule.row["pause_on"] = "clarification"
    clock.rule.save()
    ask_clarification(enquiry=enquiry, words="Năm nào?", by=cast.case_officer, at=AT + DAY)
    row = dispute(enquiry=now(enquiry), about="pause", words="Câu hỏi rất rõ", at=AT + 2 * DAY)

    settle_dispute(dispute=row, is_accepted=True, why="Đúng", by=cast.reviewer, at=AT + 3 * DAY)

    clock.refresh_from_db()
    assert clock.due_at is not None
    assert now(enquiry).state == State.CLARIFYING


def test_dispute_kept_leaves_everything_as_it_was(cast):
    answer = make_answered(cast)
    row = dispute(enquiry=answer.enquiry, about="answered", words="Chưa trả lời", at=AT + 3 * DAY)

    settle_dispute(dispute=row, is_accepted=False, why="Đã trả lời", by=cast.head, at=AT + 4 * DAY)

    assert now(answer.enquiry).state == State.ANSWERED
    assert answer.enquiry.correspondence.last().letter == Letter.DISPUTE_SETTLED


def test_status_after_the_answer_shows_it(cast):
    answer = make_answered(cast)

    status = status_of(now(answer.enquiry), AT + DAY)

    assert (status.answers, status.may_withdraw, status.may_ask_review) == ([answer], False, True)
