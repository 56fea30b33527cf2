from tests.browser import browser, desktop_page, new_page, phone_page  # noqa: F401
