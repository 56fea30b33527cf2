"""Home, list, case and forms in a real browser: nobody is kept out, nothing sticks out, on desk and phone."""

from __future__ import annotations

import pytest
from django.conf import settings

from tests.browser import assert_accessible
from tests.factories.desks import make_cast
from tests.factories.enquiries import make_answered, make_assigned, make_draft, make_enquiry
from tests.workroom.visiting import enter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk_at_work(transactional_db):
    cast = make_cast()
    for make in (make_enquiry, make_assigned, make_draft, make_answered):
        make(cast)
    return cast


def walk(page, live_server, cast, language: str) -> None:
    """Open every kind of page as intake, folded parts unfolded, and let axe look at each."""
    session = enter(cast.intake, language).cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
    page.context.add_cookies([cookie])
    case = "enquiries/DN-2026-00002/"
    for path in ("", "enquiries/", "enquiries/new/", case, f"{case}refuse/", f"{case}seal/", "matters/new/"):
        page.goto(f"{live_server.url}/office/da-nang/{path}")
        page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
        assert_accessible(page)


def test_office_pages_are_accessible_at_a_desk_in_english(desk_at_work, live_server, desktop_page):
    walk(desktop_page, live_server, desk_at_work, "en")


def test_office_pages_are_accessible_on_a_phone_in_vietnamese(desk_at_work, live_server, phone_page):
    walk(phone_page, live_server, desk_at_work, "vi")
