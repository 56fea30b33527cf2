"""The worker as a process: nothing it waits for delays what must happen at its second."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from itertools import pairwise
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from hoiam.post.carriers import CONNECTIONS
from tests.post.nursery import nursery
from tests.post.proxy import proxy
from tests.post.sink import sink

pytestmark = pytest.mark.slow

TICKS = """
import time
from datetime import timedelta
from pathlib import Path
from hoiam.desks import ticks

def write(at):
    with open("{file}", "a") as file:
        file.write(f"{{time.time()}}\\n")

def dawdle(at):
    time.sleep(3)

ticks.register("tests.punctual", write, timedelta(seconds=0.4))
ticks.register("tests.dawdling", dawdle, timedelta(seconds=5))
"""


def test_tick_of_less_than_a_second_is_punctual_while_thousands_leave_and_servers_and_ticks_dawdle(tmp_path):
    with sink(tmp_path / "sink") as server, nursery(tmp_path / "data", mail=server.url) as place:
        place.run(TICKS, file=tmp_path / "ticks")
        place.fill(40, domain="slow.example")
        place.fill(3_000, first=1_000)
        place.worker()
        until = time.monotonic() + 60
        while server.count() < 3_000 and time.monotonic() < until:
            time.sleep(0.1)
        begun = server.taken()[0][2]
        called = [float(line) for line in (tmp_path / "ticks").read_text().splitlines()]

    during = [at for at in called if at >= begun - 1]
    gaps = [later - earlier for earlier, later in pairwise(during)]
    assert server.count() >= 3_000
    assert len(gaps) > 5 and max(gaps) < 1.5, max(gaps)


def test_worker_told_to_end_ends_soon_and_gives_back_what_did_not_leave(tmp_path):
    with sink(tmp_path / "sink") as server, nursery(tmp_path / "data", mail=server.url) as place:
        place.fill(3_000)
        worker = place.worker()
        while server.count() < 300:
            time.sleep(0.01)
        began = time.monotonic()
        place.kill(worker, signal.SIGTERM)
        while is_there(worker) and time.monotonic() - began < 30:
            time.sleep(0.05)
        ended, states, taken = time.monotonic() - began, place.states(), server.taken()

    assert ended < 15
    assert states == {"handed_over": len(taken), "waiting": 3_000 - len(taken)}


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_database_that_is_gone_for_a_while_loses_nobody_and_doubles_hardly_anybody(tmp_path):
    given = os.environ.get("HOIAM_TEST_DATABASE_URL", "")
    if not given.startswith("postgres"):
        pytest.skip("HOIAM_TEST_DATABASE_URL names no PostgreSQL server.")
    parts, name = urlsplit(given), f"hoiam_cut_{os.getpid()}"
    with psycopg.connect(given.replace(parts.path, "/postgres"), autocommit=True) as base:
        migrated = connection.settings_dict["NAME"]
        connection.close()
        base.execute(f'CREATE DATABASE {name} TEMPLATE "{migrated}"')
        try:
            with proxy(parts.hostname, parts.port or 5432) as way:
                who = parts.netloc.rpartition("@")[0]
                url = f"postgres://{who}@127.0.0.1:{way.port}/{name}"
                sent, states = send_while_cut(tmp_path, way, url)
        finally:
            base.execute(f"DROP DATABASE {name} WITH (FORCE)")

    arrived = Counter(to for to, _, _ in sent)
    assert states == {"handed_over": 2_000}
    assert len(arrived) == 2_000
    assert sum(arrived.values()) - 2_000 <= 3 * CONNECTIONS


def send_while_cut(folder, way, url):
    """Cut the way to the database three times, each time for longer."""
    with (
        sink(folder / "sink") as server,
        nursery(folder / "data", mail=server.url, HOIAM_DATABASE_URL=url) as place,
    ):
        place.fill(2_000)
        place.worker()
        for share, seconds in ((200, 0.5), (700, 1.5), (1_200, 8)):
            until = time.monotonic() + 60
            while server.count() < share and time.monotonic() < until:
                time.sleep(0.005)
            way.cut()
            at_cut = server.count()
            time.sleep(seconds)
            assert server.count() <= at_cut + 2 * CONNECTIONS, "nothing more leaves while nothing can be kept"
            way.mend()
        place.wait_for({"handed_over": 2_000}, 90)
        return server.taken(), place.states()
