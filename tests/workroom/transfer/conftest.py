from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import override_settings

AT = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_monday_without_second_factors():
    with time_machine.travel(AT, tick=False), override_settings(IS_DEMO=True):
        yield
