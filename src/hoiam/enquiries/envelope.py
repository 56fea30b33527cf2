"""Sealing and opening with a key of its own for every envelope. Pure.

The data key is wrapped by a key derived from the installation's secret, so neither the database alone nor the
secret alone opens anything, and dropping the wrapped key closes every copy for good.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
SALT = 16


class CannotOpen(Exception):
    """The envelope, its key or the installation's secret do not belong together."""


def _derived(material: bytes, *, salt: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=salt, info=f"hoiam {purpose}".encode()).derive(material)


def new_key() -> bytes:
    """A fresh data key, 256 bits."""
    return AESGCM.generate_key(bit_length=256)


def wrap_key(key: bytes, secret: str) -> bytes:
    """The data key in a form that only the installation's secret opens: salt, nonce, ciphertext."""
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    outer = _derived(secret.encode(), salt=salt, purpose="seal key")
    return salt + nonce + AESGCM(outer).encrypt(nonce, key, b"seal key")


def unwrap_key(wrapped: bytes | memoryview, secrets: Iterable[str]) -> bytes:
    """The data key again; `secrets`: the present one and those before it. Raises `CannotOpen`."""
    wrapped = bytes(wrapped)
    salt, nonce, closed = wrapped[:SALT], wrapped[SALT : SALT + NONCE], wrapped[SALT + NONCE :]
    for secret in secrets:
        outer = _derived(secret.encode(), salt=salt, purpose="seal key")
        try:
            return AESGCM(outer).decrypt(nonce, closed, b"seal key")
        except InvalidTag:
            continue
    raise CannotOpen("No secret of this installation opens the key.")


def seal_bytes(key: bytes, content: bytes, about: str) -> bytes:
    """Ciphertext bound to `about`: it does not open as an envelope of anything else."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, about.encode())


def open_bytes(key: bytes, closed: bytes | memoryview, about: str) -> bytes:
    """What was sealed. Raises `CannotOpen` where key, content or `about` differ."""
    closed = bytes(closed)
    try:
        return AESGCM(key).decrypt(closed[:NONCE], closed[NONCE:], about.encode())
    except InvalidTag as error:
        raise CannotOpen("The seal does not open with this key.") from error


def seal(key: bytes, content: dict[str, Any], about: str) -> bytes:
    return seal_bytes(key, json.dumps(content, ensure_ascii=False).encode(), about)


def opened(key: bytes, closed: bytes | memoryview, about: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(open_bytes(key, closed, about))
    return said


def status_token(key: bytes) -> str:
    """The secret of the status link, 43 characters. It follows from the data key, so it is stored nowhere
    and cannot be made again once the key is erased."""
    token = _derived(key, salt=b"status link", purpose="status link")
    return base64.urlsafe_b64encode(token).decode().rstrip("=")


def receipt_salt(key: bytes) -> str:
    """What is mixed into the digest of the question, so that nobody without the asker's receipt or the seal can
    try out names on it."""
    return _derived(key, salt=b"receipt", purpose="receipt salt").hex()


def token_digest(token: str) -> str:
    """What is stored of a status link."""
    return hashlib.sha256(token.encode()).hexdigest()
