"""From the case page to a numbered letter in a real browser, at a desk in English and on a phone in Vietnamese."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.conf import settings

from hoiam.texts.models import OfficialLetter
from tests.browser import assert_accessible, screenshot
from tests.factories.desks import make_cast
from tests.factories.enquiries import DAY, make_answered
from tests.factories.letters import ready
from tests.workroom.visiting import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {
    "en": ("Issue an official letter", "Issued under number 01/UBND-VP."),
    "vi": ("Ban hành công văn", "Đã ban hành, số 01/UBND-VP."),
}


@pytest.fixture
def answered(transactional_db, settings):
    settings.IS_DEMO = True  # nobody is asked for a second factor
    cast, at = make_cast(), datetime.now(UTC)
    ready(cast, at)
    make_answered(cast, at=at - 3 * DAY)
    return cast


def issue(page, live_server, cast, language: str) -> None:
    """One act from the case page; every page on the way is looked at by axe."""
    act, told = WORDS[language]
    session = enter(cast.intake, language).cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
    page.context.add_cookies([cookie])
    year = datetime.now(UTC).year
    page.goto(f"{live_server.url}/office/da-nang/enquiries/DN-{year}-00001/")
    assert_accessible(page)
    page.get_by_role("link", name=act).first.click()
    page.wait_for_url("**/letters/for/**")
    page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
    assert_accessible(page)
    screenshot(page, f"letter-write-{language}")
    button = page.locator("button[value=issue]")
    button.click()
    button.click()
    page.wait_for_url("**/letters/*/")
    assert told in page.content()
    assert_accessible(page)
    screenshot(page, f"letter-issued-{language}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename == "01-UBND-VP.docx"
    for path in ("letters/", "letters/letterhead/"):
        page.goto(f"{live_server.url}/office/da-nang/{path}")
        page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
        assert_accessible(page)
    assert OfficialLetter.objects.get().state == "issued"


def test_letter_is_issued_at_a_desk_in_english(answered, live_server, desktop_page):
    issue(desktop_page, live_server, answered, "en")


def test_letter_is_issued_on_a_phone_in_vietnamese(answered, live_server, phone_page):
    issue(phone_page, live_server, answered, "vi")
