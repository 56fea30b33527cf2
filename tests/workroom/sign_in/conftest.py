from __future__ import annotations

from tests.browser import browser, desktop_page, new_page

__all__ = ["browser", "desktop_page", "new_page"]
