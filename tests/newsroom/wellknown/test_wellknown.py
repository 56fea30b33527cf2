"""What machines look for, and whether the installation says truly that it is ready."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import override_settings

from hoiam.config.worker import SEEN
from hoiam.desks.signing import public_keys, sign, verify
from hoiam.newsroom.wellknown.readiness import WORKER_SEEN
from hoiam.post.operations import enqueue

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_monday(db):
    cache.clear()
    with time_machine.travel(AT, tick=False):
        yield


def seen(ago: timedelta) -> None:
    cache.set(WORKER_SEEN, (AT - ago).isoformat(), timeout=3600)


def test_published_keys_verify_what_is_signed_here_and_hold_no_private_half(client):
    answer = client.get("/.well-known/hoiam-keys.json")

    assert answer.json() == public_keys()
    assert verify(sign({"what": "receipt"}), answer.json())
    assert all(set(key) == {"id", "public", "valid_from", "valid_to"} for key in answer.json()["keys"])
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_keys_that_were_never_made_are_told_in_a_sentence(client, tmp_path):
    with override_settings(SIGNING_KEY_FILE=tmp_path / "none.json"):
        answer = client.get("/.well-known/hoiam-keys.json")

    assert (answer.status_code, "hoiam init" in answer.json()["reasons"][0]) == (503, True)


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        ("", "Contact: http://testserver/"),
        ("an-toan@desk.example", "Contact: mailto:an-toan@desk.example"),
        ("https://desk.example/report", "Contact: https://desk.example/report"),
        ("mailto:an-toan@desk.example", "Contact: mailto:an-toan@desk.example"),
    ],
)
def test_security_contact_is_the_one_that_was_set_and_has_a_day_of_expiry(client, contact, line):
    with override_settings(SECURITY_CONTACT=contact):
        answer = client.get("/.well-known/security.txt")

    assert answer.content.decode().splitlines() == [
        line,
        "Expires: 2027-01-30T23:59:59Z",
        "Preferred-Languages: vi, en",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


def test_robots_stay_out_of_office_sign_in_and_one_time_pages(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[:3] == ["User-agent: *", "Disallow: /office/", "Disallow: /accounts/"]
    assert "Disallow: /vi/status/" in lines
    assert "Disallow: /en/answers/" not in lines


def test_health_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_ready_when_the_worker_was_just_seen_and_nothing_waits(client):
    seen(timedelta(seconds=5))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (
        200,
        {"ready": True, "database": True, "worker_lag_seconds": 5, "outbox_age_seconds": 0, "reasons": []},
    )


def test_not_ready_when_no_worker_was_seen(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["reasons"]) == (
        503,
        ["No worker was seen in the last hour: start `hoiam worker`."],
    )


def test_not_ready_when_the_worker_stood_still_and_a_letter_waits_long(client, desk):
    seen(timedelta(minutes=7))
    enqueue(payload_kind="x", payload_id=1, address="a@desk.example", at=AT - timedelta(minutes=45))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (
        503,
        {
            "ready": False,
            "database": True,
            "worker_lag_seconds": 420,
            "outbox_age_seconds": 2700,
            "reasons": [
                "The worker was last seen 7 minutes ago: look whether `hoiam worker` runs.",
                "The oldest letter has waited 45 minutes: look at HOIAM_EMAIL_URL.",
            ],
        },
    )


def test_worker_and_readiness_mean_the_same_key():
    assert WORKER_SEEN == SEEN
