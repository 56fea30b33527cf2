"""A passkey in a real browser, under our policy: added, and then the only thing that is needed to come in."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import override_settings
from playwright.sync_api import expect

from tests.browser import assert_accessible
from tests.factories.desks import PASSPHRASE, make_desk, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A device that keeps keys and always says that its owner is there."""


@pytest.fixture
def site(live_server):
    cache.clear()
    with override_settings(BASE_URL=live_server.url):
        yield live_server.url


def test_passkey_added_by_a_reviewer_opens_the_login_without_a_password(site, desktop_page):
    reviewer = make_person("reviewer", (make_desk(), "reviewer"), language="en")
    page, wrong = desktop_page, []
    page.on("console", lambda message: wrong.append(message.text) if "Policy" in message.text else None)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})

    page.goto(f"{site}/accounts/login/")
    assert_accessible(page)
    page.fill("#id_login", reviewer.email)
    page.fill("#id_password", PASSPHRASE)
    page.press("#id_password", "Enter")
    page.goto(f"{site}/accounts/2fa/webauthn/add/")
    page.fill("#id_password", PASSPHRASE)
    page.press("#id_password", "Enter")
    page.check("#id_passwordless")
    page.click("#passkey_add")
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert_accessible(page)
    page.goto(f"{site}/accounts/logout/")
    page.get_by_role("button", name="Sign out").first.click()
    page.click("#passkey_login")
    page.wait_for_url(f"{site}/office/**")
    page.goto(f"{site}/accounts/2fa/")

    expect(page.get_by_text(reviewer.email)).to_be_visible()
    assert_accessible(page)
    assert wrong == []
