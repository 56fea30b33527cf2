"""A throw-away installation for one measurement: a database in a temporary folder and sources over plain lists."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from hoiam.config import country
from hoiam.search.documents import Document

PUBLIC = frozenset({"public"})


def open_desk(folder: str | None = None) -> Path:
    """Set Django up with the search room alone on a new folder (or on the one given) and make its table."""
    place = Path(folder or tempfile.mkdtemp(prefix="hoiam-bench-"))
    settings.configure(
        INSTALLED_APPS=["hoiam.search"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": place / "desk.sqlite3"}},
        COUNTRY=country.read("VN"),
        HOIAM_INDEX_DIR=place / "index",
        USE_TZ=True,
    )
    django.setup()
    call_command("migrate", "search", verbosity=0)
    return place


def hold(kind: str, documents: Callable[[], Iterator[Document]] | list[Document]) -> None:
    """Offer documents as the source of one kind."""
    from hoiam.search import sources

    every = documents if callable(documents) else lambda: iter(documents)
    sources.register(kind, fetch=lambda refs: [one for one in every() if one.ref in set(refs)], every=every)


def bench_data() -> Path:
    """Give the folder of the question sets; ends the run with a sentence where HOIAM_BENCH_DATA is unset."""
    if not os.environ.get("HOIAM_BENCH_DATA"):
        print("Skipped: HOIAM_BENCH_DATA does not name a folder with retrieval/ and domain/.")
        sys.exit(0)
    return Path(os.environ["HOIAM_BENCH_DATA"])
