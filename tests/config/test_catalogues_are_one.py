"""One table of words for each language: every look-up goes through all of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import gettext, ngettext, override, trans_real

from hoiam.config import catalogues


def _tables(tag: str) -> Any:
    return trans_real.translation(tag)._catalog._catalogs


def test_catalogues_with_one_plural_rule_are_joined() -> None:
    assert len(_tables("vi")) == 1


@pytest.mark.parametrize("tag", ["vi", "en"])
def test_catalogues_joined_again_say_the_same(tag: str) -> None:
    with override(tag):
        before = gettext("overdue"), gettext("January"), ngettext("%(count)s day", "%(count)s days", 2)

        catalogues.join_all()

        assert before == (
            gettext("overdue"),
            gettext("January"),
            ngettext("%(count)s day", "%(count)s days", 2),
        )


def test_joining_keeps_what_stood_first_and_rules_apart() -> None:
    class Held:
        _catalogs = [{"a": "app"}, {"a": "core", "b": "core"}, {"b": "other rule"}]
        _plurals = [_none, _none, _two]

    catalogues._join(Held)

    assert Held._catalogs == [{"a": "app", "b": "core"}, {"b": "other rule"}]
    assert Held._plurals == [_none, _two]


def _none(n: int) -> int:
    return 0


def _two(n: int) -> int:
    return int(n != 1)
