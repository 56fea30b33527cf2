"""Official letters of an enquiry: what they carry, who numbers them, and that they never hold who asked."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import pytest
from django.utils import translation
from docx import Document

from hoiam.desks.against import MayNot, ReasonsAgainst
from hoiam.desks.models import BookNumber, Holding, JournalLine, NumberBook
from hoiam.enquiries.asker import Asker
from hoiam.enquiries.models import Correspondence, Enquiry
from hoiam.enquiries.operations.erasing import erase_seal
from hoiam.enquiries.operations.official_letters import print_for_asker, write_official_letter
from hoiam.enquiries.operations.registering import register_enquiry
from hoiam.enquiries.operations.transferring import offer_transfer
from hoiam.enquiries.terms import Letter
from hoiam.texts.letter.docx import letter_docx
from hoiam.texts.letter.form import letter_form
from hoiam.texts.models import OfficialLetter
from hoiam.texts.operations.letters import Numbering, drop_letter, issue_letter, void_letter
from hoiam.texts.operations.parts import ask_part
from hoiam.texts.queries.letters import get_letter, letters_of, sheet_of
from hoiam.texts.terms import LetterAbout, LetterState
from tests.factories.desks import make_body
from tests.factories.enquiries import (
    ANSWER,
    AT,
    DAY,
    HOUR,
    Traces,
    make_answered,
    make_assigned,
    make_enquiry,
    refuse_one,
    stand,
)
from tests.factories.letters import choose, make_letter, make_letterhead, make_signers, occasions, ready

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def said(sheet) -> str:
    return json.dumps(sheet.said(), ensure_ascii=False)


def test_letter_of_an_answer_carries_the_cleared_text_under_the_next_number(cast):
    letter = make_letter(cast)

    sheet = sheet_of(letter)
    assert (letter.state, str(letter.number), letter.about) == (LetterState.ISSUED, "01/UBND-VP", "answer")
    assert (sheet.number, sheet.place_and_day) == ("Số: 01/UBND-VP", "Đà Nẵng, ngày 08 tháng 9 năm 2026")
    assert sheet.heading == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    assert sheet.subject == "V/v trả lời đề nghị cung cấp thông tin (DN-2026-00001)"
    assert sheet.to_lines == ("người đề nghị (hồ sơ DN-2026-00001)",)
    assert ANSWER in said(sheet)
    assert sheet.recipient_lines == ("- Như trên;", "- Lưu: VT, VP.")
    assert sheet.signing_lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


@pytest.mark.parametrize(
    ("capacity", "lines"),
    [
        ("own", ("PHÓ CHỦ TỊCH",)),
        ("kt", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("tl", ("TL. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("tuq", ("TUQ. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("q", ("Q. PHÓ CHỦ TỊCH",)),
        ("", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    ],
)
def test_letter_says_in_which_capacity_it_is_signed(cast, capacity, lines):
    ready(cast, AT)
    deputy = Holding.objects.get(holder="Trần Thị Mẫu")

    letter = make_letter(cast, signer=deputy, capacity=capacity, on_behalf=False)

    sheet = sheet_of(letter)
    assert (sheet.signing_lines, sheet.signer_name) == (lines, "Trần Thị Mẫu")


def test_letter_signed_by_somebody_who_left_the_post_is_refused(cast):
    ready(cast, AT)

    with pytest.raises(ReasonsAgainst, match="holds a post of this desk today"):
        make_letter(cast, signer=Holding.objects.get(holder="Phạm Cũ Mẫu"))

    assert not BookNumber.objects.exists()


def test_letter_of_a_refusal_names_ground_article_and_remedy(cast):
    answer = refuse_one(cast)

    sheet = sheet_of(make_letter(cast, answer))

    assert sheet.subject.startswith("V/v từ chối cung cấp thông tin")
    words = said(sheet)
    assert f"Căn cứ từ chối: {answer.ground.label['vi']} ({answer.article})." in words
    assert answer.remedy["vi"] in words


def test_letter_to_an_english_asker_is_written_in_the_english_form(cast):
    answer = make_answered(
        cast, language="en", question="How many households are poor?", body="No figure is published yet."
    )

    sheet = sheet_of(make_letter(cast, answer))

    assert sheet.heading[0] == "SOCIALIST REPUBLIC OF VIET NAM"
    assert (sheet.number, sheet.place_and_day) == ("No.: 01/UBND-VP", "Da Nang, 8 September 2026")
    assert sheet.to_lines == ("the applicant (file DN-2026-00001)",)
    assert sheet.signing_lines == ("ON BEHALF OF THE PEOPLE'S COMMITTEE", "CHAIRPERSON")


def test_letter_that_asks_another_body_for_information_goes_to_that_body(cast):
    enquiry, at = make_assigned(cast), AT + DAY
    ready(cast, at)
    body = make_body("so-y-te", name={"vi": "Sở Y tế", "en": "Department of Health"}, email="vt@syt.example")
    part = ask_part(
        record=enquiry,
        question="Bao nhiêu trạm y tế có bác sĩ?",
        language="vi",
        due_at=at + 3 * DAY,
        standing=stand(cast, "case_officer", at),
        at=at,
        to_body=body,
    )
    occasion = occasions(cast, enquiry, at)[0]

    letter = _write(cast, enquiry, occasion, at)

    sheet = sheet_of(letter)
    assert (letter.about, letter.part) == (LetterAbout.REQUEST, part)
    assert sheet.to_lines == ("Sở Y tế",)
    assert "Bao nhiêu trạm y tế có bác sĩ?" in said(sheet)
    assert "trước 11/09/2026" in said(sheet)
    assert not sheet.is_sealed


def test_letter_of_a_transfer_goes_to_the_body_and_carries_the_question(cast):
    enquiry, at = make_assigned(cast), AT + DAY
    ready(cast, at)
    offer_transfer(
        enquiry=enquiry,
        reason="Nội dung thuộc thẩm quyền của Bộ",
        by=cast.case_officer,
        at=at,
        to_body=make_body("bo-y-te", name={"vi": "Bộ Y tế"}),
    )
    occasion = occasions(cast, enquiry, at)[0]

    sheet = sheet_of(_write(cast, enquiry, occasion, at))

    assert sheet.to_lines == ("Bộ Y tế",)
    assert enquiry.question in said(sheet)
    assert "Nội dung thuộc thẩm quyền của Bộ. " in said(sheet)


def _write(cast, enquiry, occasion, at, **fields) -> OfficialLetter:
    return write_official_letter(
        enquiry=enquiry,
        occasion=occasion,
        choices=choose(occasion, enquiry, at, **fields),
        standing=stand(cast, "intake", at),
        at=at,
        is_to_issue=True,
    )


def test_enquiry_on_which_nothing_was_sent_or_asked_has_no_occasion_for_a_letter(cast):
    enquiry = make_enquiry(cast)
    register_enquiry(enquiry=enquiry, by=cast.intake, at=AT + HOUR)

    assert occasions(cast, enquiry, AT + DAY) == []


def test_case_officer_prepares_and_intake_gives_the_number(cast):
    letter = make_letter(cast, name="case_officer", is_to_issue=False)
    at = letter.prepared_at + HOUR
    open_places = sheet_of(letter)

    issued = issue_letter(letter=letter, standing=stand(cast, "intake", at), at=at)

    assert open_places.number == "Số:        /UBND-VP"
    assert (sheet_of(issued).number, issued.issued_by) == ("Số: 01/UBND-VP", cast.intake)
    assert list(
        JournalLine.objects.filter(record_kind="texts.officialletter").values_list("verb", flat=True)
    ) == [
        "prepared letter",
        "issued letter",
    ]


@pytest.mark.parametrize("name", ["case_officer", "reviewer", "spokesperson", "fact_steward", "auditor"])
def test_other_roles_give_no_number(cast, name):
    letter = make_letter(cast, name="case_officer", is_to_issue=False)

    with pytest.raises(MayNot):
        issue_letter(letter=letter, standing=stand(cast, name, AT + 9 * DAY), at=AT + 9 * DAY)

    assert not NumberBook.objects.exists()


def test_letter_issued_twice_keeps_its_number(cast):
    letter = make_letter(cast)

    again = issue_letter(letter=letter, standing=stand(cast, "intake", AT + DAY), at=AT + 2 * DAY)

    assert (again.number, BookNumber.objects.count()) == (letter.number, 1)


def test_form_sent_twice_makes_one_letter_with_one_number(cast):
    answer = make_answered(cast)

    first = make_letter(cast, answer, once="a-form")
    second = make_letter(cast, answer, once="a-form")

    assert (first, OfficialLetter.objects.count(), BookNumber.objects.count()) == (second, 1, 1)


def test_void_letter_keeps_its_number_with_the_reason_and_the_next_gets_the_next(cast):
    answer = make_answered(cast)
    letter = make_letter(cast, answer)
    at = letter.issued_at + HOUR

    void_letter(letter=letter, reason="Ghi nhầm nơi nhận", standing=stand(cast, "intake", at), at=at)
    following = make_letter(cast, answer, at=at + HOUR)

    letter.refresh_from_db()
    assert (letter.state, letter.number.state, letter.number.void_reason) == (
        "voided",
        "voided",
        "Ghi nhầm nơi nhận",
    )
    assert following.number.number == 2
    assert [one.pk for one in letters_of(answer.enquiry)] == [following.pk, letter.pk]


def test_letter_without_number_is_given_up_and_no_number_is_lost(cast):
    letter = make_letter(cast, is_to_issue=False)

    drop_letter(letter=letter, standing=stand(cast, "case_officer", AT + DAY), at=AT + 2 * DAY)

    assert letters_of(letter.version.text.desk) == []
    assert not BookNumber.objects.exists()


def test_number_given_by_the_registry_on_paper_is_recorded_with_its_day(cast):
    answer = make_answered(cast)
    at = answer.sent_at + 3 * DAY
    ready(cast, at)
    make_letterhead(cast.desk, at, is_numbered_elsewhere=True)
    letter = make_letter(cast, answer, at=at, is_to_issue=False)
    by = stand(cast, "intake", at)

    with pytest.raises(ReasonsAgainst, match="the number that the registry gave"):
        issue_letter(letter=letter, standing=by, at=at)
    numbering = Numbering(given=412, day=(at - DAY).date())
    issued = issue_letter(letter=letter, standing=by, at=at, numbering=numbering)

    assert sheet_of(issued).number == "Số: 412/UBND-VP"
    assert sheet_of(issued).place_and_day == "Đà Nẵng, ngày 09 tháng 9 năm 2026"


def test_nothing_stored_of_a_letter_tells_who_asked(cast):
    letter = make_letter(cast)

    print_for_asker(letter=letter, standing=stand(cast, "intake", AT + DAY), at=AT + 3 * DAY)

    letter.refresh_from_db()
    stored = json.dumps([letter.values, letter.sheet], ensure_ascii=False)
    assert Traces().found_in(stored) == []


def test_letter_printed_by_intake_names_the_asker_and_the_journal_says_that_it_was_opened(cast):
    letter = make_letter(cast)

    sheet = print_for_asker(letter=letter, standing=stand(cast, "intake", AT + DAY), at=AT + 3 * DAY)

    assert sheet.to_lines == ("Nguyễn Thị Minh Khuê, Báo Sông Hàn", "(Địa chỉ: 12 Bạch Đằng)")
    file = Document(io.BytesIO(letter_docx(sheet, letter_form(), AT)))
    assert "Kính gửi:" in "\n".join(paragraph.text for paragraph in file.paragraphs)
    line = JournalLine.objects.filter(verb="opened seal").latest("number")
    assert line.detail.content == {"purpose": "official letter"}


@pytest.mark.parametrize("name", ["case_officer", "head", "spokesperson", "reviewer", "stranger"])
def test_nobody_but_intake_prints_the_asker_s_name(cast, name):
    letter = make_letter(cast)

    with pytest.raises(MayNot):
        print_for_asker(letter=letter, standing=stand(cast, name, AT + DAY), at=AT + 3 * DAY)


def test_letter_cannot_be_printed_with_a_name_once_who_asked_is_erased(cast):
    letter = make_letter(cast)
    erase_seal(enquiry=make_enquiry_of(letter), at=AT + 200 * DAY)

    with pytest.raises(ReasonsAgainst, match="erased"):
        print_for_asker(letter=letter, standing=stand(cast, "intake", AT + DAY), at=AT + 201 * DAY)
    assert sheet_of(letter).to_lines == ("người đề nghị (hồ sơ DN-2026-00001)",)


def make_enquiry_of(letter):
    return Enquiry.objects.get(pk=letter.record_id)


@pytest.mark.parametrize(
    "field",
    [
        {"subject": "trả lời bà Nguyễn Thị Minh Khuê"},
        {"recipients": ("Báo Sông Hàn",)},
        {"recipients": ("minhkhue@toasoan.example",)},
        {"subject": "trả lời số 0905.123.456"},
        {"signer_title": "thay mặt bà Nguyễn Thị Minh Khuê"},
        {"head_title": "thay mặt bà Nguyễn Thị Minh Khuê"},
    ],
)
def test_letter_in_which_the_officer_names_who_asked_is_refused(cast, field):
    with pytest.raises(ReasonsAgainst, match="names who asked"):
        make_letter(cast, **field)

    assert not OfficialLetter.objects.exists()
    assert not BookNumber.objects.exists()


def test_letter_marked_secret_is_refused(cast):
    with pytest.raises(ReasonsAgainst, match="MẬT"):
        make_letter(cast, subject="Độ mật: MẬT")


def test_asker_without_name_gets_no_named_letter(cast):
    answer = make_answered(cast, asker=Asker(email="ai-do@hop-thu.example"))
    letter = make_letter(cast, answer)

    with pytest.raises(ReasonsAgainst, match="gave no name"):
        print_for_asker(letter=letter, standing=stand(cast, "intake", AT + DAY), at=AT + 3 * DAY)


def test_letter_is_not_seen_by_another_desk(cast):
    letter = make_letter(cast)

    with pytest.raises(OfficialLetter.DoesNotExist):
        get_letter(letter.pk, standing=stand(cast, "stranger"))


def test_issued_letter_stays_as_it_was_when_the_letterhead_changes(cast):
    letter = make_letter(cast)

    make_letterhead(cast.desk, AT + 5 * DAY, issuer={"vi": "Cơ quan khác"}, symbol="KHAC")
    make_signers(cast.desk)

    letter.refresh_from_db()
    assert sheet_of(letter).issuer == "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐÀ NẴNG"


def test_letters_of_a_case_are_read_in_one_query(cast, django_assert_num_queries):
    answer = make_answered(cast)
    make_letter(cast, answer)
    with django_assert_num_queries(1):
        [str(one.number) for one in letters_of(answer.enquiry)]
    for day in (2, 3):
        make_letter(cast, answer, at=answer.sent_at + timedelta(days=day))

    with django_assert_num_queries(1):
        assert len([str(one.number) for one in letters_of(answer.enquiry)]) == 3


def test_letters_on_a_longer_limit_and_on_a_transfer_tell_the_asker_why(cast):
    enquiry, at = make_assigned(cast), AT + DAY
    ready(cast, at)
    lengthen = Correspondence.objects.create(
        enquiry=enquiry, letter=Letter.EXTENSION, words="Phải xác minh tại nhiều xã", by=cast.reviewer, at=at
    )
    body = {"vi": "Bộ Y tế", "en": "Ministry of Health"}
    passed = Correspondence.objects.create(
        enquiry=enquiry, letter=Letter.TRANSFERRED, facts={"body": body}, by=cast.intake, at=at + HOUR
    )

    found = {one.key: one for one in occasions(cast, enquiry, at + DAY)}
    sheets = {
        key: sheet_of(_write(cast, enquiry, found[key], at + DAY))
        for key in (f"notice-{lengthen.pk}", f"notice-{passed.pk}")
    }

    first, second = sheets.values()
    assert first.subject == "V/v gia hạn thời gian trả lời (DN-2026-00001)"
    assert "Lý do: Phải xác minh tại nhiều xã." in said(first)
    assert "thuộc thẩm quyền của Bộ Y tế" in said(second)
    assert first.to_lines == second.to_lines == ("người đề nghị (hồ sơ DN-2026-00001)",)


def test_trying_out_names_in_a_letter_leaves_a_line_each_time_and_soon_ends(cast):
    answer = make_answered(cast)

    for _try in range(3):
        with pytest.raises(ReasonsAgainst, match="names who asked"):
            make_letter(
                cast, answer, name="case_officer", is_to_issue=False, subject="bà Nguyễn Thị Minh Khuê"
            )
    with pytest.raises(ReasonsAgainst, match="intake writes"):
        make_letter(cast, answer, name="case_officer", is_to_issue=False)

    lines = JournalLine.objects.filter(verb="named who asked", record_id=answer.enquiry_id)
    assert [line.actor for line in lines] == [f"person:{cast.case_officer.pk}"] * 3
    assert make_letter(cast, answer)
