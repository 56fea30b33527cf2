"""The pages of signing in: which exist, what they look like, in which language they speak."""

from __future__ import annotations

import re

import pytest
from django.test import override_settings
from django.urls import reverse

from hoiam.config.settings import DEMO_PASSPHRASE
from tests.factories.desks import PASSPHRASE, make_person

pytestmark = pytest.mark.django_db

OPEN_PAGES = [
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
]
OWN_PAGES = [
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
]


def signed_in(client, person):
    """Sign in through the page and prove once more who it is, as the library wants before changes."""
    client.post("/accounts/login/", {"login": person.email, "password": PASSPHRASE})
    client.post("/accounts/reauthenticate/", {"password": PASSPHRASE})
    return client


def assert_ours(page: str) -> None:
    """Our frame, and nothing that the policy of the pages forbids."""
    assert 'href="/static/ui/tokens.css"' in page
    inline = re.findall(r"<script(?![^>]*(?:src=|type=\"application/json\"))[^>]*>", page)
    assert inline == []
    assert re.findall(r"<[^>]+ (?:style|on[a-z]+)=", page) == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", OPEN_PAGES)
def test_open_page_shown_to_anybody_is_ours_in_both_languages(client, name, language):
    client.cookies["django_language"] = language

    answer = client.get(reverse(name))

    assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
    assert_ours(answer.content.decode())


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", OWN_PAGES)
def test_own_page_shown_to_a_person_is_ours_in_both_languages(client, cast, name, language):
    cast.intake.language = language
    cast.intake.save()

    answer = signed_in(client, cast.intake).get(reverse(name))

    assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
    assert_ours(answer.content.decode())


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "confirm-email/abc/",
        "password/set/",
        "login/code/confirm/",
        "2fa/trust/",
    ],
)
def test_page_of_the_library_not_in_use_does_not_exist(client, cast, path):
    client.force_login(cast.head)

    answers = {client.get(f"/accounts/{path}/").status_code, client.post(f"/accounts/{path}/").status_code}

    assert answers == {404}


def test_sign_in_with_the_right_password_lasts_twelve_hours(client, cast):
    answer = client.post("/accounts/login/", {"login": cast.intake.email, "password": PASSPHRASE})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/office/")
    assert client.session.get_expiry_age() == 12 * 3600


def test_sign_in_with_a_wrong_password_says_so_and_keeps_the_address(client, cast):
    answer = client.post("/accounts/login/", {"login": cast.intake.email, "password": "sai rồi nhé bạn"})

    page = answer.content.decode()
    assert "Địa chỉ thư điện tử hoặc mật khẩu không đúng." in page
    assert f'value="{cast.intake.email}"' in page
    assert "_auth_user_id" not in client.session


def test_sign_in_of_an_address_that_nobody_has_says_the_same(client, cast):
    known = client.post("/accounts/login/", {"login": cast.intake.email, "password": "sai rồi nhé bạn"})
    unknown = client.post(
        "/accounts/login/", {"login": "khong.co@desk.example", "password": "sai rồi nhé bạn"}
    )

    said = [
        re.findall(r"Địa chỉ thư điện tử hoặc[^<]*", answer.content.decode()) for answer in (known, unknown)
    ]
    assert said == [["Địa chỉ thư điện tử hoặc mật khẩu không đúng."]] * 2


def test_sign_in_of_somebody_who_left_leads_to_the_closed_page(client, desk):
    gone = make_person("gone", (desk, "intake"), is_active=False)

    answer = client.post("/accounts/login/", {"login": gone.email, "password": PASSPHRASE}, follow=True)

    assert "_auth_user_id" not in client.session
    assert "Mật khẩu" in answer.content.decode() or answer.request["PATH_INFO"] == "/accounts/inactive/"


def test_signing_out_needs_a_post(client, cast):
    client.force_login(cast.intake)

    client.get("/accounts/logout/")
    still_in = "_auth_user_id" in client.session
    client.post("/accounts/logout/")

    assert (still_in, "_auth_user_id" in client.session) == (True, False)


def test_chosen_language_of_a_person_is_kept_with_the_person(client, cast):
    client.force_login(cast.intake)

    answer = client.post("/accounts/language/", {"language": "en", "next": "/accounts/2fa/"})

    cast.intake.refresh_from_db()
    assert (answer.headers["Location"], cast.intake.language) == ("/accounts/2fa/", "en")
    assert "Your sign-in" in client.get("/accounts/2fa/").content.decode()


def test_chosen_language_before_signing_in_is_kept_in_a_cookie(client):
    client.post("/accounts/language/", {"language": "en", "next": "/accounts/login/"})

    assert "Sign in to the information desk" in client.get("/accounts/login/").content.decode()


def test_chosen_language_never_leads_to_another_site(client):
    answer = client.post("/accounts/language/", {"language": "en", "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/accounts/login/"


def test_language_that_is_not_spoken_here_is_refused(client, cast):
    client.force_login(cast.intake)

    answer = client.post("/accounts/language/", {"language": "xx", "next": "/"})

    cast.intake.refresh_from_db()
    assert (answer.status_code, cast.intake.language) == (404, "")


@override_settings(IS_DEMO=True)
def test_login_page_of_the_demo_shows_five_logins_and_one_passphrase(client):
    page = client.get("/accounts/login/").content.decode()

    emails = re.findall(r'name="login" value="([^"]+)"', page)
    assert (len(emails), "da-nang@hoiam.example" in emails) == (5, True)
    assert f"<code>{DEMO_PASSPHRASE}</code>" in page


def test_login_page_outside_the_demo_shows_nobody(client):
    page = client.get("/accounts/login/").content.decode()

    assert "hoiam.example" not in page
    assert DEMO_PASSPHRASE not in page
