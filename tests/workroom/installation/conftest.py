from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import override_settings

from tests.factories.desks import make_country
from tests.factories.officers import make_officer

AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_monday_without_second_factors():
    with time_machine.travel(AT, tick=False), override_settings(IS_DEMO=True):
        yield


@pytest.fixture
def pack(db):
    make_country()


@pytest.fixture
def lawyer(db):
    return make_officer("legal_officer", language="en")


@pytest.fixture
def steward(db):
    return make_officer("steward_of_places", language="en")
