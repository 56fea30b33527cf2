"""The link by which a body without a desk answers its part: signed, with an end, never stored."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "hoiam.texts.part_link"


def token_of(part_id: int, expires_at: datetime) -> str:
    """The token of a part until an instant: `<part>-<end>-<signature>`. The same values give the same token.

    It is worked out again from the secret key when the letter is handed over, so that no table holds it.
    """
    said = f"{part_id:x}-{int(expires_at.astimezone(UTC).timestamp()):x}"
    return f"{said}-{_signature(said)}"


def is_genuine(token: str) -> bool:
    """Whether this installation made the token; says nothing about its end."""
    said, _, signature = token.rpartition("-")
    return bool(said) and constant_time_compare(signature, _signature(said))


def digest_of(token: str) -> str:
    """What is stored of a token: its SHA-256, hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def _signature(said: str) -> str:
    return salted_hmac(SALT, said, algorithm="sha256").hexdigest()[:40]
