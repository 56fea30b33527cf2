"""Whoever clears or administers needs a second factor; a real code from the shared secret opens the login."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client, override_settings

from hoiam.desks.models import ActingPeriod, InstallationMembership
from hoiam.desks.rules import needs_second_factor
from hoiam.desks.terms import InstallationRole
from tests.factories.desks import PASSPHRASE, make_person

pytestmark = pytest.mark.django_db
AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh_counts(db):
    cache.clear()


def code_of(secret: str) -> str:
    """What an authenticator app that holds this secret shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client: Client, person):
    return client.post("/accounts/login/", {"login": person.email, "password": PASSPHRASE})


def set_up_app(client: Client, person) -> str:
    """Set the app up through the pages; returns the secret."""
    sign_in(client, person)
    client.post("/accounts/reauthenticate/", {"password": PASSPHRASE})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page)[1]
    done = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert done.headers["Location"] == "/accounts/2fa/recovery-codes/"
    return secret


@pytest.mark.parametrize("role", ["reviewer", "spokesperson", "head", "desk_admin"])
def test_person_who_clears_or_administers_without_second_factor_opens_no_office_page(client, cast, role):
    sign_in(client, getattr(cast, role))

    answers = [client.get(path) for path in ("/office/", "/office/da-nang/", "/office/da-nang/people/")]

    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (302, "/accounts/2fa/")
    }
    assert "Vai trò của bạn cần bước xác thực thứ hai." in client.get("/accounts/2fa/").content.decode()


@pytest.mark.parametrize("role", ["intake", "case_officer", "fact_steward", "auditor"])
def test_person_who_neither_clears_nor_administers_is_not_sent_away(client, cast, role):
    sign_in(client, getattr(cast, role))

    answer = client.get("/office/da-nang/people/")

    assert answer.headers.get("Location") != "/accounts/2fa/"


@override_settings(IS_DEMO=True)
def test_person_who_clears_in_the_demo_is_not_sent_away(client, cast):
    sign_in(client, cast.reviewer)

    answer = client.get("/office/da-nang/people/")

    assert answer.headers.get("Location") != "/accounts/2fa/"


def test_second_factor_is_needed_for_a_lent_role_while_it_is_lent(cast):
    ActingPeriod.objects.create(
        desk=cast.desk,
        absent=cast.reviewer,
        substitute=cast.intake,
        roles=["reviewer"],
        starts_at=AT,
        ends_at=AT + timedelta(days=2),
    )

    needed = [needs_second_factor(cast.intake, AT + timedelta(days=days)) for days in (-1, 1, 3)]

    assert needed == [False, True, False]


def test_second_factor_is_needed_for_every_officer_of_the_installation(desk):
    officer = make_person("law officer")
    InstallationMembership.objects.create(person=officer, role=InstallationRole.LEGAL_OFFICER)

    assert needs_second_factor(officer, AT)


def test_reviewer_with_an_app_enters_with_the_code_it_shows(client, cast):
    secret = set_up_app(client, cast.reviewer)
    elsewhere = Client()
    cache.clear()

    first = sign_in(elsewhere, cast.reviewer)
    between = elsewhere.get("/office/da-nang/people/")
    second = elsewhere.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})

    assert first.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert between.headers["Location"].startswith("/accounts/login/")
    assert second.headers["Location"] == "/office/"
    assert elsewhere.get("/office/da-nang/people/").status_code == 200


def test_wrong_code_is_refused_with_a_sentence(client, cast):
    set_up_app(client, cast.reviewer)
    elsewhere = Client()
    sign_in(elsewhere, cast.reviewer)

    answer = elsewhere.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert "Mã này không đúng." in answer.content.decode()
    assert "_auth_user_id" not in elsewhere.session


def test_recovery_code_enters_once(client, cast):
    set_up_app(client, cast.reviewer)
    page = client.get("/accounts/2fa/recovery-codes/").content.decode()
    code = re.findall(r"<li>(\d{8})</li>", page)[0]

    entered = []
    for _attempt in range(2):
        elsewhere = Client()
        sign_in(elsewhere, cast.reviewer)
        elsewhere.post("/accounts/2fa/authenticate/", {"code": code})
        entered.append("_auth_user_id" in elsewhere.session)

    assert entered == [True, False]


def test_secret_of_the_app_is_not_readable_in_the_database(client, cast):
    secret = set_up_app(client, cast.reviewer)

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept


def test_app_removed_closes_the_office_again(client, cast):
    set_up_app(client, cast.reviewer)
    opened = client.get("/office/da-nang/people/").status_code

    client.post("/accounts/2fa/totp/deactivate/")

    assert (opened, client.get("/office/da-nang/people/").headers["Location"]) == (200, "/accounts/2fa/")
