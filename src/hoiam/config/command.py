"""The command line, `hoiam …`: composition only; each subject has its file in `commands/`.

Exit codes: 0 done · 1 refused or found wrong (reasons on standard error, as sentences) · 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

SUBJECTS = (
    "demo",
    "setup",
    "serving",
    "people",
    "desks",
    "evidence",
    "deadlines",
    "receipts",
    "releases",
    "certificates",
    "keys",
    "journal",
    "backups",
)


class Refused(Exception):
    """What a command says on standard error before it ends with 1."""


def parser() -> argparse.ArgumentParser:
    """The whole command line; a subject adds its own words and names the function that does them."""
    top = argparse.ArgumentParser(prog="hoiam", description="The information desk, from the command line.")
    words = top.add_subparsers(dest="word", metavar="COMMAND", required=True)
    for subject in SUBJECTS:
        import_module(f"hoiam.config.commands.{subject}").add(words)
    return top


def start_django() -> None:
    """Read the settings and load the rooms; every command that touches records calls this first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoiam.config.settings")
    import django

    django.setup()
    from django.utils.translation import activate

    # The command line speaks English to its operator; letters and pages choose the language of their reader.
    activate("en")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. What it writes is readable by its own account only."""
    os.umask(0o077)
    given = parser().parse_args(argv)
    try:
        return int(given.call(given) or 0)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130


def existing_file(text: str) -> Path:
    """An argument that must name a file; argparse turns the error into wrong usage (2)."""
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text!r}")
    return path
