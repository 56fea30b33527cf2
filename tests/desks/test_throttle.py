from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory, override_settings

from hoiam.desks.throttle import client_address, wait_for

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def empty_cache(db):
    cache.clear()


def knock(address="198.51.100.7", at=AT):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    return wait_for(request, door="ask", limit=2, window=MINUTE, at=at)


def test_knocks_beyond_the_limit_are_told_how_long_to_wait():
    passed = [knock(), knock(), knock(at=AT + timedelta(seconds=20))]

    assert passed == [None, None, timedelta(seconds=40)]


def test_knocks_of_another_address_and_of_the_next_window_pass():
    knock(), knock()

    assert (knock("203.0.113.9"), knock(at=AT + MINUTE)) == (None, None)


def test_address_is_nowhere_in_what_is_kept():
    knock()

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM config_cache")
        kept = str(cursor.fetchall())
    assert "throttle" in kept and "198.51.100.7" not in kept


def test_forwarded_address_is_believed_only_behind_a_known_proxy():
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4, 198.51.100.7")

    alone = client_address(request)
    with override_settings(TRUSTED_PROXIES=1):
        behind = client_address(request)

    assert (alone, behind) == ("10.0.0.1", "198.51.100.7")
