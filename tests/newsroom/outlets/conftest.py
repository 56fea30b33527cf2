from __future__ import annotations

import pytest
import time_machine
from django.core.cache import cache

from hoiam.outlets.operations.criteria import load_criteria
from tests.factories.releases import AT


@pytest.fixture(autouse=True)
def monday_morning(db):
    """Nine o'clock, the criteria of the country in force, nobody slowed down yet."""
    cache.clear()
    load_criteria(by="operator", at=AT)
    with time_machine.travel(AT, tick=False):
        yield
