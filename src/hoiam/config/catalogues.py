"""The catalogues of all applications joined into one for each language.

Django means to join catalogues with the same plural rule, but compares a rule with itself in two shapes and so
keeps each apart (`TranslationCatalog.update`, 5.2): a sentence was looked for in thirty-seven tables one after the
other, on every page a few hundred times.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import trans_real


def join_all() -> None:
    """Join the catalogues of every language of the installation; call it once every application is known."""
    for tag, _name in settings.LANGUAGES:
        _join(trans_real.translation(tag)._catalog)  # type: ignore[attr-defined]


def _join(held: Any) -> None:
    """Neighbours with the same plural rule become one table; what stood earlier still wins."""
    tables: list[dict[Any, Any]] = []
    rules: list[Any] = []
    for table, rule in zip(held._catalogs, held._plurals, strict=True):
        if rules and rules[-1].__code__ == rule.__code__:
            tables[-1] = {**table, **tables[-1]}
        else:
            tables.append(table)
            rules.append(rule)
    held._catalogs, held._plurals = tables, rules
