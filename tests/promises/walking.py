"""Opens every address there is, with the names of one story put into it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver


def routes() -> Iterator[str]:
    """Every address as it is written in the tables of addresses."""

    def walk(patterns, path: str) -> Iterator[str]:
        for entry in patterns:
            here = path + str(entry.pattern)
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, here)
            elif isinstance(entry, URLPattern) and "(?P" not in here:
                yield here.replace("\\Z", "").replace("^", "").replace("$", "")

    yield from walk(get_resolver().url_patterns, "")


def addresses(prefix: str, names: Mapping[str, tuple[object, ...]]) -> Iterator[str]:
    """Every address below a prefix, with each value that `names` gives for its parts; others get none."""
    for route in routes():
        if not route.startswith(prefix):
            continue
        found = [route]
        for written, name in re.findall(r"(<(?:\w+:)?(\w+)>)", route):
            found = [one.replace(written, str(value)) for one in found for value in names.get(name, (1,))]
        yield from (f"/{one}" for one in found)


def told(client: Client, address: str) -> str:
    """What the address gives: head and body, as text."""
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{dict(answer.headers)}\n{body.decode('utf-8', errors='replace')}"
