"""Signed documents that anyone can verify offline: canonical JSON and Ed25519.

The private keys live in one file outside the database (mode 0600, `HOIAM_SIGNING_KEY_FILE`), locked with the
passphrase of `HOIAM_SIGNING_PASSPHRASE` where one is given; each has the time in which it signs. The public
halves are published at `/.well-known/hoiam-keys.json`, those of earlier keys for good.
"""

from __future__ import annotations

import base64
import json
import os
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hoiam.desks.against import ReasonsAgainst

SCRYPT = {"n": 2**15, "r": 8, "p": 1}
"""Cost of trying a passphrase: some 0.1 s and 32 MB. Kept with each locked key."""
SHORTEST_PASSPHRASE = 16


def canonical(document: dict[str, Any]) -> bytes:
    """The one spelling of a document that is signed: keys sorted, no spaces, UTF-8."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def make_key(file: Path, at: datetime, passphrase: str = "") -> str:
    """Add a fresh key that signs from `at` on, ending the one before; returns its id.

    The private half of an ended key is forgotten: it signs nothing any more. Raises `ReasonsAgainst` for a
    passphrase that is too short.
    """
    rows = json.loads(file.read_text()) if file.exists() else []
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    for row in rows:
        row["valid_to"] = row["valid_to"] or moment
        row.pop("seed", None)
        row.pop("locked", None)
    private = Ed25519PrivateKey.generate()
    public = base64.b64encode(private.public_key().public_bytes_raw()).decode()
    key_id = f"k{len(rows) + 1}-{at:%Y%m%d}"
    row = {"id": key_id, "public": public, "valid_from": moment, "valid_to": None}
    rows.append(row | _kept(private.private_bytes_raw(), key_id, passphrase))
    _write(file, rows)
    return key_id


def lock_keys(file: Path, passphrase: str) -> int:
    """Lock every key of the file that lies there in the clear; how many there were."""
    rows = json.loads(file.read_text())
    clear = [row for row in rows if "seed" in row]
    for row in clear:
        row |= _kept(base64.b64decode(row.pop("seed")), row["id"], passphrase)
    if clear:
        _write(file, rows)
    return len(clear)


def is_readable(file: Path) -> bool:
    """Whether the file holds keys at all."""
    try:
        return isinstance(_rows(file), list)
    except ValueError:
        return False


def is_locked(file: Path) -> bool:
    """Whether no private key lies in the file in the clear."""
    return not any("seed" in row for row in _rows(file))


def sign(document: dict[str, Any]) -> dict[str, Any]:
    """The document with `key` and `signature` added, by the newest key.

    Raises `FileNotFoundError` where no key was made, `ReasonsAgainst` where the passphrase does not open it.
    """
    file = Path(settings.SIGNING_KEY_FILE)
    key_id, seed = _open(file, file.stat().st_mtime_ns, settings.SIGNING_PASSPHRASE)
    said = {**document, "key": key_id}
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return {**said, "signature": base64.b64encode(private.sign(canonical(said))).decode()}


def verify(document: dict[str, Any], keys: dict[str, Any], *, signed_at: object = None) -> bool:
    """Whether the signature belongs to exactly this document, by the published keys alone. Pure.

    `keys` is the content of `hoiam-keys.json`: {"keys": [{"id", "public", "valid_from", "valid_to"}]}.
    `signed_at`: see `fault`.
    """
    return fault(document, keys, signed_at=signed_at) == ""


def fault(document: dict[str, Any], keys: dict[str, Any], *, signed_at: object = None) -> str:
    """What is wrong with the signature of a document: "" for nothing, `key`, `signature` or `validity`. Pure.

    `signed_at` is the moment (ISO 8601) at which the document itself says it was signed: outside the time of
    its key it is not genuine. None: the document names none, and the time of the key is not looked at.
    """
    said = {name: value for name, value in document.items() if name != "signature"}
    row = _named(keys, said.get("key"))
    if row is None:
        return "key"
    try:
        signature = base64.b64decode(str(document.get("signature", "")), validate=True)
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(str(row.get("public", ""))))
        public.verify(signature, canonical(said))
    except (InvalidSignature, ValueError):
        return "signature"
    return "" if signed_at is None or _was_valid(row, signed_at) else "validity"


def public_keys() -> dict[str, Any]:
    """What is published at `/.well-known/hoiam-keys.json`."""
    shown = ("id", "public", "valid_from", "valid_to")
    rows = _rows(Path(settings.SIGNING_KEY_FILE))
    return {"algorithm": "Ed25519", "keys": [{name: row[name] for name in shown} for row in rows]}


def _named(keys: dict[str, Any], key_id: object) -> dict[str, Any] | None:
    rows = keys.get("keys")
    found = rows if isinstance(rows, list) else []
    return next((row for row in found if isinstance(row, dict) and row.get("id") == key_id), None)


def _was_valid(row: dict[str, Any], signed_at: object) -> bool:
    """Moments without a zone are none; a key without an end is valid still."""
    try:
        at = datetime.fromisoformat(str(signed_at))
        begins = datetime.fromisoformat(str(row["valid_from"]))
        ends = datetime.fromisoformat(str(row["valid_to"])) if row.get("valid_to") else None
        return begins <= at and (ends is None or at <= ends)
    except (ValueError, TypeError, KeyError):
        return False


def _kept(seed: bytes, key_id: str, passphrase: str) -> dict[str, Any]:
    """The private half as it is written: in the clear, or locked (scrypt, AES-256-GCM)."""
    if not passphrase:
        return {"seed": base64.b64encode(seed).decode()}
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise ReasonsAgainst(
            [
                _(
                    "The passphrase of the signing keys has fewer than %(count)d characters. Choose a longer one."
                )
                % {"count": SHORTEST_PASSPHRASE}
            ]
        )
    salt, nonce = os.urandom(16), os.urandom(12)
    closed = AESGCM(_stretched(passphrase, salt, SCRYPT)).encrypt(nonce, seed, key_id.encode())
    spelled = {
        name: base64.b64encode(value).decode()
        for name, value in (("salt", salt), ("nonce", nonce), ("seed", closed))
    }
    return {"locked": {"kdf": "scrypt", **SCRYPT, **spelled}}


def _stretched(passphrase: str, salt: bytes, cost: dict[str, Any]) -> bytes:
    kdf = Scrypt(salt=salt, length=32, n=int(cost["n"]), r=int(cost["r"]), p=int(cost["p"]))
    return kdf.derive(passphrase.encode())


@lru_cache(maxsize=4)
def _open(file: Path, changed: int, passphrase: str) -> tuple[str, bytes]:
    """(id, seed) of the newest key; opened once a process, for stretching a passphrase is slow on purpose."""
    newest = _read(file, changed)[-1]
    if "seed" in newest:
        return newest["id"], base64.b64decode(newest["seed"])
    locked = newest["locked"]
    salt, nonce, closed = (base64.b64decode(locked[name]) for name in ("salt", "nonce", "seed"))
    try:
        seed = AESGCM(_stretched(passphrase, salt, locked)).decrypt(nonce, closed, newest["id"].encode())
    except InvalidTag:
        raise ReasonsAgainst(
            [
                _(
                    "The signing key is locked and the passphrase in HOIAM_SIGNING_PASSPHRASE does not open it. "
                    "Nothing was signed. Whoever runs the server sets the right one and starts it again."
                )
            ]
        ) from None
    return newest["id"], seed


def _write(file: Path, rows: list[dict[str, Any]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        json.dump(rows, out)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)


def _rows(file: Path) -> list[dict[str, Any]]:
    return _read(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(file: Path, changed: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(file.read_text())
    return rows
