"""A real Chromium for tests: pages at two widths, and axe to find what keeps people out.

The fixtures stand in `tests/conftest.py`, once: one browser serves the whole run.
Mark such tests `@pytest.mark.browser`; without a Chromium they are skipped with the command to type.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
AXE = ROOT / "tests" / "assets" / "axe" / "axe.min.js"
SCREENS = ROOT / ".screens"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is wrong is worked out to the last element and told: that halves the time of a look.
RUN = """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(found => found.violations)"""


def chromium() -> str | None:
    """The Chromium of the operating system, or the one named by `HOIAM_CHROMIUM`."""
    return os.environ.get("HOIAM_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium()
    if not executable:
        told = "No Chromium is here. Type: apt install chromium (or name one in HOIAM_CHROMIUM)"
        pytest.fail(told) if os.environ.get("HOIAM_BROWSER_REQUIRED") else pytest.skip(told)
    # The driver runs a loop in this thread; Django would refuse the database to it.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=executable, args=FLAGS)
        yield started
        started.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page of its own (own cookies): `new_page(width=390, height=844, scripts=True)`."""
    opened = []

    def open_page(width: int = 1366, height: int = 768, *, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale="vi-VN",
        )
        opened.append(context)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture
def desktop_page(new_page: Callable[..., Page]) -> Page:
    return new_page(1366, 768)


@pytest.fixture
def phone_page(new_page: Callable[..., Page]) -> Page:
    return new_page(390, 844)


def violations(page: Page) -> list[str]:
    """What axe finds wrong, one sentence per element."""
    # Through the driver and not as a script element: the page's own policy stays as it is.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(RUN, RULES)
    return [
        f"{rule['id']}: {rule['help']} at {' '.join(map(str, node['target']))}"
        for rule in found
        for node in rule["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    """No violation by axe, and nothing sticks out sideways."""
    found = violations(page)
    assert not found, "\n".join(found)
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider == 0, f"the page is {wider} px wider than the window"


def screenshot(page: Page, name: str) -> None:
    """Keep the whole page as `.screens/<name>.png`, for whoever wants to look at it: with `HOIAM_SCREENS=1`."""
    if os.environ.get("HOIAM_SCREENS"):
        page.screenshot(path=SCREENS / f"{name}.png", full_page=True)
