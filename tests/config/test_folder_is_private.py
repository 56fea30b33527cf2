"""Other accounts of the machine read nothing of an installation: not its records, not its keys, not its files."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from hoiam.config.health import faults

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)


@pytest.mark.walk
def test_init_makes_a_folder_that_only_its_own_account_reads(tmp_path):
    folder = tmp_path / "installation"
    given = {"HOIAM_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"]}

    subprocess.run(
        [sys.executable, "-m", "hoiam", "init"], env=given, umask=0o022, check=True, capture_output=True
    )

    styles = folder / "static"
    made = [folder, *(path for path in folder.rglob("*") if styles not in path.parents)]
    open_to_others = [str(path) for path in made if path.stat().st_mode & 0o077]
    assert {"hoiam.sqlite3", "secret.key", "signing.json"} <= {path.name for path in made}
    assert open_to_others == []


def test_check_names_what_others_can_open_and_the_command_that_closes_it(db, settings, tmp_path):
    folder = tmp_path / "a folder"
    key = folder / "keys" / "signing.json"
    key.parent.mkdir(parents=True)
    for file, mode in ((key, 0o640), (folder / "secret.key", 0o604)):
        file.write_text("x")
        file.chmod(mode)
    folder.chmod(0o755)
    settings.DATA_DIR, settings.SIGNING_KEY_FILE = folder, key

    told = [sentence for sentence in faults(AT) if str(folder) in sentence]
    for sentence in told:
        subprocess.run(shlex.split(sentence.partition("Run: ")[2]), check=True)

    assert [Path(shlex.split(sentence)[-1]) for sentence in told] == [folder, key, folder / "secret.key"]
    assert [sentence for sentence in faults(AT) if str(folder) in sentence] == []


def test_stored_file_is_readable_by_its_own_account_only():
    stored = default_storage.save("tests/permissions.txt", ContentFile(b"x"))

    mode = Path(default_storage.path(stored)).stat().st_mode & 0o777
    default_storage.delete(stored)

    assert mode == 0o600
