from tests.browser import browser, desktop_page, new_page, phone_page

__all__ = ["browser", "desktop_page", "new_page", "phone_page"]
