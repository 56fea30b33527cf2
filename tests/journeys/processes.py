"""Real processes over a data folder of their own: what a power cut or a killed worker leaves behind."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.database import copy_migrated

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def fresh_database() -> Iterator[str]:
    """The address of an empty database for other processes; "" (SQLite) where the tests run on SQLite."""
    given = os.environ.get("HOIAM_TEST_DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield ""
        return
    import psycopg
    from psycopg.sql import SQL, Identifier

    place, _slash, name = given.rpartition("/")
    name = f"{name}_journey_{os.getpid()}"
    with psycopg.connect(f"{place}/postgres", autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield f"{place}/{name}"
        finally:
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


class Installation:
    """A data folder with its own database, keys and desk; commands and scripts run in it as other processes."""

    def __init__(self, folder: Path, *, mail: str = "", port: int = 0, database: str = "") -> None:
        """`database`: the address of one on PostgreSQL; "" for SQLite in the folder."""
        self.port = port
        outside = {name: value for name, value in os.environ.items() if not name.startswith("HOIAM_")}
        outside.pop("DJANGO_SETTINGS_MODULE", None)
        self.environment = outside | {
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "HOIAM_MODE": "test",
            "HOIAM_DATA_DIR": str(folder),
            "HOIAM_BASE_URL": f"http://127.0.0.1:{port}",
            "HOIAM_EMAIL_URL": mail,
        }
        if database:
            self.environment["HOIAM_DATABASE_URL"] = database
        else:
            # `init` brings it up to date; from nothing it is tried in tests/config/test_folder_is_private.py.
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            copy_migrated(folder / "hoiam.sqlite3")
        self.run("init", "--desk", "da-nang", "--desk-name", "Bàn thông tin", "--body", "vn-ubnd-da-nang")

    def run(self, *words: str) -> str:
        call = [sys.executable, "-m", "hoiam", *words]
        done = subprocess.run(call, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *words: str) -> subprocess.Popen:
        """A process in a session of its own, so that it and its children can be killed at one blow."""
        call = [sys.executable, "-m", "hoiam", *words]
        return subprocess.Popen(
            call,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def told(self, script: str) -> object:
        """What a script, run with the installation's settings, gives in the name `said`."""
        lead = "from hoiam.config.command import start_django\nstart_django()\nimport json\n"
        call = [sys.executable, "-c", f"{lead}{script}\nprint('SAID' + json.dumps(said))"]
        done = subprocess.run(call, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.rpartition("SAID")[2])

    def serves(self, seconds: float = 60) -> bool:
        """Wait until the pages answer."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2):
                    return True
            except (URLError, OSError):
                time.sleep(0.2)
        return False


def kill(process: subprocess.Popen) -> None:
    """SIGKILL to the process and to its children: nothing gets the time to tidy up."""
    os.killpg(process.pid, 9)
    process.wait(timeout=20)
