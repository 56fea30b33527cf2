"""A stranger's PDF is read by a process of its own, with little memory and time: a broken one breaks nothing here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict

from hoiam.releases.signed.paper import NotRead, PaperShown, read_paper

SECONDS = 15
MEMORY = 1_500_000_000
"""Bytes of address space."""
MOST_PAGES = 120


def read_paper_apart(content: bytes) -> PaperShown:
    """As `read_paper`, of at most 120 pages. Raises `NotRead` too where reading takes too long or breaks."""
    call = [sys.executable, "-c", "from hoiam.releases.signed.apart import main; main()"]
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.environ.get("PATH", "")}
    try:
        done = subprocess.run(  # noqa: S603
            call, input=content, capture_output=True, timeout=SECONDS, check=False, env=environment
        )
        said = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise NotRead("This PDF cannot be read.") from None
    if "not_read" in said:
        raise NotRead(said["not_read"])
    return PaperShown(said["document"], tuple(said["pages"]), said["is_covered"])


def main() -> None:
    """Read a PDF from standard input and write what it shows as JSON."""
    _limit()
    try:
        said = asdict(read_paper(sys.stdin.buffer.read(), MOST_PAGES))
    except NotRead as not_read:
        said = {"not_read": str(not_read)}
    sys.stdout.write(json.dumps(said))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on every system
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
