"""Other accounts of the machine read nothing of an installation: not its records, not its keys, not its files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

ROOT = Path(__file__).resolve().parents[2]


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


def test_stored_file_is_readable_by_its_own_account_only():
    stored = default_storage.save("tests/permissions.txt", ContentFile(b"x"))

    mode = Path(default_storage.path(stored)).stat().st_mode & 0o777
    default_storage.delete(stored)

    assert mode == 0o600
