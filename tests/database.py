"""The tests' database is migrated once per content of the migrations, then copied."""

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

ROOT = Path(__file__).parents[1]


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


def migrate_anew(address: str) -> None:
    """Bring an empty database to this version, in a process of its own."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    environment = {**os.environ, "HOIAM_TEST_DATABASE_URL": address, "PYTHONPATH": paths}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run([*command, "--settings", "tests.settings"], check=True, env=environment)


def make_template(template: Path) -> None:
    """Migrate a file of its own, written aside, then moved into place."""
    aside = template.with_suffix(f".{os.getpid()}")
    aside.unlink(missing_ok=True)
    migrate_anew(f"sqlite:///{aside}")
    aside.replace(template)
    aside.with_name(f"{aside.name}-turn").unlink(missing_ok=True)  # the queue of its writers


def template_database() -> str:
    """The same on PostgreSQL: the name of a database of the server from which the tests' own is made."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    file = template_file()
    name, aside = file.stem.replace("-", "_"), f"{file.stem}-{os.getpid()}".replace("-", "_")
    place, _slash, _name = os.environ["HOIAM_TEST_DATABASE_URL"].rpartition("/")
    with (
        one_at_a_time(file.with_suffix(".lock")),
        psycopg.connect(f"{place}/postgres", autocommit=True) as server,
    ):
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(SQL("CREATE DATABASE {}").format(Identifier(aside)))
            migrate_anew(f"{place}/{aside}")
            server.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(aside), Identifier(name)))
    return name


def copy_migrated(file: Path) -> None:
    """Put a database that is migrated and empty there. The first to ask on this machine migrates, the others wait."""
    template = template_file()
    with one_at_a_time(template.with_suffix(".lock")):
        if not template.exists():
            make_template(template)
    shutil.copyfile(template, file)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Every database is a copy; migrating it again finds nothing to do.

    The settings are asked for first: only then has the file the name that this worker's database will have.
    """
    file = database_file()
    if file is not None:
        copy_migrated(file)
    else:
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = template_database()
    return file is not None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    if database_file() is not None:
        with django_db_blocker.unblock():
            connection.ensure_connection()
            memory.tables = empty_tables()
