"""`hoiam backup` and `hoiam restore`: the whole installation in one file, the keys in another."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hoiam.config import command


def add(words: Any) -> None:
    backup = words.add_parser("backup", help="records and files into FILE, keys into FILE.keys")
    backup.add_argument("file", type=Path)
    backup.set_defaults(call=run_backup)
    restore = words.add_parser("restore", help="from FILE and FILE.keys into an empty installation")
    restore.add_argument("file", type=command.existing_file)
    restore.add_argument("--keys", type=command.existing_file, default=None, help="the newest keys file")
    restore.set_defaults(call=run_restore)


def run_backup(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.config import backup
    from hoiam.desks.against import ReasonsAgainst

    try:
        made = backup.write(given.file, at=datetime.now(UTC))
    except ReasonsAgainst as against:
        raise command.Refused(str(against)) from None
    print(f"{made.records} records and {made.files} files in {given.file}; keys apart in {made.keys_file}.")
    print("Keep only the newest keys file: with an older one, what was erased could be read again.")
    return 0


def run_restore(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.config import backup
    from hoiam.config.commands.setup import migrate_all
    from hoiam.desks.against import ReasonsAgainst

    migrate_all()
    keys = given.keys or given.file.with_name(given.file.name + ".keys")
    try:
        done = backup.read(given.file, keys, at=datetime.now(UTC))
    except ReasonsAgainst as against:
        raise command.Refused(str(against)) from None
    print(f"{done.records} records and {done.files} files are back; {done.erased} erasures were repeated.")
    return 0
