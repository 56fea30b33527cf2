"""In a real browser: what is typed survives a reload and the end of the session, and leaves nothing behind."""

from __future__ import annotations

import pytest
from django.test import Client

from hoiam.desks.models import UnsentForm
from tests.factories.desks import make_cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.IS_DEMO = True


def sign_in(page, live_server, person) -> None:
    client = Client()
    client.force_login(person)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


def test_typing_survives_reload_and_a_new_session_and_is_gone_when_sent(live_server, desktop_page):
    cast, page = make_cast(), desktop_page
    address = f"{live_server.url}/office/da-nang/templates/new/"
    sign_in(page, live_server, cast.case_officer)

    page.goto(address)
    page.fill("#id_title", "Bảo hiểm y tế")
    page.fill("#id_body", "Kính gửi quý báo.")
    page.select_option("#id_language", "en")
    with page.expect_response(lambda answer: answer.url.endswith("/typed/") and answer.status == 204):
        pass
    sign_in(page, live_server, cast.case_officer)
    page.goto(address)

    assert page.input_value("#id_title") == "Bảo hiểm y tế"
    assert page.input_value("#id_body") == "Kính gửi quý báo."
    assert page.input_value("#id_language") == "en"
    assert page.locator("[data-throw-away]").is_visible()
    stored = page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert "Kính gửi" not in stored

    page.click("form[data-unsaved] button[type=submit]")
    page.wait_for_url("**/templates/")
    assert not UnsentForm.objects.exists()


def test_thrown_away_typing_leaves_the_form_as_it_was(live_server, desktop_page):
    cast, page = make_cast(), desktop_page
    UnsentForm.objects.create(
        person=cast.case_officer,
        address="/office/da-nang/templates/new/",
        fields={"title": ["Cũ"]},
        kept_at="2026-09-07T02:00:00Z",
    )
    sign_in(page, live_server, cast.case_officer)
    page.goto(f"{live_server.url}/office/da-nang/templates/new/")
    assert page.input_value("#id_title") == "Cũ"

    with page.expect_navigation():
        page.click("[data-throw-away]")

    assert page.input_value("#id_title") == ""
    assert not UnsentForm.objects.exists()
