from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from tests.factories.releases import DAY, T


@pytest.fixture
def reader():
    """Somebody who reads the public site two days after the releases of the factories became public."""
    with time_machine.travel(T + 2 * DAY, tick=False):
        yield Client()
