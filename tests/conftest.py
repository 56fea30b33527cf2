from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from django.utils.translation import deactivate
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.browser import browser, desktop_page, new_page, phone_page  # noqa: F401
from tests.database import django_db_keepdb, django_db_setup  # noqa: F401
from tests.factories.desks import Cast, make_cast, make_desk
from tests.factories.remembering import memory

PAGES = ("/tests/workroom/", "/tests/newsroom/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The pages of the two faces are told apart by their folders: `--fast` leaves them out."""
    for item in items:
        if any(folder in item.path.as_posix() for folder in PAGES):
            item.add_marker("page")
    # Nobody should wait at the end for one that takes a minute: those begin first.
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(autouse=True)
def factories_begin_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # A command speaks English to its operator; the next test begins in the installation's language again.
    deactivate()
    memory.begin(monkeypatch)
    yield
    memory.end()


@pytest.fixture(scope="session", autouse=True)
def static_files_are_listed_once() -> Iterator[None]:
    """Every test client sets the middleware up anew; the product's own static files are the same each time."""
    look = WhiteNoiseMiddleware.add_files_from_finders
    known: dict[str, object] = {}

    def add(middleware: WhiteNoiseMiddleware) -> None:
        collected = middleware.files
        if not known:
            middleware.files = {}
            look(middleware)
            known.update(middleware.files)
        middleware.files = {**collected, **known}

    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(WhiteNoiseMiddleware, "add_files_from_finders", add)
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is imported by now stays: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture
def desk(db):
    return make_desk()


@pytest.fixture
def cast(desk) -> Cast:
    return make_cast(desk)
