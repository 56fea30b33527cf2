from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template import Context, Template
from django.utils import timezone, translation


@pytest.fixture
def draw() -> Callable[..., str]:
    """Renders a template text: `draw("{% badge word %}", word="…", language="en")`."""

    def render(text: str, *, language: str = "en", **values: object) -> str:
        with translation.override(language), timezone.override("Asia/Ho_Chi_Minh"):
            return Template(text).render(Context(values)).strip()

    return render
