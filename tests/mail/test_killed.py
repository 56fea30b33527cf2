"""A worker that is killed again and again while it reads a mailbox: every message is there, and none twice."""

from __future__ import annotations

import os
import time

import pytest

from tests.journeys.processes import Installation, kill
from tests.mail.letters import deliver, plain

pytestmark = pytest.mark.slow
MESSAGES, KILLS = 80, 2

STATES = """
from collections import Counter
from hoiam.enquiries.models import IncomingMail
from hoiam.post.models import Arrival, ArrivalKey, Mailbox
said = [Arrival.objects.count(), IncomingMail.objects.count(), ArrivalKey.objects.count(),
        sorted(Counter(IncomingMail.objects.values_list("words", flat=True)).values())[-1:]]
"""
PASS_TIME = """
from hoiam.post.models import Mailbox
said = Mailbox.objects.update(leased_until=None)
"""
READ = """
from datetime import UTC, datetime
from hoiam.post.fetching import fetch
said = [fetch(datetime.now(UTC)) for _ in range(6)]
"""


def test_messages_of_workers_killed_while_reading_are_all_there_and_none_twice(tmp_path):
    box = tmp_path / "box"
    for number in range(MESSAGES):
        deliver(
            box,
            plain(f"Câu hỏi số {number} về đường sá?", message_id=f"<{number}@bao.example>"),
            f"17887458{number:03}.M1.mx",
        )
    place = Installation(tmp_path / "data")
    place.environment["HOIAM_INTAKE_URL"] = f"maildir://{box}"

    for _ in range(KILLS):
        before = len(list((box / "new").iterdir()))
        worker = place.start("worker")
        until = time.monotonic() + 60
        while len(list((box / "new").iterdir())) > before - 12 and time.monotonic() < until:
            time.sleep(0.005)
        kill(worker)
        place.told(PASS_TIME)  # the lease of the dead one runs out
    left = len(list((box / "new").iterdir()))
    place.told(READ)

    assert 0 < left < MESSAGES, "the blows fell while it was reading"
    assert place.told(STATES) == [MESSAGES, MESSAGES, 0, [1]]
    assert os.listdir(box / "new") == []
