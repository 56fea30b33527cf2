from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hoiam.post import operations, payloads
from hoiam.post.payloads import Mail
from hoiam.post.tasks import deliver

AT = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def tray(settings, tmp_path):
    settings.EMAIL_URL = f"maildir://{tmp_path}/mail?from=desk@desk.example"
    payloads.register("tests.letter", lambda payload_id, language: Mail("Biên nhận <b>", "Xin chào.\n"))
    operations.enqueue(payload_kind="tests.letter", payload_id=1, address="lan@bao.example", at=AT)
    deliver(at=AT)


def test_mailbox_of_the_demo_shows_what_was_sent_and_escapes_it(client, settings, tray):
    settings.IS_DEMO = True

    page = client.get("/en/demo-mailbox/").content.decode()

    assert "Biên nhận &lt;b&gt;" in page and "lan@bao.example" in page and "Xin chào." in page


def test_mailbox_outside_the_demo_is_no_page(client, settings, tray):
    settings.IS_DEMO = False

    assert client.get("/en/demo-mailbox/").status_code == 404
