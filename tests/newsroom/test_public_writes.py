"""All public writes stand in one list, and the list is true."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

import hoiam.newsroom
from hoiam.newsroom.writes import COUNTS, JUDGES, WRITES

SAMPLES = {"int": "424242", "slug": "khong-co", "str": "KHONG-2026-99999", "uuid": "0" * 32, "path": "x"}


def public_addresses() -> Iterator[tuple[str, str]]:
    """(name, address with sample values) of every address whose screen belongs to the public face."""

    def walk(patterns, path: str, space: str) -> Iterator[tuple[str, str]]:
        for entry in patterns:
            here = path + str(entry.pattern)
            if isinstance(entry, URLResolver):
                inner = ":".join(filter(None, [space, entry.namespace]))
                yield from walk(entry.url_patterns, here, inner)
            elif isinstance(entry, URLPattern) and entry.callback.__module__.startswith("hoiam.newsroom"):
                filled = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found[1] or "str"], here)
                yield ":".join(filter(None, [space, entry.name])), "/" + filled

    yield from walk(get_resolver().url_patterns, "", "")


@pytest.mark.django_db
def test_public_addresses_that_take_something_in_are_exactly_the_listed_ones():
    client = Client()

    taking = {name for name, address in public_addresses() if client.post(address).status_code != 405}

    assert taking == set(WRITES) | JUDGES


def test_every_listed_operation_exists():
    named = [*COUNTS, *(path for paths in WRITES.values() for path in paths)]

    missing = [path for path in named if not callable(import_string(path))]

    assert missing == []


def test_public_pages_import_no_operation_that_is_not_listed():
    imported = set()
    for file in Path(hoiam.newsroom.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and ".operations" in node.module:
                acts = [name.name for name in node.names if not name.name.isupper()]
                imported |= {f"{node.module}.{name}" for name in acts}

    listed = set(COUNTS) | {path for paths in WRITES.values() for path in paths}
    whole_modules = {path for path in imported if any(one.startswith(f"{path}.") for one in listed)}
    assert imported - whole_modules <= listed
