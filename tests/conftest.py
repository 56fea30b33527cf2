from __future__ import annotations

import pytest

from tests.browser import browser, desktop_page, new_page, phone_page  # noqa: F401
from tests.database import django_db_keepdb, django_db_setup  # noqa: F401
from tests.factories.desks import Cast, make_cast, make_desk


@pytest.fixture
def desk(db):
    return make_desk()


@pytest.fixture
def cast(desk) -> Cast:
    return make_cast(desk)
