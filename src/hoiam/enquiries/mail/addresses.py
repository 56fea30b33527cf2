"""The address to which an asker replies: `desk+DN-2026-00001.k3v9x2m4qa@example.org`. Pure.

The second half of the tag is a keyed digest of the reference, so that nobody who guesses references can write
into an enquiry; it is told apart from a password by what it opens: a message to intake, nothing to read.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

LENGTH = 10
"""Letters of the tag, 50 bits."""
LONGEST_LOCAL = 64
"""Octets before the @ (RFC 5321, 4.5.3.1.1)."""


def tag(reference: str, secret: str) -> str:
    said = f"hoiam mail tag\n{reference.upper()}".encode()
    digest = hmac.new(secret.encode(), said, hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:LENGTH]


def reply_address(email: str, reference: str, secret: str) -> str:
    """The desk's address with the tag of one enquiry; the bare address where a mail server would not take it."""
    local, _at, domain = email.rpartition("@")
    tagged = f"{local}+{reference}.{tag(reference, secret)}"
    return f"{tagged}@{domain}" if local and len(tagged) <= LONGEST_LOCAL else email


def is_to(address: str, email: str) -> bool:
    """Whether an address is a desk's own, with or without a tag."""
    local, _at, domain = address.lower().rpartition("@")
    own, _at, own_domain = email.lower().rpartition("@")
    return bool(own) and domain == own_domain and local.partition("+")[0] == own.partition("+")[0]


def tagged_reference(address: str, secrets: Iterable[str]) -> str | None:
    """The reference in a genuine tag, "" for a tag that is not, None for an address without one."""
    local = address.rpartition("@")[0]
    if "+" not in local:
        return None
    reference, dot, given = local.partition("+")[2].rpartition(".")
    if not dot:
        return ""
    genuine = any(
        hmac.compare_digest(tag(reference, secret).encode(), given.lower().encode()) for secret in secrets
    )
    return reference.upper() if genuine else ""
