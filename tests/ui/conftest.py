from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from tests.browser import browser, desktop_page, new_page, phone_page

__all__ = ["browser", "desktop_page", "new_page", "phone_page"]


@pytest.fixture
def draw() -> Callable[..., str]:
    """Renders a template text: `draw("{% badge word %}", word="…", language="en")`."""

    def render(text: str, *, language: str = "en", **values: object) -> str:
        with translation.override(language), timezone.override("Asia/Ho_Chi_Minh"):
            return Template(text).render(Context(values)).strip()

    return render
