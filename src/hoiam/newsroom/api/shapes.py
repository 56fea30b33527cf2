"""Shapes that several replies share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from ninja import Schema

from hoiam.newsroom import license as terms

Wording = dict[str, str]
"""{language tag: text}; a language without a text is absent."""


class Licensed(Schema):
    """What every reply says of itself: under which licence, and from which installation."""

    license: str = terms.NAME
    license_url: str = terms.ADDRESS
    source: str
    """The page that shows the same to people."""


class Listed(Licensed):
    next_cursor: str
    """Hand it back as `cursor` for the next page; "" on the last one."""


def pages(name: str, *filled: str) -> Wording:
    """{language tag: whole address of the public page in that language}."""
    found = {}
    for tag, _name in settings.LANGUAGES:
        with translation.override(tag):
            found[tag] = settings.BASE_URL + reverse(name, args=filled)
    return found


def page(name: str, *filled: str) -> str:
    """The whole address of the public page in the language of the reply."""
    return settings.BASE_URL + reverse(name, args=filled)


def wording(given: Mapping[str, Any] | None) -> Wording:
    return {tag: str(text) for tag, text in (given or {}).items() if text}
