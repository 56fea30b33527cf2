"""A recurring question is answered with the text of the log, after one check that it is still right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import JournalDetail
from hoiam.enquiries.models import Answer, Enquiry
from hoiam.enquiries.operations.answering import answer_again, start_correction, withhold
from hoiam.enquiries.queries.answered_before import answered_before, found_before, reusable
from hoiam.enquiries.queries.duplicates import alike
from hoiam.evidence.models import Citation, Fact, FactVersion
from hoiam.texts.citation_marks import without_versions
from hoiam.texts.operations.citing import give_reason, vouch
from hoiam.texts.operations.clearance import send_for_clearance
from hoiam.texts.queries.findings import findings_of
from hoiam.texts.queries.since_cleared import facts_moved_since
from tests.factories.enquiries import (
    ANSWER,
    AT,
    DAY,
    clear,
    make_answered,
    make_assigned,
    make_draft,
    refuse_one,
    stand,
)
from tests.factories.texts import make_public_fact

pytestmark = pytest.mark.django_db
LATER = AT + 30 * DAY
CITING = "Năm 2023, tỷ lệ dân số tham gia bảo hiểm y tế đạt 93,35 % [F001]."


def ask_again(cast, **fields) -> Enquiry:
    return make_assigned(cast, at=LATER, **fields)


def begin(cast, enquiry, earlier, *, by=None, is_still_right=True) -> Answer:
    return answer_again(
        enquiry=enquiry,
        earlier=earlier,
        is_still_right=is_still_right,
        by=by or cast.case_officer,
        at=LATER + DAY,
    )


def answered_citing(cast, body=CITING) -> tuple[Fact, Answer]:
    fact = make_public_fact(cast.desk)
    return fact, make_answered(cast, body=body)


def revise(fact: Fact, statement: str) -> None:
    """A second version in force, its rows written directly."""
    kept = FactVersion.objects.filter(pk=fact.published_id).values().get()
    kept |= {"id": None, "number": 2, "statement": {"vi": statement}, "published_at": LATER}
    second = FactVersion.objects.create(**kept)
    fact.latest = fact.published = second
    fact.save()


def test_answer_to_a_very_similar_question_is_offered_and_becomes_the_text(cast):
    earlier = make_answered(cast)
    enquiry = ask_again(cast)

    offered = answered_before(enquiry, alike(enquiry), LATER + DAY)
    begun = begin(cast, enquiry, offered[0].answer)

    assert [row.answer for row in offered] == [earlier]
    assert (begun.text.body, begun.outcome, begun.sent_at) == (ANSWER, earlier.outcome, None)
    detail = JournalDetail.objects.get(
        line__verb="began answer", line__record_id=enquiry.pk, line__record_kind="enquiries.enquiry"
    )
    assert detail.content["from"] == earlier.enquiry.reference


def test_text_taken_over_goes_through_clearance_like_every_other(cast):
    _fact, earlier = answered_citing(cast)
    enquiry = ask_again(cast)
    begun = begin(cast, enquiry, earlier)

    clear(cast, begun, LATER + DAY)

    begun.refresh_from_db()
    assert begun.sent_at == LATER + DAY
    assert facts_moved_since(earlier.version, desk=cast.desk, at=LATER) == []
    assert Citation.objects.filter(citing_kind="texts.text", citing_id=begun.text_id).count() == 1


def test_nothing_begins_without_the_check(cast):
    earlier, enquiry = make_answered(cast), ask_again(cast)

    with pytest.raises(ReasonsAgainst):
        begin(cast, enquiry, earlier, is_still_right=False)
    with pytest.raises(MayNot):
        begin(cast, enquiry, earlier, by=cast.spokesperson)

    assert not Answer.objects.filter(enquiry=enquiry).exists()


def test_fact_with_a_newer_version_is_named_and_keeps_the_text_until_it_was_checked(cast):
    fact, earlier = answered_citing(cast, body=CITING.replace("F001", "F001v1"))
    revise(fact, "Năm 2023, tỷ lệ dân số tham gia bảo hiểm y tế đạt 93,35 %, gồm cả sinh viên.")
    enquiry = ask_again(cast)
    at = LATER + DAY

    moved = facts_moved_since(earlier.version, desk=cast.desk, at=at)
    begun = begin(cast, enquiry, earlier)

    assert [(one.reference, one.what) for one in moved] == [("F001", "revised")]
    assert "gồm cả sinh viên" in moved[0].now and "gồm cả" not in moved[0].then
    assert begun.text.body == CITING
    assert [one.kind for one in findings_of(begun.text, at=at)] == ["to_be_checked"]
    with pytest.raises(ReasonsAgainst):
        send_for_clearance(text=begun.text, standing=stand(cast, "case_officer", at), at=at)

    vouch(text=begun.text, sentence_id="s1", reference="F001", by=cast.case_officer, at=at)
    begun.text.refresh_from_db()
    version = send_for_clearance(text=begun.text, standing=stand(cast, "case_officer", at), at=at)
    assert version.citations == [["s1", "F001", 2]]


def test_fact_that_ended_is_named_and_keeps_the_text(cast):
    fact, earlier = answered_citing(cast)
    Fact.objects.filter(pk=fact.pk).update(state="expired")
    enquiry = ask_again(cast)

    moved = facts_moved_since(earlier.version, desk=cast.desk, at=LATER)
    begun = begin(cast, enquiry, earlier)

    assert [(one.reference, one.what, one.now) for one in moved] == [("F001", "ended", "")]
    assert "ended_fact" in {one.kind for one in findings_of(begun.text, at=LATER + DAY)}


def test_reason_given_for_a_number_comes_along(cast):
    earlier = make_draft(cast, body="Có 12 lớp học mới.")
    at = earlier.started_at
    give_reason(text=earlier.text, sentence_id="s1", reason="Số đếm tại chỗ", by=cast.case_officer, at=at)
    earlier.text.refresh_from_db()
    clear(cast, earlier, at)
    enquiry = ask_again(cast)
    earlier.refresh_from_db()

    begun = begin(cast, enquiry, earlier)

    found = findings_of(begun.text, at=LATER + DAY)
    assert [(one.weight, one.reason) for one in found] == [("needs_reason", "Số đếm tại chỗ")]


def withheld(cast) -> Answer:
    answer = make_answered(cast)
    at = answer.sent_at + timedelta(minutes=1)
    return withhold(answer=answer, code="private_person", why="Tên người", by=cast.head, at=at)


def corrected(cast) -> Answer:
    answer = make_answered(cast)
    correction = start_correction(
        answer=answer, by=cast.case_officer, at=answer.sent_at + DAY, body="Xin đính chính."
    )
    clear(cast, correction, answer.sent_at + DAY)
    return answer


@pytest.mark.parametrize("make", [withheld, corrected, refuse_one, make_draft])
def test_answer_that_is_not_public_was_corrected_or_refuses_is_not_taken_over(cast, make):
    earlier = make(cast)
    enquiry = ask_again(cast)

    assert answered_before(enquiry, alike(enquiry), LATER + DAY) == []
    with pytest.raises(ReasonsAgainst):
        begin(cast, enquiry, earlier)


def test_answer_in_another_language_of_another_desk_or_not_yet_public_is_not_taken_over(cast):
    earlier = make_answered(cast)
    english = ask_again(cast, language="en")
    soon = make_assigned(cast, at=AT + timedelta(hours=5))
    abroad = Enquiry(pk=0, desk=cast.other_desk, language="vi")

    assert not reusable(english, LATER).exists()
    assert not reusable(abroad, LATER).exists()
    assert not reusable(soon, earlier.enters_log_at - timedelta(seconds=1)).exists()
    assert reusable(soon, earlier.enters_log_at).get() == earlier


def test_question_that_is_only_somewhat_alike_is_offered_by_the_form_and_not_by_the_page(cast):
    earlier = make_answered(cast)
    enquiry = ask_again(
        cast,
        question="Tỷ lệ hộ nghèo của thành phố năm 2025 là bao nhiêu? Xin danh sách các xã khó khăn và mức hỗ trợ.",
    )

    near = alike(enquiry)
    here = answered_before(enquiry, near, LATER)

    assert 0.3 <= near[0].likeness < 0.5
    assert here == []
    assert [row.answer for row in found_before(enquiry, LATER)] == [earlier]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("A [F001v2].", "A [F001]."),
        ("A [F001v12, F002; F003v1 ].", "A [F001, F002; F003 ]."),
        ("Bản v2 [x v2] (F1v2).", "Bản v2 [x v2] (F1v2)."),
    ],
)
def test_marks_lose_their_versions_and_nothing_else(marked, plain):
    assert without_versions(marked) == plain
