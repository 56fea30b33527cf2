"""Real workers that start at once: one process loads the program, and every worker is a fork of it.

`python nursery.py` reads JSON lines: `{"do": "worker"}` answers with the number of a new process that turns as
`hoiam worker` does; `{"do": "run", "code": …}` runs a script and answers with what it left in `said`.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.database import copy_migrated

ROOT = Path(__file__).parents[2]

STATES = """
from collections import Counter
from hoiam.post.models import Parcel
said = dict(Counter(Parcel.objects.values_list("state", flat=True)))
"""
FILL = """
from datetime import UTC, datetime
from hoiam.post.operations import Outgoing, enqueue_many
said = enqueue_many(
    (Outgoing("tests.bulk", n, f"bao-{{n}}@{domain}", position=n) for n in range({first}, {first} + {count})),
    at=datetime.now(UTC),
)
"""


class Nursery:
    """A data folder with its database, and workers over it."""

    def __init__(self, folder: Path, *, mail: str, **more: str) -> None:
        outside = {name: value for name, value in os.environ.items() if not name.startswith("HOIAM_")}
        outside.pop("DJANGO_SETTINGS_MODULE", None)
        given = {"HOIAM_MODE": "test", "HOIAM_DATA_DIR": str(folder), "HOIAM_EMAIL_URL": mail}
        if not more.get("HOIAM_DATABASE_URL"):
            copy_migrated(folder / "hoiam.sqlite3")
        environment = outside | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"} | given | more
        self.log = (folder.parent / f"{folder.name}.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, __file__],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        self.workers: list[int] = []

    def ask(self, **words: object) -> object:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, Path(self.log.name).read_text()[-3000:]
        return json.loads(answer)

    def run(self, code: str, **values: object) -> object:
        return self.ask(do="run", code=code.format(**values) if values else code)

    def fill(self, count: int, *, domain: str = "toa-soan.example", first: int = 0) -> None:
        self.run(FILL, count=count, domain=domain, first=first)

    def states(self) -> dict[str, int]:
        return self.run(STATES)

    def worker(self) -> int:
        number = self.ask(do="worker")
        self.workers.append(number)
        return number

    def kill(self, worker: int, how: int = signal.SIGKILL) -> None:
        self.workers.remove(worker)
        os.kill(worker, how)

    def wait_for(self, states: dict[str, int], seconds: float = 60) -> None:
        until, now = time.monotonic() + seconds, {}
        while time.monotonic() < until:
            now = self.states()
            if now == states:
                return
            time.sleep(0.1)
        raise AssertionError(f"{now} after {seconds} seconds; {Path(self.log.name).read_text()[-3000:]}")

    def close(self) -> None:
        for worker in list(self.workers):
            with contextlib.suppress(ProcessLookupError):
                self.kill(worker)
        self.process.kill()
        self.process.wait(timeout=10)
        self.log.close()


@contextlib.contextmanager
def nursery(folder: Path, *, mail: str, **more: str) -> Iterator[Nursery]:
    folder.mkdir(parents=True, exist_ok=True)
    place = Nursery(folder, mail=mail, **more)
    try:
        yield place
    finally:
        place.close()


def _serve() -> None:
    from hoiam.config.command import start_django

    start_django()
    from django.core.management import call_command
    from django.db import connection

    from hoiam.config import worker
    from hoiam.post import payloads

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    call_command("migrate", verbosity=0)
    text = "Thành phố công bố số liệu về hộ nghèo năm 2025. " * 60
    payloads.register(
        "tests.bulk",
        lambda number, _language: payloads.Mail(
            subject="Thông cáo", text=text, headers={"List-Unsubscribe": f"<https://desk.example/u/{number}>"}
        ),
    )
    said_to = os.dup(1)
    os.dup2(2, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        said: object = None
        connection.close()
        if asked["do"] == "worker":
            said = os.fork()
            if said == 0:
                worker.turn()
                os._exit(0)
        else:
            names: dict[str, object] = {}
            exec(asked["code"], names)
            said = names.get("said")
            connection.close()
        os.write(said_to, (json.dumps(said) + "\n").encode())


if __name__ == "__main__":
    _serve()
