"""A question noted by hand: sealed, counted from when it came, refused without a trace."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hoiam.enquiries.models import Enquiry
from tests.factories.enquiries import Traces, load_law
from tests.workroom.visiting import enter, words

pytestmark = pytest.mark.django_db
ADDRESS = "/office/da-nang/enquiries/new/"


def sent(**more) -> dict[str, object]:
    return {
        "kind": "press_enquiry",
        "language": "vi",
        "received_at": "2026-09-07T08:30",
        "question": "Tỷ lệ hộ nghèo năm 2025 là bao nhiêu?",
        "name": "Nguyễn Thị Minh Khuê",
        "phone": "0905 123 456",
        "key": "one-time",
        **more,
    }


def test_question_noted_by_hand_counts_from_when_it_reached_the_desk(cast):
    load_law()

    response = enter(cast.intake).post(ADDRESS, sent())

    enquiry = Enquiry.objects.get()
    assert response.headers["Location"] == f"/office/da-nang/enquiries/{enquiry.reference}/"
    assert enquiry.received_at == datetime(2026, 9, 7, 1, 30, tzinfo=UTC)


def test_same_form_sent_twice_is_taken_in_once(cast):
    load_law()
    browser = enter(cast.intake)

    browser.post(ADDRESS, sent())
    second = browser.post(ADDRESS, sent(), follow=True)

    assert Enquiry.objects.count() == 1
    assert "nothing was taken in twice" in words(second)


def test_marked_question_is_refused_with_nothing_kept_and_the_input_there(cast):
    load_law()

    response = enter(cast.intake).post(ADDRESS, sent(question="Độ mật: TỐI MẬT\nSố liệu này là gì?"))

    assert (response.status_code, Enquiry.objects.count()) == (409, 0)
    assert list(response.context["form"].errors) == ["question"]
    assert "Số liệu này là gì?" in response.content.decode()


def test_time_of_receipt_in_the_future_is_told_at_its_field(cast):
    load_law()

    response = enter(cast.intake).post(ADDRESS, sent(received_at="2026-09-08T08:30"))

    assert response.context["form"].errors == {
        "received_at": ["The time of receipt lies in the future."],
    }


def test_file_sent_with_the_form_is_kept_under_seal(cast):
    load_law()
    file = SimpleUploadedFile("thu.txt", "Kính gửi Sở".encode())

    enter(cast.intake).post(ADDRESS, sent(attachments=[file]))

    kept = Enquiry.objects.get().sealed_files.get()
    assert kept.size == len("Kính gửi Sở".encode())
    assert "Kính gửi".encode() not in bytes(kept.ciphertext)


def test_case_page_after_taking_in_does_not_show_who_asked(cast):
    load_law()

    response = enter(cast.intake).post(ADDRESS, sent(), follow=True)

    assert Traces().found_in(words(response)) == []


def test_only_intake_notes_a_question(cast):
    assert enter(cast.head).get(ADDRESS).status_code == 403
