from __future__ import annotations

import pytest

from tests.factories.releases import AT, HOUR
from tests.workroom.visiting import office_at


@pytest.fixture(autouse=True)
def monday_afternoon():
    """Six hours after the release was begun."""
    with office_at(AT + 6 * HOUR):
        yield
