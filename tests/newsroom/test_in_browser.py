"""The public pages in a real browser: no barrier at either width, and the way from question to receipt."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from hoiam.desks.queries.standing import standing_of
from hoiam.desks.signing import public_keys
from hoiam.enquiries import receipts
from hoiam.enquiries.models import Enquiry
from hoiam.enquiries.operations.answering import start_correction
from hoiam.enquiries.operations.clarifying import ask_clarification
from hoiam.enquiries.queries.sealed import status_token_of
from hoiam.enquiries.terms import State
from hoiam.texts.models import Part
from hoiam.texts.operations.parts import ask_part
from hoiam.texts.part_link import token_of
from tests.browser import assert_accessible
from tests.factories.desks import make_body
from tests.factories.enquiries import (
    DAY,
    HOUR,
    QUESTION,
    clear,
    load_law,
    make_assigned,
    make_receipt,
    refuse_one,
)
from tests.factories.records import make_record
from tests.factories.texts import make_text
from tests.newsroom.answers.log import make_cited

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def public_record(cast):
    """An answer with a note and its correction, and a refusal, in the log for a month."""
    at = timezone.now() - 40 * DAY
    answer, fact = make_cited(cast, at=at, publish_at_once=True)
    correction = start_correction(
        answer=answer, by=cast.case_officer, at=at + DAY, body=f"Đúng là 93,35% [{fact}]."
    )
    clear(cast, correction, at + DAY + HOUR)
    refuse_one(cast, at=at + DAY, publish_at_once=True)
    return answer


def addresses(answer, language: str) -> list[str]:
    """Every page of the subjects tested here, with something and with nothing on it."""
    paths = [
        "",
        "desks/da-nang/ask/",
        "answers/",
        "answers/?kind=access_request",
        f"answers/{answer.enquiry.reference}/",
        "answers/DN-2026-00002/",
        f"status/{status_token_of(answer.enquiry)}/",
        "verify/",
    ]
    return [f"/{language}/{path}" for path in paths]


@pytest.mark.parametrize(("language", "width"), [("vi", 1366), ("en", 390)])
def test_no_page_keeps_anybody_out(public_record, live_server, new_page, language, width):
    page = new_page(width)

    for address in addresses(public_record, language):
        page.goto(live_server.url + address)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert_accessible(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_question_is_put_without_an_account_and_its_receipt_verifies(cast, live_server, new_page, scripts):
    load_law()
    page = new_page(scripts=scripts)
    page.goto(f"{live_server.url}/vi/desks/da-nang/ask/")

    page.fill("#id_question", QUESTION)
    page.click("button[name=look]")
    page.wait_for_selector("#looked .notice")
    assert page.input_value("#id_question") == QUESTION
    page.fill("#id_email", "khue@toasoan.example")
    page.click("form[enctype] button:not([name])")
    page.wait_for_url("**/status/**")

    enquiry = Enquiry.objects.get()
    assert enquiry.reference in page.inner_text("h1")
    file = page.request.get(page.url.partition("?")[0] + "receipt.json")
    assert receipts.verify(json.loads(file.body()), public_keys())
    assert receipts.is_receipt_of(json.loads(file.body()), QUESTION)


def test_verdict_on_a_receipt_is_read_by_everybody(cast, live_server, phone_page):
    document = make_receipt(cast, at=timezone.now() - DAY).receipt_document
    phone_page.goto(f"{live_server.url}/en/verify/")

    phone_page.fill("#id_text", json.dumps(document))
    phone_page.click("form[enctype] button")
    phone_page.wait_for_selector("#verdict")

    assert "Genuine" in phone_page.inner_text("#verdict")
    assert_accessible(phone_page)


def test_forms_behind_links_are_sent_by_a_real_browser(cast, new_page, live_server):
    """A browser says from where a form comes; a page that forbids it to would have its own forms refused."""
    load_law()
    enquiry = make_assigned(cast)
    at = timezone.now()
    ask_clarification(enquiry=enquiry, words="Năm nào?", by=cast.case_officer, at=enquiry.received_at + HOUR)
    part = ask_part(
        record=make_record(cast.desk),
        text=make_text(cast, body="Nội dung."),
        question="Bao nhiêu lớp được mở?",
        language="vi",
        due_at=at + 3 * DAY,
        standing=standing_of(cast.case_officer, cast.desk, at),
        at=at,
        to_body=make_body("phong", email="vt@phong.example"),
    )
    page = new_page()

    page.goto(f"{live_server.url}/en/status/{status_token_of(enquiry)}/")
    page.fill("[name='reply-words']", "Năm 2025.")
    page.locator("form:has([name='reply-words']) button").first.click()
    page.wait_for_url("**?done=reply")
    page.goto(
        live_server.url + reverse("newsroom_parts:part", args=[token_of(part.pk, part.token_expires_at)])
    )
    page.fill("[name='body']", "Đã mở ba lớp.")
    page.fill("[name='office']", "Văn phòng")
    page.locator("button[value='answer']").click()
    page.wait_for_load_state()

    assert Enquiry.objects.get(pk=enquiry.pk).state == State.ASSIGNED
    assert Part.objects.get(pk=part.pk).state == "answered"
