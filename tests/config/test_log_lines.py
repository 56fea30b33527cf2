"""A link that lets its reader in is written into no log."""

from __future__ import annotations

import io
import logging

import pytest
from django.conf import settings
from django.test import Client
from django.utils.log import configure_logging

SECRET = "wSuuNW3TIsbUFWhSTWQmTmpmgCsTnNI3Qj3bCoxpW"


@pytest.fixture
def log():
    """What the console of an installation would show."""
    configure_logging("logging.config.dictConfig", settings.LOGGING)
    written = io.StringIO()
    handler = next(one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler)
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        f"/vi/status/{SECRET}/reply/",
        f"/vi/parts/{SECRET}/",
        f"/accounts/invitation/{SECRET}/",
        f"/accounts/password/reset/key/1-{SECRET}/",
    ],
)
def test_form_refused_at_a_secret_address_is_logged_without_the_secret(log, address):
    Client(enforce_csrf_checks=True).post(address, {"words": "x"})

    said = log.getvalue()
    assert "CSRF" in said and "…" in said
    assert SECRET not in said


def test_fault_at_a_secret_address_is_logged_without_the_secret(log):
    try:
        raise ValueError(f"no page at /en/status/{SECRET}/receipt.json")
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: /en/status/%s/", SECRET)

    assert SECRET not in log.getvalue()
    assert "/en/status/…/receipt.json" in log.getvalue()
