"""Pages of releases in a real browser: no barrier at either width; a passage is copied with office and link."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.browser import assert_accessible
from tests.factories.releases import DAY, make_corrected
from tests.factories.texts import make_public_fact

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = """# Phòng khám mở thêm ở các xã

Tỷ lệ tham gia bảo hiểm y tế đạt 93,35 % [F001]. Người dân khám không phải trả tiền.

![Một cột](chart) Tỷ lệ tham gia [F001]

| Xã | Phòng khám |
| --- | --- |
| Hòa Bắc | có |

> Ai cũng được khám gần nhà.
> — Giám đốc Sở Y tế"""


@pytest.fixture
def corrected(cast):
    at = timezone.now() - 5 * DAY
    make_public_fact(cast.desk, at=at - DAY)
    return make_corrected(cast, body=BODY, at=at, publish_at=at + DAY)


@pytest.mark.parametrize(("language", "width"), [("vi", 390), ("en", 1366)])
def test_no_page_of_releases_keeps_anybody_out(corrected, live_server, new_page, language, width):
    page = new_page(width)
    reference = corrected.release.reference

    for path in ("releases/", f"releases/{reference}/", f"releases/{reference}/1/", "corrections/"):
        page.goto(f"{live_server.url}/{language}/{path}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert_accessible(page)


def test_passage_is_copied_with_office_and_link(corrected, live_server, desktop_page):
    page = desktop_page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/vi/releases/{corrected.release.reference}/")

    page.click(".release-text .quote >> nth=0")
    page.wait_for_selector(".is-picked")
    copied = page.evaluate("navigator.clipboard.readText()")

    said, by, address = copied.split("\n")
    assert said.startswith("“Tỷ lệ tham gia bảo hiểm y tế đạt 93,35 %.") and "1" not in said.replace("93", "")
    assert by.startswith("— Cơ quan body-of-da-nang")
    assert address.startswith(f"http://testserver/r/{corrected.release.reference}#s")
