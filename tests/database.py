"""The tests' SQLite database is migrated once per content of the migrations, then copied."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
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


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """Take the copy where there is one; migrating it again then finds nothing to do."""
    file, template = database_file(), template_file()
    if file is None or not template.exists():
        return False
    shutil.copyfile(template, file)
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_keepdb: bool, django_db_blocker) -> None:
    """After the first migration leave a copy for the next run; written aside, then moved into place."""
    file, template = database_file(), template_file()
    if file is not None:
        with django_db_blocker.unblock():
            connection.ensure_connection()
            memory.tables = empty_tables()
    if file is None or django_db_keepdb or template.exists():
        return
    aside = template.with_suffix(f".{os.getpid()}")
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(file, aside)
    aside.replace(template)
