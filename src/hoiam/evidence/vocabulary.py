"""Themes and groups as the country pack names them; any other word stays as it was printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.translation import get_language

from hoiam.desks.pack import load_pack
from hoiam.desks.wording import Wording


class Term(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> dict[str, str]: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


def theme_code(word: str) -> str:
    """The code of a theme named by its code, its label in any language or an alias; else the word itself."""
    return _codes("themes").get(fold(word), " ".join(word.split()))


def theme_label(code: str, language: str | None = None) -> str:
    """The theme in the reader's language; a word the pack does not know is given back as it is."""
    return _label("themes", code, language)


def themes() -> list[tuple[str, str]]:
    """(code, label in the reader's language) of every theme of the country pack, in its order."""
    return [(code, str(label)) for code, label in _labels("themes").items()]


def group_code(word: str) -> str:
    """The code of a group of people, as `theme_code` does for themes."""
    return _codes("groups").get(fold(word), " ".join(word.split()))


def group_label(code: str, language: str | None = None) -> str:
    return _label("groups", code, language)


def groups() -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in _labels("groups").items()]


def fold(text: str) -> str:
    """Lower case without marks, đ as d, single spaces: how names are compared. Idempotent."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(sign for sign in bare if not unicodedata.combining(sign)).split())


def _terms(table: str) -> Iterable[Term]:
    return getattr(load_pack(settings.COUNTRY.code), table)


def _label(table: str, code: str, language: str | None) -> str:
    known = _labels(table).get(code)
    return known.in_language(language or get_language())[0] if known else code


@cache
def _labels(table: str) -> dict[str, Wording]:
    return {term.code: Wording(term.name) for term in _terms(table)}


@cache
def _codes(table: str) -> dict[str, str]:
    """{folded name: code}; a code wins over a label, a label over an alias, the first row over later ones."""
    found: dict[str, str] = {}
    for names in (lambda term: [term.code], lambda term: term.name.values(), lambda term: term.aliases):
        for term in _terms(table):
            for name in names(term):
                found.setdefault(fold(name), term.code)
    return found
