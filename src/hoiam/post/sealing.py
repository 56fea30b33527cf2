"""Addresses are kept encrypted while a parcel waits, and blanked when it has left."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_str


@lru_cache(maxsize=8)
def _key(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())


@lru_cache(maxsize=4)
def _address_box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(secret, b"hoiam post address")))


def seal(address: str) -> str:
    return _address_box(settings.SECRET_KEY).encrypt(address.encode()).decode()


def unseal(sealed: str) -> str:
    """The address; raises `ValueError` where the secret key is not the one it was sealed with."""
    try:
        return _address_box(settings.SECRET_KEY).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise ValueError("The address was sealed with another secret key.") from None


def recipient_key(payload_kind: str, payload_id: int, identity: str) -> str:
    """Tells a second parcel of one payload to one recipient apart from a first; says nothing across payloads."""
    said = f"{payload_kind}\n{payload_id}\n{identity}".encode()
    return hmac.new(_key(settings.SECRET_KEY, b"hoiam post recipient"), said, hashlib.sha256).hexdigest()


NONCE = 12


def _boxes() -> MultiFernet:
    """Opens what the present secret or one before it has closed."""
    secrets = [force_str(one) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(_key(secret, b"hoiam post message"))) for secret in secrets
    )


def close_message(raw: bytes) -> tuple[bytes, bytes]:
    """(ciphertext, its own key wrapped): backups keep the two apart, so that dropping the key closes every copy."""
    key, nonce = AESGCM.generate_key(bit_length=256), os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, raw, b"message"), _boxes().encrypt(key)


def open_message(closed: bytes | memoryview, wrapped: bytes | memoryview) -> bytes:
    """The message as it was fetched; raises `ValueError` where key, secret and ciphertext do not belong together."""
    closed = bytes(closed)
    try:
        key = _boxes().decrypt(bytes(wrapped))
        return AESGCM(key).decrypt(closed[:NONCE], closed[NONCE:], b"message")
    except (InvalidToken, InvalidTag):
        raise ValueError("The message was sealed with another key.") from None


def message_digest(said: bytes) -> str:
    """Tells a message that was fetched before; without the secret nothing can be tried out on it."""
    return hmac.new(_key(settings.SECRET_KEY, b"hoiam post arrival"), said, hashlib.sha256).hexdigest()
