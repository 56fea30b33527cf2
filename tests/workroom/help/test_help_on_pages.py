"""Help on every page: each address has a text in each language, and the frame shows it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from hoiam.workroom.conferences.acts import ACTS as CONFERENCE_ACTS
from hoiam.workroom.enquiries.acts import ACTS
from hoiam.workroom.help.reading import TEXTS, _pages, _same, help_on, languages
from tests.workroom.visiting import enter, words

NO_PAGE = frozenset(
    {
        # Files.
        "workroom_conferences:file",
        "workroom_coverage:file",
        "workroom_coverage:installation_file",
        "workroom_coverage:take_back",
        "workroom_coverage:take_back_of_round",
        "workroom_learning:certificate_pdf",
        "workroom_learning:certificates_pdf",
        "workroom_learning:lesson_pdf",
        "workroom_letters:pdf",
        "workroom_letters:word",
        "workroom_paper:bundle",
        "workroom_paper:file",
        "workroom_paper:sheet_pdf",
        "workroom_parts:file",
        "workroom_parts:form",
        "workroom_releases:pdf",
        "workroom_reports:docx",
        "workroom_reports:xlsx",
        "workroom_texts:file",
        "workroom_trainings:badges",
        "workroom_trainings:roster_export",
        "workroom_trainings:roster_template",
        "workroom_texts:word",
        "mfa_download_recovery_codes",
        # Pieces of a page, and ways back to one.
        "workroom_home:typed",
        "workroom_briefings:notice",
        "workroom_briefings:prepare",
        "workroom_briefings:report",
        "workroom_texts:cite",
        "workroom_texts:facts",
        "workroom_trainings:scans",
        "language",
        # Closed: only named because the library looks them up.
        "account_confirm_login_code",
        "account_email",
        "account_email_verification_sent",
        "account_set_password",
        "account_signup",
    }
)


def views(prefixes: tuple[str, ...] = ("office/", "accounts/")) -> set[str]:
    """The name of every view below office and sign-in, with its namespace."""

    def walk(patterns, path, space):
        for entry in patterns:
            here = path + str(entry.pattern)
            if isinstance(entry, URLResolver):
                inner = f"{space}{entry.namespace}:" if entry.namespace else space
                yield from walk(entry.url_patterns, here, inner)
            elif isinstance(entry, URLPattern) and here.startswith(prefixes):
                yield f"{space}{entry.name}"

    return set(walk(get_resolver().url_patterns, "", ""))


def test_every_language_of_the_country_has_help():
    assert set(languages()) >= {tag for tag, _name in settings.LANGUAGES}


@pytest.mark.parametrize("language", sorted(folder.name for folder in TEXTS.iterdir() if folder.is_dir()))
def test_every_page_has_help_in_every_language(language):
    missing = sorted(view for view in views() - NO_PAGE if help_on(view, "", language) is None)

    assert missing == []


@pytest.mark.parametrize("language", sorted(folder.name for folder in TEXTS.iterdir() if folder.is_dir()))
def test_help_names_no_page_that_is_not_there(language):
    acts = {f"workroom_enquiries:act/{act}" for act in ACTS}
    acts |= {f"workroom_conferences:act/{act}" for act in CONFERENCE_ACTS}
    known = set(_pages(language)) | set(_same()) | set(_same().values())

    assert sorted(known - views() - acts) == []
    assert not NO_PAGE & known


def test_help_is_written_for_the_same_pages_in_every_language():
    first, *others = [set(_pages(language)) for language in languages()]

    assert all(other == first for other in others)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_help_is_short(language):
    long = [
        name for name, text in _pages(language).items() if len(f"{text.what} {text.do} {text.then}") > 420
    ]

    assert long == []


def test_an_act_has_help_of_its_own_where_it_is_written():
    general = help_on("workroom_enquiries:act", "theme", "en")

    assert help_on("workroom_enquiries:act", "refuse", "en") != general
    assert help_on("workroom_enquiries:act_on", "transfer", "en") == help_on(
        "workroom_enquiries:act", "transfer", "en"
    )


def test_reader_of_a_language_without_help_gets_english():
    assert help_on("workroom_home:home", "", "qx") == help_on("workroom_home:home", "", "en")


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "said"), [("en", "Help on this page"), ("vi", "Trợ giúp trang này")])
def test_frame_shows_the_help_of_its_page(cast, settings, language, said):
    settings.IS_DEMO = True

    page = enter(cast.intake, language).get("/office/da-nang/enquiries/")

    assert said in words(page)
    assert help_on("workroom_enquiries:inbox", "", language).do in words(page)


@pytest.mark.django_db
def test_sign_in_has_help_and_the_public_site_has_none():
    signing_in = words(Client().get("/accounts/login/"))
    public = Client().get("/en/")

    assert help_on("account_login", "", settings.LANGUAGE_CODE).do in signing_in
    assert "page_help" not in public.context
