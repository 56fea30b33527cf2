from __future__ import annotations

import pytest

from tests.factories.coverage import AT
from tests.factories.desks import make_cast
from tests.factories.evidence import make_places
from tests.workroom.visiting import office_at


@pytest.fixture(autouse=True)
def a_monday_of_october():
    with office_at(AT):
        yield


@pytest.fixture
def cast(db):
    make_places()
    return make_cast()
