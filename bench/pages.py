"""CPU per request, memory, bytes and cold start of one worker over a record of 10,000 + 10,000 rows.

`python3 run.py bench pages [--rows=10000] [--facts=ROWS] [--keep=FOLDER]`. CPU is the worker's own user and system
time over 40 requests, divided by 40, five times after 20 warm ones: the median and the least of the five, because
what else runs on the machine makes the same work dearer. Memory is the worker's proportional set size afterwards.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

import psutil

REQUESTS = 40
TIMES = 5


def option(name: str, default: str) -> str:
    return next((word.split("=", 1)[1] for word in sys.argv if word.startswith(f"--{name}=")), default)


def prepare(folder: Path, rows: int, facts: int) -> str:
    """Make the record; returns the session key of an officer who may see inbox and cases."""
    os.environ.update(
        HOIAM_MODE="demo",
        HOIAM_DATA_DIR=str(folder),
        HOIAM_EMAIL_URL=f"maildir://{folder}/mail?from=bench@hoiam.example",
        HOIAM_BASE_URL="http://127.0.0.1",
        DJANGO_SETTINGS_MODULE="hoiam.config.settings",
    )
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from bench.rows import fill
    from hoiam.config import demo
    from hoiam.config.commands.setup import migrate_all, ready_keys
    from hoiam.desks.models import Person

    migrate_all()
    ready_keys(datetime.now(UTC))
    if not demo.is_there():
        demo.tell(datetime.now(UTC))
        began = time.monotonic()
        fill(rows, facts)
        print(f"{rows} enquiries and {facts} facts made in {time.monotonic() - began:.0f} s")
    officer = Person.objects.get(email="tiep-nhan@hoiam.example")
    session = SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def serve(port: int) -> tuple[subprocess.Popen[bytes], float]:
    """Start one worker; returns it and the seconds until its first page."""
    began = time.monotonic()
    words = [sys.executable, "-m", "hoiam", "web", "--port", str(port), "--workers", "1", "--threads", "1"]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while True:
        try:
            if get(port, "/vi/answers/")[0] == 200:
                return server, time.monotonic() - began
        except OSError:
            pass
        if time.monotonic() - began > 60:
            server.kill()
            raise SystemExit("The server did not answer within a minute.")
        time.sleep(0.02)


def get(port: int, path: str, cookie: str = "") -> tuple[int, int]:
    """(status, bytes of head and body as sent over the wire)."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Accept-Encoding": "gzip, br"} | ({"Cookie": cookie} if cookie else {})
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    size = len(answer.read()) + sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
    connection.close()
    return answer.status, size


def worker_of(server: subprocess.Popen[bytes]) -> psutil.Process:
    children = psutil.Process(server.pid).children(recursive=True)
    return max(children or [psutil.Process(server.pid)], key=lambda process: process.memory_info().rss)


def cpu_ms(process: psutil.Process, port: int, path: str, cookie: str) -> tuple[list[float], int]:
    """(what a request cost in each of the rounds, the least first; bytes sent)."""
    for _warm in range(20):
        status, size = get(port, path, cookie)
        if status != 200:
            raise SystemExit(f"{path} answered {status}.")
    spent = []
    for _round in range(TIMES):
        before = process.cpu_times()
        for _measured in range(REQUESTS):
            get(port, path, cookie)
        after = process.cpu_times()
        seconds = after.user + after.system - before.user - before.system
        spent.append(seconds * 1000 / REQUESTS)
    return sorted(spent), size


def main() -> int:
    rows = int(option("rows", "10000"))
    facts = int(option("facts", str(rows)))
    kept = option("keep", "")
    folder = Path(kept or tempfile.mkdtemp(prefix="hoiam-bench-"))
    key = prepare(folder, rows, facts)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    from django.conf import settings

    cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
    pages = {
        "inbox (≤ 20 ms)": "/office/trung-uong/enquiries/",
        "case page (≤ 30 ms)": "/office/trung-uong/enquiries/TU-2026-00010/",
        "public log (≤ 10 ms)": "/vi/answers/",
        "public answer": "/vi/answers/TU-2026-00001/",
        "fact page (≤ 8 ms)": "/vi/facts/F069/",
        "front page": "/vi/",
        "ask form": "/vi/desks/trung-uong/ask/",
    }
    server, cold = serve(port)
    try:
        process = worker_of(server)
        print(f"cold start to first page: {cold:.2f} s (≤ 2.5 s)")
        for name, path in pages.items():
            spent, size = cpu_ms(process, port, path, cookie if path.startswith("/office") else "")
            middle, least = spent[TIMES // 2], spent[0]
            print(f"{name:24} {middle:6.1f} ms CPU (least {least:.1f})  {size / 1000:6.1f} kB")
        print(f"memory of the worker: {process.memory_full_info().pss / 2**20:.0f} MiB PSS (≤ 110 MiB)")
    finally:
        server.terminate()
        server.wait(timeout=10)
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
