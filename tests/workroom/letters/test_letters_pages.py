"""Official letters in the office: written from a case, numbered, downloaded, void; the book and the letterhead."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document

from hoiam.desks.models import BookNumber, JournalLine, Letterhead, NumberBook
from hoiam.texts.models import OfficialLetter
from hoiam.texts.operations.parts import ask_part
from tests.factories.desks import make_body
from tests.factories.enquiries import ANSWER, AT, DAY, Traces, make_answered, make_assigned, stand
from tests.factories.letters import make_letter, make_letterhead, ready
from tests.workroom.visiting import enter, office_at, words

pytestmark = pytest.mark.django_db
NOW = AT + 5 * DAY


@pytest.fixture
def answer(cast):
    ready(cast, AT)
    return make_answered(cast)


def write_address(answer) -> str:
    return f"/office/da-nang/letters/for/{answer.enquiry.reference}/"


def fields_of(page) -> dict[str, str]:
    """What the form would send as it stands."""
    text = page.content.decode()
    sent = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', text))
    chosen = re.search(r'<select name="signer".*?<option value="(\d+)"', text, re.S)
    kept = ("subject", "once", "head_title", "signer_title")
    return {**{name: sent[name] for name in kept if name in sent}, "signer": chosen[1], "on_behalf": "on"}


def test_letter_is_proposed_whole_from_a_sent_answer(cast, answer):
    with office_at(NOW):
        page = enter(cast.intake).get(write_address(answer))

    said = words(page)
    assert page.status_code == 200
    assert "Re:" not in said
    for part in (
        "V/v trả lời đề nghị cung cấp thông tin",
        "người đề nghị (hồ sơ DN-2026-00001)",
        ANSWER,
        "Nơi nhận:",
    ):
        assert part in said
    assert Traces().found_in(page.content.decode()) == []


def test_letter_issued_in_one_act_has_number_files_and_a_line_on_the_case_page(cast, answer):
    with office_at(NOW):
        client = enter(cast.intake)
        form = fields_of(client.get(write_address(answer)))
        done = client.post(write_address(answer), {**form, "do": "issue"}, follow=True)
        letter = OfficialLetter.objects.get()
        pdf = client.get(f"/office/da-nang/letters/{letter.pk}/pdf/")
        word = client.get(f"/office/da-nang/letters/{letter.pk}/word/")
        case = client.get(f"/office/da-nang/enquiries/{answer.enquiry.reference}/")

    assert "Issued under number 01/UBND-VP." in words(done)
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert pdf["Content-Disposition"] == 'inline; filename="01-UBND-VP.pdf"'
    head = Document(io.BytesIO(word.content)).tables[0]
    assert head.rows[1].cells[0].text.startswith("Số: 01/UBND-VP")
    assert "01/UBND-VP issued" in words(case)


def test_form_of_a_letter_sent_twice_makes_one_letter(cast, answer):
    with office_at(NOW):
        client = enter(cast.intake)
        form = fields_of(client.get(write_address(answer)))
        for _click in range(2):
            client.post(write_address(answer), {**form, "do": "issue"})

    assert (OfficialLetter.objects.count(), BookNumber.objects.count()) == (1, 1)


def test_case_officer_keeps_a_letter_and_intake_numbers_it_from_the_list(cast, answer):
    with office_at(NOW):
        officer = enter(cast.case_officer)
        form = fields_of(officer.get(write_address(answer)))
        refused = officer.post(write_address(answer), {**form, "do": "issue"})
        officer.post(write_address(answer), {**form, "do": "prepare"})
        letter = OfficialLetter.objects.get()
        intake = enter(cast.intake)
        waiting = intake.get("/office/da-nang/letters/")
        intake.post(f"/office/da-nang/letters/{letter.pk}/issue/", {})

    letter.refresh_from_db()
    assert refused.status_code == 403
    assert letter.subject in words(waiting)
    assert (letter.state, letter.prepared_by, letter.issued_by) == ("issued", cast.case_officer, cast.intake)


def test_letter_shown_as_pdf_before_it_is_kept_leaves_nothing_behind(cast, answer):
    with office_at(NOW):
        client = enter(cast.case_officer)
        form = fields_of(client.get(write_address(answer)))
        page = client.post(write_address(answer), {**form, "do": "pdf"})

    assert page.content[:5] == b"%PDF-"
    assert not OfficialLetter.objects.exists()


def test_letter_with_what_was_changed_is_shown_again_before_it_is_kept(cast, answer):
    with office_at(NOW):
        client = enter(cast.case_officer)
        form = fields_of(client.get(write_address(answer)))
        page = client.post(
            write_address(answer), {**form, "subject": "số hộ nghèo", "recipients": "Sở Nội vụ", "do": "look"}
        )

    assert "V/v số hộ nghèo" in words(page)
    assert "- Sở Nội vụ;" in words(page)
    assert not OfficialLetter.objects.exists()


def test_letter_in_which_the_officer_names_the_asker_is_refused_with_a_sentence(cast, answer):
    with office_at(NOW):
        client = enter(cast.intake)
        form = fields_of(client.get(write_address(answer)))
        page = client.post(write_address(answer), {**form, "recipients": "Báo Sông Hàn", "do": "issue"})

    assert page.status_code == 409
    assert "names who asked" in words(page)
    assert not NumberBook.objects.exists()


def test_only_intake_prints_the_asker_s_name_and_it_is_noted(cast, answer):
    letter = make_letter(cast, answer)
    address = f"/office/da-nang/letters/{letter.pk}/for-asker/"
    with office_at(NOW):
        seen = enter(cast.case_officer).get(f"/office/da-nang/letters/{letter.pk}/")
        refused = enter(cast.case_officer).post(address, {"word": "1"})
        before = JournalLine.objects.filter(verb="opened seal").count()
        printed = enter(cast.intake).post(address, {"word": "1"})

    text = "\n".join(one.text for one in Document(io.BytesIO(printed.content)).paragraphs)
    assert "Nguyễn Thị Minh Khuê, Báo Sông Hàn" in text
    assert (refused.status_code, before) == (403, 0)
    assert JournalLine.objects.filter(verb="opened seal").count() == 1
    assert printed["Cache-Control"] == "no-store"
    assert "with the asker's name" not in words(seen)


def test_void_letter_says_why_in_the_book(cast, answer):
    letter = make_letter(cast, answer)
    with office_at(NOW):
        client = enter(cast.intake)
        empty = client.post(f"/office/da-nang/letters/{letter.pk}/void/", {"reason": ""})
        client.post(f"/office/da-nang/letters/{letter.pk}/void/", {"reason": "Ghi nhầm nơi nhận"})
        book = client.get("/office/da-nang/letters/")

    assert empty.status_code == 422
    assert "Void: Ghi nhầm nơi nhận" in words(book)
    assert "01/UBND-VP" in words(book)


def test_book_begins_at_a_number_and_sets_numbers_aside(cast, answer):
    with office_at(NOW):
        client = enter(cast.intake)
        client.post("/office/da-nang/letters/book/begin/", {"first": "57"})
        client.post("/office/da-nang/letters/book/reserve/", {"count": "2", "words": "Hai giấy mời"})
        rows = {row.number: row for row in BookNumber.objects.all()}
        client.post(
            f"/office/da-nang/letters/book/{rows[57].pk}/paper/", {"words": "Giấy mời", "day": "2026-09-11"}
        )
        client.post(f"/office/da-nang/letters/book/{rows[58].pk}/strike/", {"reason": "Không dùng"})
        book = client.get("/office/da-nang/letters/")

    said = words(book)
    assert "The book begins at 57" in said
    assert "57/UBND-VP 11 September 2026 Giấy mời used on paper" in said
    assert "Void: Không dùng" in said


def test_letterhead_is_set_by_intake_and_stands_on_the_next_letter(cast, answer):
    head = {
        "issuer_vi": "Sở Thông tin\nthành phố",
        "place_vi": "Hội An",
        "symbol": "STT-VP",
        "archive": "VT",
    }
    with office_at(NOW):
        client = enter(cast.intake)
        wrong = client.post("/office/da-nang/letters/letterhead/", {**head, "symbol": "STT / VP"})
        client.post("/office/da-nang/letters/letterhead/", head)
        page = client.get(write_address(answer))

    assert wrong.status_code == 409
    assert Letterhead.objects.get(desk=cast.desk).symbol == "STT-VP"
    assert "SỞ THÔNG TIN" in words(page)


def test_number_given_on_paper_is_typed_where_the_registry_numbers(cast, answer):
    make_letterhead(cast.desk, AT, is_numbered_elsewhere=True)
    with office_at(NOW):
        client = enter(cast.intake)
        form = fields_of(client.get(write_address(answer)))
        missing = client.post(write_address(answer), {**form, "do": "issue"})
        client.post(write_address(answer), {**form, "given": "412", "day": "2026-09-10", "do": "issue"})

    assert missing.status_code == 409
    letter = OfficialLetter.objects.get()
    assert (str(letter.number), letter.sheet["place_and_day"]) == (
        "412/UBND-VP",
        "Đà Nẵng, ngày 10 tháng 9 năm 2026",
    )


def test_part_asked_of_another_body_leads_to_the_letter_that_asks_it(cast):
    ready(cast, AT)
    enquiry = make_assigned(cast)
    part = ask_part(
        record=enquiry,
        question="Bao nhiêu trạm y tế có bác sĩ?",
        language="vi",
        due_at=NOW + 3 * DAY,
        standing=stand(cast, "case_officer", NOW),
        at=NOW,
        to_body=make_body("so-y-te", name={"vi": "Sở Y tế"}, email="vt@syt.example"),
    )
    with office_at(NOW):
        client = enter(cast.case_officer)
        page = client.get(f"/office/da-nang/letters/for-part/{part.pk}/", follow=True)

    said = words(page)
    assert "Kính gửi: Sở Y tế" in said
    assert "Bao nhiêu trạm y tế có bác sĩ?" in said


def test_case_on_which_nothing_was_sent_says_why_there_is_no_letter(cast):
    ready(cast, AT)
    enquiry = make_assigned(cast)
    with office_at(NOW):
        client = enter(cast.case_officer)
        case = client.get(f"/office/da-nang/enquiries/{enquiry.reference}/")
        page = client.get(f"/office/da-nang/letters/for/{enquiry.reference}/")

    assert "Nothing was sent or asked yet that a letter could carry." in words(case)
    assert "There is nothing yet that a letter could carry" in words(page)


def test_desk_without_anybody_in_office_is_told_whom_to_name(cast):
    make_letterhead(cast.desk, AT)
    answered = make_answered(cast)
    with office_at(NOW):
        page = enter(cast.intake).get(write_address(answered))

    assert page.status_code == 200
    assert "Nobody can sign yet" in words(page)


def test_letters_of_another_desk_are_not_there(cast, answer):
    letter = make_letter(cast, answer)
    with office_at(NOW):
        client = enter(cast.stranger)
        answers = [
            client.get(f"/office/quang-tri/letters/{letter.pk}/{path}").status_code
            for path in ("", "pdf/", "word/")
        ]
        case = client.get(f"/office/quang-tri/letters/for/{answer.enquiry.reference}/").status_code

    assert (answers, case) == ([404, 404, 404], 404)


def test_book_is_shown_in_as_many_queries_for_one_letter_as_for_three(
    cast, answer, django_assert_max_num_queries
):
    make_letter(cast, answer, at=AT + 2 * DAY)
    with office_at(NOW):
        client = enter(cast.intake)
        client.get("/office/da-nang/letters/")
        with django_assert_max_num_queries(40) as one:
            client.get("/office/da-nang/letters/")
        for days in (3, 4):
            make_letter(cast, answer, at=AT + days * DAY)
        with django_assert_max_num_queries(40) as three:
            client.get("/office/da-nang/letters/")

    assert len(one) == len(three)
