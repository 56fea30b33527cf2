"""Promise 6: every number comes from a cited fact, every fact has a source. By every way a text leaves."""

from __future__ import annotations

import pytest

from hoiam.desks.against import ReasonsAgainst
from hoiam.enquiries.models import Answer, Correspondence
from hoiam.enquiries.operations.answering import start_correction, start_interim
from hoiam.enquiries.queries.letters import render_letter
from hoiam.enquiries.terms import Letter
from hoiam.evidence.content import SourceGiven
from hoiam.evidence.operations.drafting import draft_fact
from hoiam.evidence.operations.endings import withdraw_fact
from hoiam.evidence.operations.publishing import publish_fact
from hoiam.post.models import Parcel
from hoiam.texts.models import TextVersion
from hoiam.texts.operations.clearance import send_for_clearance, sign
from tests.factories.enquiries import AT, DAY, HOUR, clear, make_answered, make_assigned, make_draft, stand
from tests.factories.evidence import make_content, make_fact
from tests.factories.evidence import make_draft as make_fact_draft

pytestmark = pytest.mark.django_db
STATEMENT = "Năm 2023, 93,35% dân số tham gia bảo hiểm y tế."


@pytest.fixture
def fact(cast) -> str:
    return make_fact(cast.desk, STATEMENT, at=AT - DAY).reference


def stopped(cast, answer: Answer, **more) -> list[str]:
    """The reasons why the text does not get as far as a signature."""
    with pytest.raises(ReasonsAgainst) as refused:
        send_for_clearance(text=answer.text, standing=stand(cast, "case_officer"), at=AT + 4 * HOUR, **more)
    return [str(reason) for reason in refused.value.reasons]


@pytest.mark.parametrize(
    "body",
    [
        "Tỷ lệ bao phủ là 93,35%.",
        "Tỷ lệ bao phủ là chín mươi ba phẩy ba lăm phần trăm.",
        "Tỷ lệ bao phủ là 93,36% [{fact}].",
        "Tỷ lệ bao phủ là 39,35% [{fact}].",
        "Có 93,35 triệu người tham gia [{fact}].",
        "Tỷ lệ bao phủ là 93,35% [{fact}]. Tăng 12% so với trước.",
        "Tỷ lệ bao phủ là 93,35% [F999].",
        "- Tỷ lệ bao phủ 91%\n- Còn lại chưa tham gia",
        "# Bao phủ 91% dân số\n\nTỷ lệ bao phủ là 93,35% [{fact}].",
    ],
)
def test_number_that_no_cited_fact_holds_reaches_no_signature(cast, fact, body):
    answer = make_draft(cast, body=body.format(fact=fact))

    assert stopped(cast, answer) != []
    assert (TextVersion.objects.count(), Parcel.objects.filter(payload_kind="text").count()) == (0, 0)


@pytest.mark.parametrize("body", ["Tỷ lệ bao phủ là 93,35% [{fact}].", "Đạt 93.35 % năm 2023 [{fact}]."])
def test_number_that_its_fact_holds_goes_out_in_both_number_styles(cast, fact, body):
    answer = make_answered(cast, body=body.format(fact=fact))

    assert answer.sent_at is not None


def test_interim_answer_and_correction_pass_the_same_gate(cast, fact):
    enquiry = make_assigned(cast)
    interim = start_interim(
        enquiry=enquiry, by=cast.case_officer, at=AT + 3 * HOUR, body="Có 40 đơn đang chờ."
    )
    sent = make_answered(cast, body=f"Đạt 93,35% [{fact}].")
    correction = start_correction(answer=sent, by=cast.case_officer, at=AT + DAY, body="Đúng ra là 94,35%.")

    assert (stopped(cast, interim) != [], stopped(cast, correction) != []) == (True, True)


def test_written_reason_lets_a_number_through_and_stands_beside_it(cast):
    answer = make_draft(cast, body="Sở mở 3 lớp học trong tuần này.")

    version = send_for_clearance(
        text=answer.text,
        standing=stand(cast, "case_officer"),
        at=AT + 4 * HOUR,
        reasons={"s1": "Lịch của Sở, chưa phải số liệu thống kê."},
    )

    assert version.reasons == {"s1": "Lịch của Sở, chưa phải số liệu thống kê."}
    other = make_draft(cast, body="Sở mở 3 lớp học trong tuần này.")
    assert stopped(cast, other, reasons={"s1": "  "}) != []


def test_text_whose_fact_was_withdrawn_in_clearance_is_signed_by_nobody(cast, fact):
    answer = make_draft(cast, body=f"Đạt 93,35% [{fact}].")
    version = send_for_clearance(text=answer.text, standing=stand(cast, "case_officer"), at=AT + 4 * HOUR)
    from hoiam.evidence.models import Fact

    withdraw_fact(fact=Fact.objects.get(reference=fact), reason="Nguồn sai.", by="operator", at=AT + 5 * HOUR)

    with pytest.raises(ReasonsAgainst):
        sign(
            version=version,
            text_hash=version.hash,
            standing=stand(cast, "reviewer"),
            role="reviewer",
            at=AT + 6 * HOUR,
        )


def test_fact_without_a_source_is_neither_public_nor_cited(cast):
    bare = draft_fact(desk=cast.desk, content=make_content(STATEMENT, sources=()), by="operator", at=AT - DAY)
    whole = make_fact_draft(cast.desk, STATEMENT, at=AT - DAY)

    with pytest.raises(ReasonsAgainst):
        publish_fact(fact=bare, by="operator", at=AT)
    assert stopped(cast, make_draft(cast, body=f"Đạt 93,35% [{bare.reference}].")) != []
    answered = make_answered(cast, body=f"Đạt 93,35% [{whole.reference}].")
    assert answered.sent_at is not None


def test_mail_names_the_source_of_every_number(cast):
    fact = make_fact(
        cast.desk,
        STATEMENT,
        at=AT - DAY,
        sources=(SourceGiven(title="Báo cáo A", publisher="BHXH"), SourceGiven(title="Báo cáo B")),
    )
    answer = make_draft(cast, body=f"Đạt 93,35% [{fact.reference}].")
    clear(cast, answer, AT + 4 * HOUR)
    letter = Correspondence.objects.get(enquiry=answer.enquiry, letter=Letter.ANSWER)

    said = render_letter(letter.pk, "vi").text

    assert [word in said for word in ("93,35%", fact.reference, "Báo cáo A", "BHXH")] == [True] * 4
