"""The order in which a text leaves, and the list that is sealed before: worked out from a seed. Pure.

The seed is drawn and kept sealed before T; only its hash is public. After T the seed is public, so that

- anybody can recompute the hash of the seed, the hash of the list from its lines, and that the lines stand in
  the order of their order keys: nobody chose who comes first;
- an outlet, which alone knows the key of its channel, finds its own line and its own place.

Nobody else learns from the lines who is on the list.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable

SEED_BYTES = 32


def new_seed() -> str:
    """32 bytes from the operating system, in hexadecimal."""
    return secrets.token_hex(SEED_BYTES)


def new_key() -> str:
    """The key of a channel: 16 bytes, in hexadecimal."""
    return secrets.token_hex(16)


def seed_hash(seed: str) -> str:
    """SHA-256 of the bytes of the seed."""
    return hashlib.sha256(bytes.fromhex(seed)).hexdigest()


def order_key(seed: str, channel_key: str) -> str:
    """HMAC-SHA256 of `order:` and the channel's key, in hexadecimal; the lowest leaves first."""
    return _keyed(seed, "order", channel_key)


def list_line(seed: str, channel_key: str) -> str:
    """HMAC-SHA256 of `list:` and the channel's key: the line of a channel in the sealed list."""
    return _keyed(seed, "list", channel_key)


def list_hash(lines: Iterable[str]) -> str:
    """SHA-256 over the lines in the order given (sorted by the caller), each ended by a line feed."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _keyed(seed: str, purpose: str, channel_key: str) -> str:
    return hmac.new(bytes.fromhex(seed), f"{purpose}:{channel_key}".encode(), hashlib.sha256).hexdigest()
