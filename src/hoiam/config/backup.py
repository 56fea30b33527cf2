"""A whole installation in one file, its keys in another.

The file holds every record as JSON lines and every stored file; the keys file holds the keys of the seals and
the list of what was erased. Only the newest keys file is to be kept: a seal whose key is not in it cannot be
opened any more, in whichever copy of the records it stands.
"""

from __future__ import annotations

import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.utils.translation import gettext_lazy as _

from hoiam.config.sqlite.base import READING
from hoiam.desks import erasing
from hoiam.desks.against import ReasonsAgainst, insist
from hoiam.desks.models import Desk, Erasure

FORMAT = 1
LEFT_OUT = {"sessions.session", "contenttypes.contenttype", "auth.permission", "auth.group", "search.change"}
"""Made anew by the program itself; sessions end with a restore."""
APART = {"conferences.learningkey", "enquiries.sealkey", "enquiries.mailkey", "post.arrivalkey"}
"""The keys of what is sealed: of who asked, of messages to be sorted, of messages on their way; and those under which
sheets of a training are paired."""
BATCH = 500
DAMAGED = (
    tarfile.TarError,
    zlib.error,
    KeyError,
    EOFError,
    OSError,
    UnicodeDecodeError,
    json.JSONDecodeError,
)
"""What reading a broken or foreign file ends in."""


@dataclass(frozen=True)
class Counted:
    records: int
    files: int
    keys_file: Path
    erased: int = 0


def kept_models() -> list[type[models.Model]]:
    """What a backup holds, in an order in which keys point backwards only."""
    every = apps.get_models(include_auto_created=True)
    ours = [model for model in every if model._meta.managed and not model._meta.proxy]
    return [model for model in ours if model._meta.label_lower not in LEFT_OUT | APART]


def write(file: Path, *, at: datetime) -> Counted:
    """Write `file` and `file.keys`, both readable by their owner only; nothing is left half-written.

    Raises `ReasonsAgainst` where the folder is not there.
    """
    insist(
        [] if file.parent.is_dir() else [_("There is no folder %(folder)s.") % {"folder": str(file.parent)}]
    )
    records = 0
    fresh, keys = file.with_name(file.name + ".new"), file.with_name(file.name + ".keys")
    with _private(fresh) as out, tarfile.open(fileobj=out, mode="w:gz") as archive, _one_picture():
        manifest = {
            "format": FORMAT,
            "made_at": at.astimezone(UTC).isoformat(),
            "country": settings.COUNTRY.code,
        }
        _add(archive, "manifest.json", json.dumps(manifest).encode())
        for model in kept_models():
            lines = io.StringIO()
            rows = model._base_manager.order_by("pk")
            serializers.serialize("jsonl", rows.iterator(chunk_size=2000), stream=lines)
            content = lines.getvalue()
            records += content.count("\n")
            _add(archive, f"records/{model._meta.label_lower}.jsonl", content.encode())
        stored = list(_stored_files())
        for path in stored:
            archive.add(path, arcname=f"files/{path.relative_to(_files_folder())}")
        _write_keys(keys)
    fresh.replace(file)
    return Counted(records, len(stored), keys)


def read(file: Path, keys: Path, *, at: datetime) -> Counted:
    """Bring everything back into an empty, migrated installation, and repeat every erasure made since.

    Raises `ReasonsAgainst` for an installation that is not empty, a file that is none, or missing keys.
    """
    insist(
        [
            Desk.objects.exists() and _("This installation is not empty. Restore into a fresh one."),
            not keys.is_file() and _("The keys file %(file)s is missing.") % {"file": str(keys)},
        ]
    )
    try:
        kept = json.loads(keys.read_text(encoding="utf-8"))
        with tarfile.open(file, "r:gz") as archive, transaction.atomic():
            records = sum(_load(archive, model) for model in kept_models())
            _load_keys(kept["seals"])
            erased = _repeat_erasures(kept["erasures"], at)
            _reset_sequences()
            files = _unpack_files(archive)
    except (
        tarfile.TarError,
        KeyError,
        EOFError,
        json.JSONDecodeError,
        serializers.base.DeserializationError,
    ):
        raise ReasonsAgainst([_("The file is damaged or is no backup; nothing was restored.")]) from None
    return Counted(records, files, keys, erased)


@contextmanager
def _one_picture() -> Iterator[None]:
    """One picture of the records, however long the writing takes; the desk goes on writing meanwhile."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
        return
    database: Any = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    usual, database.transaction_mode = database.transaction_mode, READING
    try:
        with transaction.atomic():
            yield
    finally:
        database.transaction_mode = usual


def _private(path: Path) -> Any:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def _files_folder() -> Path:
    storages: Any = settings.STORAGES
    return Path(storages["default"]["OPTIONS"]["location"])


def _stored_files() -> Iterator[Path]:
    """Every stored file; private keys are none, wherever they were put."""
    folder = _files_folder()
    private = {Path(settings.SIGNING_KEY_FILE).resolve(), Path(settings.PDF_CERTIFICATE_FILE).resolve()}
    found = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
    yield from (path for path in found if path.resolve() not in private)


def _write_keys(path: Path) -> None:
    seals = [
        row
        for label in sorted(APART)
        for row in json.loads(serializers.serialize("json", _keys_of(label).objects.order_by("pk")))
    ]
    erasures = list(Erasure.objects.order_by("pk").values_list("kind", "record_id"))
    with _private(path) as out:
        out.write(json.dumps({"format": FORMAT, "seals": seals, "erasures": erasures}).encode())


def _load(archive: tarfile.TarFile, model: type[models.Model]) -> int:
    member = archive.extractfile(f"records/{model._meta.label_lower}.jsonl")
    if member is None:
        raise KeyError(model._meta.label_lower)
    loaded, batch = 0, []
    for found in serializers.deserialize("jsonl", io.TextIOWrapper(member, encoding="utf-8")):
        batch.append(found.object)
        if len(batch) == BATCH:
            loaded += len(model._base_manager.bulk_create(batch))
            batch = []
    return loaded + len(model._base_manager.bulk_create(batch))


def _load_keys(rows: list[dict[str, Any]]) -> None:
    found = [row.object for row in serializers.deserialize("python", rows)]
    for label in sorted(APART):
        model = _keys_of(label)
        opens = _opened_by(model)
        known = set(opens.related_model._base_manager.values_list("pk", flat=True))
        own = [key for key in found if isinstance(key, model)]
        model.objects.bulk_create([key for key in own if getattr(key, opens.attname) in known])


def _keys_of(label: str) -> Any:
    """The model of one kind of key; it has one key to one row, which it opens."""
    return apps.get_model(label)


def _opened_by(model: Any) -> Any:
    return next(field for field in model._meta.concrete_fields if field.one_to_one)


def _repeat_erasures(rows: list[list[Any]], at: datetime) -> int:
    done = set(Erasure.objects.values_list("kind", "record_id"))
    since = [(kind, number) for kind, number in rows if (kind, number) not in done]
    for kind, number in since:
        erasing.repeat(kind=kind, record_id=number, at=at)
    return len(since)


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        restored = [*kept_models(), *map(_keys_of, sorted(APART))]
        for statement in connection.ops.sequence_reset_sql(no_style(), restored):
            cursor.execute(statement)


def _unpack_files(archive: tarfile.TarFile) -> int:
    folder = _files_folder()
    members = [entry for entry in archive.getmembers() if entry.isfile() and entry.name.startswith("files/")]
    for entry in members:
        entry.name = entry.name.removeprefix("files/")
        archive.extract(entry, folder, filter="data")
    return len(members)
