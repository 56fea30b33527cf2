"""The short ways in a real browser: readable and operable at a desk and on a telephone, in both languages."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.utils import timezone

from hoiam.enquiries.asker import Asker
from hoiam.enquiries.models import Answer, Enquiry
from hoiam.enquiries.operations.taking_up import AtOnce
from hoiam.enquiries.terms import State
from hoiam.texts.models import Signature
from hoiam.texts.operations.clearance import send_for_clearance
from tests.browser import assert_accessible, screenshot
from tests.factories.desks import make_cast
from tests.factories.enquiries import HOUR, make_assigned, make_draft, make_enquiry, stand
from tests.workroom.visiting import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODIES = ("Chúng tôi không có số liệu này.", "Việc này do cơ quan khác phụ trách.")


@pytest.fixture
def monday_afternoon():
    """The browser's clock is the real one, so the desk's is too."""


@pytest.fixture
def desk_at_work(transactional_db):
    cast, began = make_cast(), timezone.now() - 8 * HOUR
    for body in BODIES:
        answer = make_draft(cast, at=began, question=f"Câu hỏi: {body}", body=body)
        at = began + 4 * HOUR
        send_for_clearance(text=answer.text, standing=stand(cast, "case_officer", at), at=at)
        make_enquiry(cast, at=began, question=f"Một câu hỏi mới. {body} " * 8)
        make_enquiry(cast, at=began, by=cast.intake, asker=Asker(phone="0905 1"), at_once=AtOnce())
    make_assigned(cast, at=began, question="Khi nào mở lại cầu?")
    return cast


class Visit:
    def __init__(self, page, live_server, language: str) -> None:
        self.page, self.home, self.language = page, live_server.url, language

    def enters(self, person) -> None:
        self.page.context.clear_cookies()
        session = enter(person, self.language).cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.home}
        self.page.context.add_cookies([cookie])

    def opens(self, path: str) -> None:
        self.page.goto(f"{self.home}/office/da-nang/{path}")

    def looks(self, name: str) -> None:
        """Nobody is kept out, nothing sticks out; a picture is kept for whoever looks at it."""
        assert_accessible(self.page)
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
        assert wide, f"{name} is wider than the screen"
        width = self.page.viewport_size["width"]
        screenshot(self.page, f"shorter-{name}-{self.language}-{width}")


@pytest.mark.parametrize("language, width", [("vi", 1366), ("en", 390)])
def test_short_ways_are_taken_in_a_browser(desk_at_work, live_server, new_page, settings, language, width):
    settings.IS_DEMO = True
    cast = desk_at_work
    page = new_page(width=width, height=844 if width < 500 else 768)
    visit = Visit(page, live_server, language)

    visit.enters(cast.intake)
    for name, path in (("call", "enquiries/call/"), ("note", "enquiries/new/"), ("list", "enquiries/")):
        visit.opens(path)
        visit.looks(name)
    for box in page.query_selector_all("input[name=pick]"):
        box.check()
    page.click("button[formaction='register/']")
    visit.looks("register")
    page.select_option("select[name=officer]", str(cast.case_officer.pk))
    page.click("button[name=do]")
    page.wait_for_url(re.compile(r"/enquiries/(\?.*)?$"))
    assert not Enquiry.objects.filter(state=State.RECEIVED).exists()

    visit.opens("enquiries/by-hand/")
    visit.looks("by-hand")

    visit.enters(cast.case_officer)
    case = Enquiry.objects.get(question="Khi nào mở lại cầu?")
    visit.opens(f"enquiries/{case.reference}/")
    visit.looks("case")
    page.click(f"form[action$='{case.reference}/answer/'] button")
    page.wait_for_url("**/texts/*/")
    visit.looks("editor")

    visit.enters(cast.reviewer)
    visit.opens("")
    page.click("a[href='signing/']")
    visit.looks("folder")
    for box in page.query_selector_all("input[value=approve]"):
        box.check()
    sign = page.locator("form button:has(svg use[href*='check'])").last
    sign.click()
    if page.url.endswith("/signing/"):
        sign.click()
    page.wait_for_url("**/office/da-nang/")
    assert Signature.objects.filter(decision="approve").count() == len(BODIES)
    assert Answer.objects.filter(enquiry=case).exists()
