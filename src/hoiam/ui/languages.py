"""Texts in another language than the page around them."""

from __future__ import annotations

from django.utils.translation import get_language


def foreign(language: str) -> str:
    """The tag of a text's language where it is not the page's own, for `lang=""`; "" where it is."""
    page = (get_language() or "").split("-")[0]
    return "" if language.split("-")[0] == page else language
