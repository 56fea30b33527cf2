from __future__ import annotations

import pytest

from tests.factories.enquiries import AT
from tests.mail.conftest import box  # noqa: F401
from tests.workroom.visiting import office_at


@pytest.fixture(autouse=True)
def clock(db):
    with office_at(AT):
        yield
