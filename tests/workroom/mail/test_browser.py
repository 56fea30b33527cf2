"""From a message to an enquiry in a real browser, in both languages, at a desk and on a phone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.conf import settings as django_settings
from django.test import override_settings

from hoiam.enquiries.models import Correspondence, Enquiry
from hoiam.enquiries.queries.mail import reply_to
from hoiam.post.fetching import fetch
from tests.browser import assert_accessible
from tests.factories.desks import make_cast, make_desk
from tests.factories.enquiries import load_law
from tests.mail.letters import DESK, LAN, deliver, plain
from tests.workroom.visiting import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {
    "en": ("Take in", "The question is taken in.", "Message from the asker"),
    "vi": ("Tiếp nhận", "Đã tiếp nhận câu hỏi.", "Tin nhắn của người hỏi"),
}


@pytest.fixture(autouse=True)
def clock(db):
    """The browser keeps its own time."""
    with override_settings(IS_DEMO=True):
        yield


def walk(page, live_server, tmp_path, settings, language: str) -> None:
    cast = make_cast(make_desk(email=DESK))
    load_law()
    settings.MAILBOX_URL = f"maildir://{tmp_path}/box"
    deliver(tmp_path / "box", plain())
    fetch(datetime.now(UTC))
    session = enter(cast.intake, language).cookies[django_settings.SESSION_COOKIE_NAME].value
    cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
    page.context.add_cookies([cookie])
    take_in, done, reply = WORDS[language]

    page.goto(f"{live_server.url}/office/da-nang/mail/")
    assert_accessible(page)
    page.click("a.row-link")
    page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
    assert_accessible(page)
    assert "lananh" not in page.content()
    page.get_by_role("button", name=take_in, exact=True).click()
    page.wait_for_url("**/enquiries/**")
    assert done in page.inner_text("body")

    deliver(
        tmp_path / "box", plain("Chỉ hỏi năm 2026.", sender=LAN, to=reply_to(Enquiry.objects.get())), "2.M2.x"
    )
    fetch(datetime.now(UTC))
    page.reload()

    assert Correspondence.objects.filter(letter="reply").count() == 1
    assert "Chỉ hỏi năm 2026." in page.inner_text("main")
    assert reply in page.inner_text("main")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_message_becomes_an_enquiry_at_a_desk_in_english(live_server, desktop_page, tmp_path, settings):
    walk(desktop_page, live_server, tmp_path, settings, "en")


def test_message_becomes_an_enquiry_on_a_phone_in_vietnamese(live_server, phone_page, tmp_path, settings):
    walk(phone_page, live_server, tmp_path, settings, "vi")
