"""The tests' SQLite database is migrated once per content of the migrations, then copied."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from tests.factories.remembering import empty_tables, memory


def template_file() -> Path:
    """Where the migrated file is kept: its name is a digest of every migration of every application."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        folder = Path(app.path) / "migrations"
        for file in sorted(folder.glob("*.py")):
            digest.update(file.read_bytes())
    digest.update(import_module("django").get_version().encode())
    return Path(tempfile.gettempdir()) / f"hoiam-tests-{os.getuid()}-{digest.hexdigest()[:16]}.sqlite3"


def database_file() -> Path | None:
    """The file of this process's test database; None on PostgreSQL."""
    database = settings.DATABASES["default"]
    return Path(database["TEST"]["NAME"]) if "sqlite" in database["ENGINE"] else None


@contextmanager
def one_at_a_time(name: Path) -> Iterator[None]:
    """Workers that begin together wait here for each other; one that is killed lets go."""
    with closing(sqlite3.connect(name, timeout=300, isolation_level=None)) as held:
        held.execute("BEGIN EXCLUSIVE")
        yield


def make_template(template: Path) -> None:
    """Migrate a file of its own, written aside, then moved into place."""
    aside = template.with_suffix(f".{os.getpid()}")
    aside.unlink(missing_ok=True)
    environment = {**os.environ, "HOIAM_TEST_DATABASE_URL": f"sqlite:///{aside}"}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run([*command, "--settings", "tests.settings"], check=True, env=environment)
    aside.replace(template)
    aside.with_name(f"{aside.name}-turn").unlink(missing_ok=True)  # the queue of its writers


def copy_migrated(file: Path) -> None:
    """Put a database that is migrated and empty there. The first to ask on this machine migrates, the others wait."""
    template = template_file()
    with one_at_a_time(template.with_suffix(".lock")):
        if not template.exists():
            make_template(template)
    shutil.copyfile(template, file)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Every SQLite database is a copy; migrating it again finds nothing to do.

    The settings are asked for first: only then has the file the name that this worker's database will have.
    """
    file = database_file()
    if file is not None:
        copy_migrated(file)
    return file is not None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    if database_file() is not None:
        with django_db_blocker.unblock():
            connection.ensure_connection()
            memory.tables = empty_tables()
