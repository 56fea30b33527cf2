"""Every address of the office × every role: who is let in, who is told it is another's, who sees nothing."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from hoiam.desks.models import InstallationMembership
from hoiam.desks.terms import InstallationRole, Role
from tests.factories.desks import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
SAMPLES = {"int": "424242", "slug": "khong-co", "str": "KHONG-2026-99999", "uuid": "0" * 32, "path": "x"}


def addresses(prefix: str = "office/"):
    """(address with sample values, screen) of every pattern below a prefix."""

    def walk(patterns, path):
        for entry in patterns:
            here = path + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, here)
            elif isinstance(entry, URLPattern) and here.startswith(prefix):
                yield here, entry.callback

    return list(walk(get_resolver().url_patterns, ""))


def filled(route: str, desk: str) -> str:
    route = route.replace("<slug:desk>", desk).replace("\\Z", "").replace("^", "").replace("$", "")
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], route)


def knock(client: Client, address: str):
    """Open an address; one that only takes forms is sent an empty one."""
    answer = client.get(address)
    return client.post(address) if answer.status_code == 405 else answer


@pytest.fixture
def signed_in(cast):
    def client_of(person):
        client = Client()
        client.force_login(person)
        return client

    return {name: client_of(person) for name, person in cast.people.items()}


@pytest.fixture(autouse=True)
def second_factor_is_set_up(settings):
    settings.IS_DEMO = True


def test_every_office_address_is_guarded():
    loose = [
        route
        for route, screen in addresses()
        if not hasattr(screen, "opens_to") and not hasattr(screen, "opens_to_installation")
    ]

    assert loose == ["office/"], "only the desk chooser has no desk to guard"


def test_every_office_address_sends_a_stranger_to_the_street_to_sign_in(cast):
    client = Client()
    answers = {
        route: knock(client, filled(route, cast.desk.code)).headers.get("Location", "")
        for route, _screen in addresses()
    }

    wrong = {route: to for route, to in answers.items() if not to.startswith("/accounts/login/")}
    assert wrong == {}


def test_every_desk_address_opens_to_its_roles_and_to_no_other(cast, signed_in):
    wrong = []
    for route, screen in addresses():
        if not hasattr(screen, "opens_to"):
            continue
        may = screen.opens_to or set(Role.values)
        for role in Role.values:
            status = knock(signed_in[role], filled(route, cast.desk.code)).status_code
            let_in = status != 403
            if let_in != (role in may) or status >= 500:
                wrong.append((route, role, status))
        status = knock(signed_in["stranger"], filled(route, cast.desk.code)).status_code
        if status != 404:
            wrong.append((route, "stranger", status))

    assert wrong == []


def test_every_installation_address_opens_to_its_officers_only(cast, signed_in):
    officers = {}
    for role in InstallationRole.values:
        person = make_person(f"officer {role}")
        InstallationMembership.objects.create(person=person, role=role)
        officers[role] = Client()
        officers[role].force_login(person)
    wrong = []
    for route, screen in addresses():
        if not hasattr(screen, "opens_to_installation"):
            continue
        for role, client in officers.items():
            status = knock(client, filled(route, cast.desk.code)).status_code
            if (status != 403) != (role in screen.opens_to_installation) or status >= 500:
                wrong.append((route, role, status))
        for role in Role.values:
            status = knock(signed_in[role], filled(route, cast.desk.code)).status_code
            if status != 403:
                wrong.append((route, role, status))

    assert wrong == []
