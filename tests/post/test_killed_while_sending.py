"""Workers that are killed at random while they send to five thousand: nobody is lost, hardly anybody has it twice."""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import datetime

import pytest

from hoiam.post.carriers import CONNECTIONS
from tests.post.nursery import nursery
from tests.post.sink import sink

pytestmark = pytest.mark.slow

RECEIPT = """
from hoiam.post.models import Parcel
said = [[row[0], row[1], row[2].isoformat()] for row in
        Parcel.objects.values_list("payload_id", "message_id", "handed_over_at")]
"""


@pytest.mark.parametrize(("workers", "recipients", "kills"), [(1, 5_000, 10), (2, 1_500, 3)])
def test_recipients_of_workers_killed_again_and_again_are_all_reached_and_hardly_any_twice(
    tmp_path, workers, recipients, kills
):
    luck = random.Random(20_260_803 + workers)
    with sink(tmp_path / "sink") as server, nursery(tmp_path / "data", mail=server.url) as place:
        place.fill(recipients)
        running = [place.worker() for _ in range(workers)]
        for number in range(kills):
            wait_until(server, recipients * (number + 1) // (kills + 2))
            time.sleep(luck.random() * 0.1)  # the blow falls anywhere
            place.kill(running.pop(0))
            running.append(place.worker())
        place.wait_for({"handed_over": recipients})
        receipt, taken = place.run(RECEIPT), server.taken()

    arrived, numbers = Counter(to for to, _, _ in taken), {to: number for to, number, _ in taken}
    doubled = sum(times - 1 for times in arrived.values())
    told = {f"bao-{number}@toa-soan.example": (said, at) for number, said, at in receipt}
    assert set(arrived) == set(told), "nobody is lost"
    assert doubled <= kills * CONNECTIONS, doubled
    assert len({(to, number) for to, number, _ in taken}) == recipients, "a double bears the same Message-ID"
    assert all(told[to][0] == number for to, number in numbers.items())
    late = [
        datetime.fromisoformat(told[to][1]).timestamp() - at for to, _number, at in taken if arrived[to] == 1
    ]
    assert -0.01 < min(late) and max(late) < 10, "the receipt says when it was, not when the round began"


def wait_until(server, count: int) -> None:
    until = time.monotonic() + 60
    while server.count() < count:
        assert time.monotonic() < until, f"{server.count()} messages after a minute, {count} were awaited"
        time.sleep(0.005)
