"""People at their screens: each has an own browser, and every page they come to is looked at by axe."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from hoiam.desks.models import Person
from tests.browser import assert_accessible, screenshot
from tests.factories.desks import PASSPHRASE

WIDTHS = ((1366, 768), (390, 844))
DOORS: set[str] = set()
"""Installations whose sign-in page has been looked at."""


@dataclass
class Visitor:
    """Somebody with a browser. `looked_at` lists the pages that axe has seen at both widths."""

    page: Page
    home: str
    name: str
    looked_at: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.faults: list[str] = []
        self.page.on("response", lambda answer: self._note(answer.status, answer.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _note(self, status: int, url: str) -> None:
        if status >= 500:
            self.faults.append(f"{status} {url}")

    def goes_to(self, path: str) -> None:
        self.page.goto(f"{self.home}{path}")
        self.looks()

    def taps(self, selector: str, *, leads_to: str = "") -> None:
        """Tap what the selector finds first; where it leads to another page, that page is looked at."""
        self.page.locator(selector).first.click()
        if leads_to:
            self.page.wait_for_url(re.compile(leads_to))
            self.looks()

    def looks(self) -> None:
        """axe at both widths, nothing sticking out, one heading of the page; the window is as before after it."""
        before = self.page.viewport_size
        for width, height in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": height})
            assert_accessible(self.page)
            place = re.sub(r"[^a-z0-9]+", "-", self.page.url.removeprefix(self.home).lower()).strip("-")
            screenshot(self.page, f"journey-{self.name}-{place[:60]}-{width}")
        expect(self.page.locator("h1")).to_have_count(1)
        self.page.set_viewport_size(before)
        self.looked_at.append(self.page.url.removeprefix(self.home))

    def signs_in(self, person: Person, *, leads_to: str = r"/office/da-nang/$") -> None:
        """The door is the same for everybody: the first to come to it looks."""
        if self.home in DOORS:
            self.page.goto(f"{self.home}/accounts/login/")
        else:
            DOORS.add(self.home)
            self.goes_to("/accounts/login/")
        self.page.fill("#id_login", person.email)
        self.page.fill("#id_password", PASSPHRASE)
        self.taps("form:has(#id_password) button[type=submit]", leads_to=leads_to)


def street(open_page: Callable[..., Page], home: str, name: str, *, is_phone: bool = False) -> Visitor:
    width, height = WIDTHS[is_phone]
    return Visitor(open_page(width, height), home, name)
