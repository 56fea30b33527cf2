"""Intake sorts mail; nobody else sees that there is any, and who wrote it is shown on request alone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoiam.enquiries.models import Correspondence, Enquiry, IncomingMail
from hoiam.enquiries.queries.mail import reply_to
from hoiam.post.fetching import fetch
from tests.factories.enquiries import ASKER, AT, HOUR, make_enquiry
from tests.mail.letters import bounce, part, plain, text_part, with_parts
from tests.workroom.visiting import enter, words

pytestmark = pytest.mark.django_db
LIST = "/office/da-nang/mail/"


def test_list_shows_what_waits_without_its_sender(box, cast):
    box.receive(plain("Tôi là Lan Anh, lananh@bao.example. Xin hỏi về cầu?"))

    page = words(enter(cast.intake).get(LIST))

    assert "A new message to the desk." in page and "Xin hỏi về cầu?" in page
    assert "Lan Anh" not in page and "lananh" not in page


@pytest.mark.parametrize("role", ["case_officer", "reviewer", "spokesperson", "head", "auditor"])
def test_list_is_closed_to_everybody_but_intake(box, cast, role):
    row = box.receive(plain())
    browser = enter(getattr(cast, role))

    answers = [browser.get(LIST).status_code, browser.get(f"{LIST}{row.pk}/").status_code]

    assert answers == [403, 403]
    assert "Mail to be sorted" not in words(browser.get("/office/da-nang/"))


def test_message_of_another_desk_is_not_found(box, cast):
    row = box.receive(plain())
    IncomingMail.objects.filter(pk=row.pk).update(desk=cast.other_desk)

    assert enter(cast.intake).get(f"{LIST}{row.pk}/").status_code == 404


def test_message_opened_shows_its_sender_once(box, cast):
    raw = with_parts(text_part("Xem tệp."), part(b"a,b\n1,2\n", "text/csv", "so-lieu.csv"))
    row = box.receive(raw)
    browser = enter(cast.intake)

    closed = words(browser.get(f"{LIST}{row.pk}/"))
    opened = words(browser.post(f"{LIST}{row.pk}/opened/"))

    assert "lananh@" not in closed and "1 file" in closed
    assert "Lan Anh lananh@bao.example" in opened and "so-lieu.csv" in opened


def test_message_taken_in_leads_to_its_enquiry(box, cast):
    row = box.receive(plain())
    browser = enter(cast.intake)

    response = browser.post(
        f"{LIST}{row.pk}/take-in/", {"take-in-kind": "press_enquiry", "take-in-language": "vi"}
    )

    enquiry = Enquiry.objects.get()
    assert response.headers["Location"] == f"/office/da-nang/enquiries/{enquiry.reference}/"
    assert "Its limits count from when the message reached our mail server" in words(
        browser.get(response.headers["Location"])
    )
    assert words(browser.get(LIST)).count("No message waits") == 1


def test_form_with_a_mistake_keeps_what_was_typed(box, cast):
    row = box.receive(plain())
    browser = enter(cast.intake)

    wrong = browser.post(f"{LIST}{row.pk}/join/", {"join-reference": "DN-2026-99999", "join-whose": "asker"})
    empty = browser.post(f"{LIST}{row.pk}/set-aside/", {"set-aside-reason": ""})

    assert (wrong.status_code, empty.status_code) == (409, 422)
    assert 'value="DN-2026-99999"' in wrong.content.decode()
    assert "The desk has no enquiry of this reference." in words(wrong)


def test_unconfirmed_reply_is_named_on_the_case_and_put_to_it_by_intake(box, cast):
    enquiry = make_enquiry(cast)
    row = box.receive(plain("Lời của người khác.", to=reply_to(enquiry)))
    case = f"/office/da-nang/enquiries/{enquiry.reference}/"

    seen = [words(enter(cast.intake).get(case)), words(enter(cast.reviewer).get(case))]
    sent = {"join-reference": enquiry.reference, "join-whose": "other"}
    response = enter(cast.intake).post(f"{LIST}{row.pk}/join/", sent)

    assert all("Unconfirmed: it answers our letter, but comes from another address." in page for page in seen)
    assert all("Lời của người khác" not in page for page in seen)
    assert ["Look at the message" in page for page in seen] == [True, False]
    assert response.headers["Location"] == case
    after = words(enter(cast.reviewer).get(case))
    assert "Message from somebody else" in after and "Lời của người khác." in after


def test_reply_of_the_asker_stands_among_the_letters_with_what_was_not_kept(box, cast):
    enquiry = make_enquiry(cast)
    raw = with_parts(
        text_part("Năm 2025."),
        part(b"MZ\x90", "application/octet-stream", "a.exe"),
        sender=f"Khuê <{ASKER.email}>",
        to=reply_to(enquiry),
    )
    box.receive(raw)

    page = words(enter(cast.reviewer).get(f"/office/da-nang/enquiries/{enquiry.reference}/"))

    assert "Message from the asker" in page and "Năm 2025." in page
    assert "A file was not kept" in page


def test_letter_that_came_back_is_said_on_the_case_and_at_home_without_the_address(box, cast):
    from hoiam.post.tasks import deliver
    from tests.post.server import mail_server

    enquiry = make_enquiry(cast)
    with mail_server() as (url, keeper):
        deliver(at=AT, url=url)
    box.receive(bounce(keeper.messages[0]["Message-ID"]))
    browser = enter(cast.intake)

    case = words(browser.get(f"/office/da-nang/enquiries/{enquiry.reference}/"))
    home = words(browser.get("/office/da-nang/"))

    assert "came back; reach the asker otherwise" in case
    assert "A letter came back; reach the asker otherwise" in home
    assert "minhkhue" not in case + home


def test_home_says_how_many_messages_wait_and_since_when(box, cast):
    make_enquiry(cast)
    box.receive(plain(), at=AT - HOUR)
    box.receive(plain(message_id="<b@x.example>"))

    page = words(enter(cast.intake).get("/office/da-nang/"))

    assert "2 messages wait" in page and "The oldest reached us 7 September 2026, 08:00" in page


def test_mailbox_that_cannot_be_read_is_said_at_home_and_above_the_list(box, cast, settings):
    make_enquiry(cast)
    settings.MAILBOX_URL = "imaps://desk:geheim@127.0.0.1:9/INBOX"
    fetch(AT - HOUR)
    browser = enter(cast.intake)

    pages = [words(browser.get("/office/da-nang/")), words(browser.get(LIST))]

    assert all("The mail server cannot be reached." in page for page in pages)
    assert all("geheim" not in page for page in pages)
    assert "Mail is not being read" not in words(enter(cast.case_officer).get("/office/da-nang/"))


def test_list_asks_the_database_as_often_for_three_as_for_one(box, cast):
    browser = enter(cast.intake)
    asked = []
    for number in range(3):
        box.receive(plain(message_id=f"<{number}@x.example>"))
        browser.get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(LIST)
        asked.append(len(queries))

    assert asked[0] == asked[2]


def test_message_put_aside_is_shown_under_that_view(box, cast):
    row = box.receive(plain())
    browser = enter(cast.intake)

    browser.post(f"{LIST}{row.pk}/set-aside/", {"set-aside-reason": "quảng cáo"})

    assert "quảng cáo" in words(browser.get(f"{LIST}{row.pk}/"))
    assert "set aside" in words(browser.get(f"{LIST}?view=aside"))
    assert Correspondence.objects.count() == 0
