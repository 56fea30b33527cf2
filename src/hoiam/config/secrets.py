"""The installation's secret key and the host names it answers to."""

from __future__ import annotations

import os
import secrets as randomness
from pathlib import Path
from urllib.parse import urlsplit

SETUP_COMMANDS = {"init", "demo"}


def is_setup(argv: list[str]) -> bool:
    """Whether this process is the command that sets an installation up, and may thus make its key."""
    return len(argv) > 1 and argv[1] in SETUP_COMMANDS


def secret_key(data_dir: Path, *, may_create: bool) -> str:
    """The key from `HOIAM_SECRET_KEY`, else from the file `secret.key` (0600) in the data folder.

    Raises `SystemExit` with a sentence where there is none and this command may not make one.
    """
    given = os.environ.get("HOIAM_SECRET_KEY", "")
    if given:
        if len(given) < 32:
            raise SystemExit("HOIAM_SECRET_KEY is too short: give at least 32 random characters.")
        return given
    file = data_dir / "secret.key"
    if not file.exists():
        if not may_create:
            raise SystemExit(f"No secret key: set HOIAM_SECRET_KEY, or run `hoiam init` to make {file}.")
        data_dir.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(randomness.token_urlsafe(48))
    return file.read_text().strip()


def allowed_hosts(listed: str, base_url: str) -> list[str]:
    """The hosts named in `HOIAM_ALLOWED_HOSTS` (commas) and the host of `HOIAM_BASE_URL`."""
    hosts = [host.strip() for host in listed.split(",") if host.strip()]
    own = urlsplit(base_url).hostname
    if own:
        hosts.append(own)
    return sorted({*hosts, "127.0.0.1", "localhost", "[::1]"})
