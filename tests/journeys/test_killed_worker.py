"""Workers that are killed while they hand parcels over: no parcel is lost, and hardly one is doubled."""

from __future__ import annotations

import os
import time
from collections import Counter

import pytest

from tests.journeys.processes import Installation, kill
from tests.post.server import mail_server

pytestmark = pytest.mark.slow
PARCELS, KILLS = 200, 3

FILL = """
from datetime import UTC, datetime
from hoiam.desks.models import Desk
from hoiam.enquiries.asker import Asker
from hoiam.enquiries.operations.intake import take_in
at, desk = datetime.now(UTC), Desk.objects.get()
for number in range({parcels}):
    take_in(desk=desk, kind="press_enquiry", language="vi", question=f"Câu hỏi số {{number}} về đường sá?",
            asker=Asker(email=f"a{{number}}@bao.example"), received_at=at, by="asker", at=at)
said = True
"""
PASS_TIME = """
from datetime import timedelta
from django.db.models import F
from hoiam.post.models import Parcel
said = Parcel.objects.filter(state="sending").update(leased_until=F("leased_until") - timedelta(hours=1))
"""
STATES = """
from collections import Counter
from hoiam.post.models import Parcel
said = dict(Counter(Parcel.objects.values_list("state", flat=True)))
"""


def test_parcels_of_workers_killed_again_and_again_all_arrive_and_at_most_one_a_kill_twice(tmp_path):
    with mail_server() as (url, keeper):
        place = Installation(tmp_path, mail=f"{url}&connections=1")
        place.told(FILL.format(parcels=PARCELS))

        workers = [place.start("worker") for _ in range(2)]
        for number in range(KILLS):
            wait_for(keeper, (number + 1) * PARCELS // (KILLS + 2))
            time.sleep(0.137)  # the blow falls anywhere, not when a message has just been taken
            kill(workers.pop(0))
            workers.append(place.start("worker"))
        for worker in workers:
            os.killpg(worker.pid, 15)
            worker.wait(timeout=30)
        place.told(PASS_TIME)  # the leases of the dead run out
        last = place.start("worker")
        wait_for(keeper, PARCELS, addresses=True)
        settle(place, keeper)
        os.killpg(last.pid, 15)
        last.wait(timeout=30)

    arrived = Counter(message["To"] for message in keeper.messages)
    doubled = sum(times - 1 for times in arrived.values())
    assert set(arrived) == {f"a{number}@bao.example" for number in range(PARCELS)}
    assert doubled <= KILLS, "one for each connection that was open and each kill"
    assert len({message["Message-ID"] for message in keeper.messages}) == PARCELS
    assert place.told(STATES) == {"handed_over": PARCELS}


def wait_for(keeper, number: int, *, addresses: bool = False) -> None:
    """Until the server has taken so many messages, or so many addresses were reached."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        have = keeper.messages
        if len({message["To"] for message in have} if addresses else have) >= number:
            return
        time.sleep(0.02)
    raise AssertionError(f"{len(keeper.messages)} messages after two minutes, {number} were awaited.")


def settle(place: Installation, keeper) -> None:
    """Give the last worker the moment it needs to write down what it handed over."""
    for _ in range(20):
        if place.told(STATES) == {"handed_over": PARCELS}:
            return
        time.sleep(0.5)
