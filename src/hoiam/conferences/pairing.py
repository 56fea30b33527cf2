"""Sheets of one person found together without knowing whose they are. Pure.

The mark of a sheet is an HMAC of the typed code under a key of the training. Codes are short: whoever holds the
key can try them all, and so the key lies wrapped, apart from backups, and is destroyed when the training is closed.
"""

from __future__ import annotations

import hashlib
import hmac

from hoiam.conferences.terms import Phase

_TOGETHER = {Phase.BEFORE: "test", Phase.AFTER: "test", Phase.EVALUATION: "evaluation"}
"""Which sheets of one person have the same mark: what somebody thinks is never found beside what they knew."""


def read_typed(code: str) -> str:
    """A delegate's code as it was typed, in its one spelling."""
    return "".join(code.split()).replace("-", "").upper()


def mark_of(key: bytes, phase: str, code: str) -> str:
    """The mark of a sheet, hexadecimal; `code` as `read_typed` gives it."""
    said = f"{_TOGETHER[Phase(phase)]}\n{code}".encode()
    return hmac.new(key, said, hashlib.sha256).hexdigest()
