"""The public form: what is told before, what is kept, what is refused."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoiam.desks.models import Clock
from hoiam.enquiries.models import Enquiry, SealedFile
from hoiam.enquiries.queries.sealed import opened_within
from tests.factories.enquiries import AT, load_law

pytestmark = pytest.mark.django_db

ADDRESS = "/vi/desks/da-nang/ask/"
GIVEN = {
    "kind": "press_enquiry",
    "question": "Năm 2025 thành phố có bao nhiêu hộ nghèo?",
    "language": "vi",
    "email": "khue@toasoan.example",
    "once": "0123456789abcdefgh",
}


@pytest.fixture(autouse=True)
def monday(desk):
    load_law()
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def asker() -> Client:
    return Client(enforce_csrf_checks=False)


def test_form_tells_each_kind_its_limit_and_how_far_it_was_checked(asker):
    page = asker.get("/en/desks/da-nang/ask/").content.decode()

    kinds = re.findall(r'name="kind" value="(\w+)"', page)
    assert kinds == [
        "press_enquiry",
        "press_forwarded_petition",
        "access_request",
        "foreign_press_request",
        "inaccuracy_report",
        "data_subject_request",
    ]
    foreign = page.split('value="foreign_press_request"')[1].split('value="inaccuracy_report"')[0]
    assert "<b>14 September 2026, 23:59</b>" in foreign
    assert "read, not confirmed by a legal officer" in foreign
    assert "article 13" in foreign
    press = page.split('value="press_enquiry"')[1].split('value="press_forwarded_petition"')[0]
    assert "The limit of the law is not confirmed" in press
    assert "By law by" not in press


def test_form_explains_day_by_day_and_says_what_becomes_public(asker):
    page = asker.get("/en/desks/da-nang/ask/").content.decode()

    assert "8 September 2026:" in page
    assert "2 working days later question and answer enter the public log" in page
    assert 'value="press_enquiry" id="id_kind_0" checked' in page


def test_page_of_the_form_sets_the_csrf_cookie_only_and_is_kept_by_nobody(asker):
    page = asker.get(ADDRESS)

    assert (list(page.cookies), page["Cache-Control"]) == (["csrftoken"], "no-store")


def test_question_sent_leads_to_the_status_page_with_its_reference(asker):
    sent = asker.post(ADDRESS, {**GIVEN, "name": "Minh Khuê", "wanted_by": "2026-09-09T17:00"})

    enquiry = Enquiry.objects.get()
    assert (sent.status_code, sent["Location"].startswith("/vi/status/")) == (302, True)
    page = asker.get(sent["Location"]).content.decode()
    assert enquiry.reference in page
    assert (enquiry.kind, enquiry.language, enquiry.received_at) == ("press_enquiry", "vi", AT)
    asked = Clock.objects.get(record_id=enquiry.pk, duty="asked")
    assert asked.due_at == datetime(2026, 9, 9, 10, 0, tzinfo=UTC)
    assert opened_within(enquiry).asker.name == "Minh Khuê"


def test_form_sent_twice_is_one_question_with_one_link(asker):
    first, second = asker.post(ADDRESS, GIVEN), asker.post(ADDRESS, GIVEN)

    assert Enquiry.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_form_sent_again_with_other_words_is_another_question(asker):
    asker.post(ADDRESS, GIVEN)
    asker.post(ADDRESS, {**GIVEN, "question": "Còn năm 2024?"})

    assert Enquiry.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"question": ""}, "Write the question."),
        ({"question": "x" * 20_001}, "up to 20000 are possible"),
        ({"email": ""}, "Write your e-mail address: the answer is sent there."),
        ({"email": "nobody"}, "Write an e-mail address such as name@example.org."),
        ({"kind": "wish"}, "Choose what kind of question this is."),
        ({"language": "klingon"}, "Choose the language in which the answer is wanted."),
        ({"wanted_by": "31/02/2026"}, "Write day and hour like 31/12/2026 17:00."),
        ({"wanted_by": "2020-01-01T10:00"}, "must lie ahead"),
        ({"name": "x" * 301}, "This is too long for this field."),
    ],
)
def test_mistake_is_said_keeps_what_was_typed_and_takes_nothing_in(asker, change, sentence):
    sent = asker.post("/en/desks/da-nang/ask/", {**GIVEN, "outlet": "Báo Sông Hàn", **change})

    page = sent.content.decode()
    assert (sent.status_code, Enquiry.objects.count()) == (422, 0)
    assert sentence in page
    assert 'value="Báo Sông Hàn"' in page


def test_all_mistakes_are_said_at_once(asker):
    page = asker.post(
        "/en/desks/da-nang/ask/", {**GIVEN, "email": "x", "question": "", "kind": ""}
    ).content.decode()

    summary = page.split('class="error-summary"')[1].split("</div>")[0]
    assert summary.count("<li>") == 3


@pytest.mark.parametrize("marked", ["TUYỆT MẬT\nBáo cáo", "TỐI MẬT\nKế hoạch"])
def test_marked_question_is_refused_with_a_sentence_and_nothing_is_kept(asker, marked):
    sent = asker.post("/en/desks/da-nang/ask/", {**GIVEN, "question": marked})

    assert (sent.status_code, Enquiry.objects.count(), SealedFile.objects.count()) == (422, 0, 0)
    assert "Marked material is not accepted here and nothing of it was kept." in sent.content.decode()


def test_each_file_that_cannot_be_taken_is_named(asker):
    files = [
        SimpleUploadedFile("don.txt", "Đơn của tôi".encode()),
        SimpleUploadedFile("kin.txt", "TUYỆT MẬT\nBáo cáo".encode()),
        SimpleUploadedFile("rong.txt", b""),
        SimpleUploadedFile("virus.exe", b"MZ\x90\x00"),
    ]
    sent = asker.post("/en/desks/da-nang/ask/", {**GIVEN, "attachments": files})

    page = sent.content.decode()
    assert (sent.status_code, Enquiry.objects.count(), SealedFile.objects.count()) == (422, 0, 0)
    assert re.search(r"kin\.txt: [^<]*mark", page)
    assert "virus.exe: " in page
    assert "rong.txt: The file is empty." in page
    assert "don.txt:" not in page
    assert "Choose your files again" in page


def test_files_larger_than_possible_are_refused_in_a_sentence(asker):
    files = [SimpleUploadedFile(f"{n}.bin", b"x" * 13_500_000) for n in range(2)]
    sent = asker.post("/en/desks/da-nang/ask/", {**GIVEN, "attachments": files})

    assert (sent.status_code, Enquiry.objects.count()) == (422, 0)
    assert "larger than 25 MB together" in sent.content.decode()


def test_files_are_sealed_with_the_question(asker):
    files = [
        SimpleUploadedFile("don.txt", "Đơn của tôi".encode()),
        SimpleUploadedFile("bang.csv", b"a,b\n1,2\n"),
    ]
    asker.post(ADDRESS, {**GIVEN, "attachments": files})

    assert SealedFile.objects.filter(enquiry=Enquiry.objects.get()).count() == 2


def test_looking_in_the_record_first_takes_nothing_in_and_asks_for_no_address(asker):
    sent = asker.post(
        "/en/desks/da-nang/ask/", {"question": GIVEN["question"], "kind": "access_request", "look": "1"}
    )

    page = sent.content.decode()
    assert (sent.status_code, Enquiry.objects.count()) == (200, 0)
    assert "The public record holds nothing near to this question." in page
    assert "error-summary" not in page
    assert GIVEN["question"] in page
    assert 'value="access_request" id="id_kind_2" checked' in page


def test_whoever_sends_too_often_is_told_when_to_come_back(asker):
    for number in range(30):
        asker.post(ADDRESS, {**GIVEN, "email": "", "once": f"{number:020}"})

    refused = asker.post(ADDRESS, GIVEN)

    assert (refused.status_code, Enquiry.objects.count()) == (429, 0)
    assert 0 < int(refused["Retry-After"]) <= 3600


def test_closed_desk_takes_nothing_in_and_leads_elsewhere(asker, desk):
    desk.is_open = False
    desk.save()

    shown, sent = asker.get("/en/desks/da-nang/ask/"), asker.post(ADDRESS, GIVEN)

    assert (shown.status_code, sent.status_code, Enquiry.objects.count()) == (200, 409, 0)
    assert "It takes no new questions." in shown.content.decode()


def test_unknown_desk_is_a_plain_404(asker):
    assert asker.get("/vi/desks/khong-co/ask/").status_code == 404


def test_markup_in_what_was_typed_is_shown_as_text(asker):
    page = asker.post(
        ADDRESS, {**GIVEN, "email": "", "question": "<script>alert(1)</script>"}
    ).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_question_asked_by_night_on_a_utc_server_is_counted_by_the_local_day(asker):
    with time_machine.travel(AT + timedelta(hours=16), tick=False):  # Tuesday, one in the morning in Viet Nam
        page = asker.get("/en/desks/da-nang/ask/").content.decode()

    foreign = page.split('value="foreign_press_request"')[1].split('value="inaccuracy_report"')[0]
    assert "<b>15 September 2026, 23:59</b>" in foreign
