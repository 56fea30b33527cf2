"""Addresses are kept encrypted while a parcel waits, and blanked when it has left."""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@lru_cache(maxsize=2)
def _key(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())


def seal(address: str) -> str:
    box = Fernet(base64.urlsafe_b64encode(_key(settings.SECRET_KEY, b"hoiam post address")))
    return box.encrypt(address.encode()).decode()


def unseal(sealed: str) -> str:
    """The address; raises `ValueError` where the secret key is not the one it was sealed with."""
    box = Fernet(base64.urlsafe_b64encode(_key(settings.SECRET_KEY, b"hoiam post address")))
    try:
        return box.decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise ValueError("The address was sealed with another secret key.") from None


def recipient_key(payload_kind: str, payload_id: int, address: str) -> str:
    """Tells a second parcel of one payload to one address apart from a first; says nothing across payloads."""
    said = f"{payload_kind}\n{payload_id}\n{address.strip().lower()}".encode()
    return hmac.new(_key(settings.SECRET_KEY, b"hoiam post recipient"), said, hashlib.sha256).hexdigest()
