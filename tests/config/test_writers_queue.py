"""Writers of SQLite wait their turn in the order in which they came; who dies gives it back."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import connection, connections, transaction

from hoiam.config.sqlite.base import DatabaseWrapper

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL queues its writers itself"),
]
HOLD = """
import fcntl, os, sys, time
fcntl.flock(os.open(sys.argv[1], os.O_RDWR | os.O_CREAT), fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(60)
"""


def test_writers_go_in_the_order_in_which_they_came():
    went: list[int] = []

    def write(number: int) -> None:
        with transaction.atomic():
            went.append(number)
        connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    with transaction.atomic():
        for thread in threads:
            thread.start()
            time.sleep(0.15)
    for thread in threads:
        thread.join()

    assert went == list(range(8))


def test_turn_of_a_killed_process_passes_on():
    turn = f"{connection.settings_dict['NAME']}-turn"
    holder = subprocess.Popen([sys.executable, "-c", HOLD, turn], stdout=subprocess.PIPE, text=True)
    assert holder.stdout and holder.stdout.readline() == "held\n"
    written = threading.Event()

    def write() -> None:
        with transaction.atomic():
            written.set()
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    waited = not written.wait(0.5)
    holder.send_signal(signal.SIGKILL)
    thread.join(10)

    assert (waited, written.is_set()) == (True, True)


def test_turn_that_cannot_be_opened_stops_no_writer(monkeypatch, tmp_path):
    connection.close()
    (tmp_path / "db-turn").mkdir()  # such as a file that another user's command left behind
    monkeypatch.setattr(DatabaseWrapper, "_turn_file", lambda self: tmp_path / "db-turn")

    with transaction.atomic():
        assert connections["default"]._turn is None
