from __future__ import annotations

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def reasons_in_english():
    with translation.override("en"):
        yield
