"""`hoiam demo`: an embedded desk with its story, on this machine only."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from hoiam.config import command

STORY_REACHES_BACK = timedelta(days=400)
"""The demo's key is as old as its story: what was signed before a key is not genuine."""


def add(words: Any) -> None:
    demo = words.add_parser("demo", help="a desk with its story, on this machine only")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--host", default="127.0.0.1")
    demo.add_argument("--fresh", action="store_true", help="forget what was entered and begin anew")
    demo.set_defaults(call=run)


def run(given: argparse.Namespace) -> int:
    """Set up on the first start (migrations, pack, facts, story), then serve pages and worker together."""
    began = time.monotonic()
    if given.host not in ("127.0.0.1", "::1", "localhost"):
        raise command.Refused(
            "The demo's passphrase is public: it is served on this machine (127.0.0.1) only."
        )
    folder = Path(os.environ.get("HOIAM_DATA_DIR") or Path.home() / ".hoiam") / "demo"
    if not _is_free(given.port):
        raise command.Refused(f"Port {given.port} is in use. Choose another one: --port {given.port + 1}")
    if given.fresh:
        shutil.rmtree(folder, ignore_errors=True)
    _settle(folder, given.port)
    command.start_django()
    _prepare()
    worker = subprocess.Popen([sys.executable, "-m", "hoiam", "worker"])
    threading.Thread(target=_announce, args=(given.port, began), daemon=True).start()
    from hoiam.config.commands.serving import serve

    try:
        serve(host=given.host, port=given.port, workers=1, threads=4)
    finally:
        worker.terminate()
        worker.wait(timeout=10)
    return 0


def _settle(folder: Path, port: int) -> None:
    """Everything of the demo lives in one folder; the surrounding settings are not looked at."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in [name for name in os.environ if name.startswith("HOIAM_")]:
        del os.environ[name]
    os.environ.update(
        HOIAM_MODE="demo",
        HOIAM_DATA_DIR=str(folder),
        HOIAM_BASE_URL=f"http://127.0.0.1:{port}",
        HOIAM_EMAIL_URL=f"maildir://{folder / 'mail'}?from=ban-thong-tin@hoiam.example",
    )


def _prepare() -> None:
    from hoiam.config import demo
    from hoiam.config.commands.setup import migrate_all, ready_keys

    at = datetime.now(UTC)
    migrate_all()
    ready_keys(at - STORY_REACHES_BACK)
    if not demo.is_there():
        print("Telling the demo's story for the first time …", flush=True)
        demo.tell(at)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _announce(port: int, began: float) -> None:
    """Print the address and the logins once the pages answer."""
    from hoiam.config import demo

    address = f"http://127.0.0.1:{port}/"
    for _attempt in range(300):
        try:
            with urlopen(f"{address}healthz", timeout=2):  # noqa: S310  our own address on loopback
                break
        except (URLError, OSError):
            time.sleep(0.1)
    print(f"\nHồi Âm is ready after {time.monotonic() - began:.0f} s: {address}")
    print(f"Officers' desk: {address}office/   passphrase for every login: {demo.PASSPHRASE}")
    for login in demo.logins():
        print(f"  {login.email:<30} {login.task}")
    print("Stop with Ctrl+C; what you enter is kept. Begin anew with --fresh.\n", flush=True)
