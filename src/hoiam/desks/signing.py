"""Signed documents that anyone can verify offline: canonical JSON and Ed25519.

The private keys live in one file outside the database (mode 0600, `HOIAM_SIGNING_KEY_FILE`); each has the
days on which it signs. The public halves are published at `/.well-known/hoiam-keys.json`.
"""

from __future__ import annotations

import base64
import json
import os
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


def canonical(document: dict[str, Any]) -> bytes:
    """The one spelling of a document that is signed: keys sorted, no spaces, UTF-8."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def make_key(file: Path, at: datetime) -> str:
    """Add a fresh key that signs from `at` on, ending the one before; returns its id."""
    rows = json.loads(file.read_text()) if file.exists() else []
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    for row in rows:
        row["valid_to"] = row["valid_to"] or moment
    private = Ed25519PrivateKey.generate()
    seed = base64.b64encode(private.private_bytes_raw()).decode()
    public = base64.b64encode(private.public_key().public_bytes_raw()).decode()
    key_id = f"k{len(rows) + 1}-{at:%Y%m%d}"
    rows.append({"id": key_id, "seed": seed, "public": public, "valid_from": moment, "valid_to": None})
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        json.dump(rows, out)
    fresh.replace(file)
    return key_id


def sign(document: dict[str, Any]) -> dict[str, Any]:
    """The document with `key` and `signature` added. Raises `FileNotFoundError` where no key was made."""
    newest = _rows(Path(settings.SIGNING_KEY_FILE))[-1]
    said = {**document, "key": newest["id"]}
    private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(newest["seed"]))
    return {**said, "signature": base64.b64encode(private.sign(canonical(said))).decode()}


def verify(document: dict[str, Any], keys: dict[str, Any]) -> bool:
    """Whether the signature belongs to exactly this document, by the published keys alone. Pure.

    `keys` is the content of `hoiam-keys.json`: {"keys": [{"id", "public", "valid_from", "valid_to"}]}.
    """
    said = {name: value for name, value in document.items() if name != "signature"}
    published = {row["id"]: row["public"] for row in keys.get("keys", [])}
    public = published.get(str(said.get("key", "")))
    if public is None:
        return False
    try:
        signature = base64.b64decode(str(document.get("signature", "")), validate=True)
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public)).verify(signature, canonical(said))
    except (InvalidSignature, ValueError):
        return False
    return True


def public_keys() -> dict[str, Any]:
    """What is published at `/.well-known/hoiam-keys.json`."""
    shown = ("id", "public", "valid_from", "valid_to")
    rows = _rows(Path(settings.SIGNING_KEY_FILE))
    return {"algorithm": "Ed25519", "keys": [{name: row[name] for name in shown} for row in rows]}


def _rows(file: Path) -> list[dict[str, Any]]:
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(file: Path, changed: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(file.read_text())
    return rows
