"""The public count of a day, chained to the day before. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date

FIRST = "0" * 64
"""What stands before a desk's first day."""


def day_digest(desk: str, day: date, references: Iterable[str], previous: str) -> str:
    """SHA-256 over desk, day, the references taken in that day and the digest of the day before.

    Whoever keeps yesterday's digest and the list of references can tell whether one vanished.
    """
    said = json.dumps([desk, day.isoformat(), sorted(references), previous], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()
