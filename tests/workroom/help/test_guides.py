"""A guide for each role: there in every language, and two printed pages at most."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from hoiam.desks.models import InstallationMembership
from hoiam.desks.terms import InstallationRole, Role
from hoiam.workroom.help.reading import TEXTS, _guides, guide_for
from tests.browser import assert_accessible
from tests.factories.desks import make_person
from tests.workroom.visiting import enter, words

LANGUAGES = sorted(folder.name for folder in TEXTS.iterdir() if folder.is_dir())
ROLES = [*Role.values, *InstallationRole.values]
GUIDES = "/office/da-nang/help/guides/"


@pytest.fixture(autouse=True)
def second_factor_is_set_up(settings):
    settings.IS_DEMO = True


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_has_a_guide_in_every_language(language):
    assert sorted(_guides(language)) == sorted(ROLES)


def test_guides_have_the_same_parts_in_every_language():
    for role in ROLES:
        shapes = [
            [(len(part.says), part.is_steps) for part in guide_for(role, language).parts]
            for language in LANGUAGES
        ]
        assert all(shape == shapes[0] for shape in shapes), role


@pytest.mark.django_db
def test_reader_finds_their_own_guide_first(cast):
    page = enter(cast.reviewer).get(GUIDES)

    assert [link.label for link in page.context["own"]] == ["Reviewer"]
    assert "Guide: Reviewer" in words(enter(cast.intake).get(f"{GUIDES}reviewer/"))


@pytest.mark.django_db
def test_guide_of_no_role_is_not_found(cast):
    assert enter(cast.intake).get(f"{GUIDES}king/").status_code == 404


@pytest.mark.django_db
def test_officer_of_the_installation_without_a_desk_reads_guides():
    person = make_person("legal")
    InstallationMembership.objects.create(person=person, role=InstallationRole.LEGAL_OFFICER)

    page = enter(person).get("/office/installation/help/guides/")

    assert [link.label for link in page.context["own"]] == ["Legal officer"]
    assert enter(person).get("/office/installation/help/guides/legal_officer/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["intake", "desk_admin", "auditor"])
def test_help_people_and_home_lead_to_the_guides(cast, role):
    client = enter(cast.people[role])

    for address in ("/office/da-nang/", "/office/da-nang/people/"):
        page = client.get(address).content.decode()
        assert page.count("help/guides/") == 2, "one in the help of the page, one on the page"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_guide_prints_on_two_pages(cast, live_server, new_page, language):
    page = _signed_in(new_page, live_server, enter(cast.desk_admin, language))
    pages = {}
    for role in ROLES:
        page.goto(f"{live_server.url}{GUIDES}{role}/")
        pages[role] = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))

    assert {role: count for role, count in pages.items() if not 1 <= count <= 2} == {}, pages


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_help_opens_by_a_key_and_without_scripts_by_a_press(cast, live_server, new_page):
    client = enter(cast.intake)
    page = _signed_in(new_page, live_server, client)
    page.goto(f"{live_server.url}/office/da-nang/enquiries/")
    page.keyboard.press("h")
    assert page.locator("details.help[open]").count() == 1
    page.keyboard.press("h")
    assert page.locator("details.help[open]").count() == 0

    plain = _signed_in(lambda: new_page(390, 844, scripts=False), live_server, client)
    plain.goto(f"{live_server.url}/office/da-nang/enquiries/")
    plain.locator("details.help > summary").click()

    assert plain.locator("details.help[open] dl").is_visible()


def _signed_in(new_page, live_server, client: Client):
    page = new_page()
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    return page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1366, 390])
def test_first_steps_help_and_guide_keep_nobody_out(cast, live_server, new_page, width):
    page = _signed_in(lambda: new_page(width, 844), live_server, enter(cast.desk_admin, "vi"))
    for address in ("", "people/", "help/guides/", "help/guides/intake/"):
        page.goto(f"{live_server.url}/office/da-nang/{address}")
        page.keyboard.press("h")

        assert_accessible(page)
