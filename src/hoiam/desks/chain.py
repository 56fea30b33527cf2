"""The digests that tie the lines of a journal to one another. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

FIRST = "0" * 64
"""What stands before the first line of a chain."""


def digest_of_detail(salt: str, detail: dict[str, Any]) -> str:
    """SHA-256 over the salt and the canonical JSON of the detail, in hexadecimal."""
    canonical = json.dumps(detail, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(f"{salt}\n{canonical}".encode()).hexdigest()


def digest_of_line(said: Sequence[object], at: datetime) -> str:
    """SHA-256 over the instant (UTC, microseconds) and everything else a line says, in hexadecimal."""
    instant = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps([instant, *said], ensure_ascii=False).encode()).hexdigest()
