from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from tests.newsroom.answers.log import PUBLIC


@pytest.fixture
def reader():
    """Somebody who reads the public site long after the answers entered it."""
    with time_machine.travel(PUBLIC, tick=False):
        yield Client()
