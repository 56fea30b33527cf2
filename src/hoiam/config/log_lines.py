"""Lines of the log without the secrets that stand in addresses."""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(r"(/(?:status|parts|accounts/invitation|accounts/password/reset/key)/)[^/\s'\"?]+")
"""Whoever has one of these links is let in by it: it belongs to one reader, not to who reads the log."""


class WithoutSecrets(logging.Formatter):
    """Writes a line, its traceback too, with `…` where an address carries a secret."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub(r"\1…", super().format(record))
