from __future__ import annotations

from pathlib import Path

import pytest

from hoiam.enquiries.models import IncomingMail
from hoiam.post.fetching import fetch
from tests.factories.enquiries import AT, load_law
from tests.mail.letters import DESK, deliver


class Box:
    """The desk's mailbox: put messages in, let the worker read it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        for kind in ("tmp", "new", "cur"):
            (folder / kind).mkdir(parents=True)

    def put(self, raw: bytes, *, at=AT) -> Path:
        """Our mail server takes the message at `at`."""
        import os

        self.count += 1
        file = deliver(self.folder, raw, f"{int(at.timestamp())}.M{self.count}.mx")
        os.utime(file, (at.timestamp(), at.timestamp()))
        return file

    def read(self, at=AT) -> int:
        return fetch(at)

    def receive(self, raw: bytes, *, at=AT) -> IncomingMail:
        """Put one in, read it; what became of it."""
        self.put(raw, at=at)
        self.read(at)
        return IncomingMail.objects.order_by("-pk").first()


@pytest.fixture
def box(cast, settings, tmp_path) -> Box:
    load_law()
    cast.desk.email = DESK
    cast.desk.save()
    settings.MAILBOX_URL = f"maildir://{tmp_path}/box"
    return Box(tmp_path / "box")
