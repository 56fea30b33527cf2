"""Guessing is slowed down, by login and by connection; a proxy's header is believed only as configured."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import RequestFactory, override_settings

from hoiam.workroom.sign_in.adapter import ClosedDoor
from tests.factories.desks import PASSPHRASE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts(db):
    cache.clear()


def guess(client, email: str, ip: str):
    return client.post("/accounts/login/", {"login": email, "password": "đoán mò thôi"}, REMOTE_ADDR=ip)


def test_guessing_one_login_from_many_connections_is_stopped_after_five(client, cast):
    for number in range(5):
        guess(client, cast.intake.email, f"192.0.2.{number}")

    right = client.post(
        "/accounts/login/", {"login": cast.intake.email, "password": PASSPHRASE}, REMOTE_ADDR="198.51.100.9"
    )

    assert "Quá nhiều lần thử không thành công." in right.content.decode()
    assert right.status_code == 429
    assert "_auth_user_id" not in client.session


def test_guessing_many_logins_from_one_connection_is_stopped_after_ten(client, cast):
    for number in range(10):
        guess(client, f"ai.do.{number}@desk.example", "192.0.2.1")

    stopped = guess(client, "ai.do.11@desk.example", "192.0.2.1").content.decode()
    elsewhere = guess(client, "ai.do.12@desk.example", "192.0.2.2").content.decode()

    sentence = "Quá nhiều lần thử không thành công."
    assert (sentence in stopped, sentence in elsewhere) == (True, False)


def test_asking_for_letters_again_and_again_meets_a_page_that_says_wait(client, cast):
    answers = [
        client.post("/accounts/password/reset/", {"email": cast.intake.email}).status_code for _ in range(6)
    ]

    assert answers == [302] * 5 + [429]


@pytest.mark.parametrize(
    ("trusted", "header", "counted_by"),
    [
        (0, "203.0.113.5", "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "6.6.6.6, 203.0.113.5", "203.0.113.5"),
        (2, "203.0.113.5, 10.0.0.1", "203.0.113.5"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "not an address", "0.0.0.0"),
        (1, "", "192.0.2.1"),
    ],
)
def test_connection_is_counted_by_the_address_that_can_be_trusted(trusted, header, counted_by):
    given = {"HTTP_X_FORWARDED_FOR": header} if header else {}
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", **given)

    with override_settings(TRUSTED_PROXIES=trusted):
        ip = ClosedDoor().get_client_ip(request)

    assert ip == counted_by
