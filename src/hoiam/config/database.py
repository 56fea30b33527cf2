"""How the two databases are opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def options(address: Mapping[str, Any]) -> dict[str, Any]:
    """Add to a parsed address what the desk needs of that engine.

    SQLite takes its write lock when a transaction begins: a transaction that reads first and writes
    later would otherwise fail under several writers with "database is locked"; writers queue, see
    `hoiam.config.sqlite`. What is deleted is written
    over: the erased key of a seal is not to be found in a free page.
    """
    parsed = dict(address)
    if "sqlite" in parsed["ENGINE"]:
        parsed["ENGINE"] = "hoiam.config.sqlite"
        parsed["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=30000;"
            " PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY;",
        }
        parsed["CONN_MAX_AGE"] = None
    else:
        parsed.setdefault("OPTIONS", {})
        parsed["CONN_MAX_AGE"] = 60
        parsed["CONN_HEALTH_CHECKS"] = True
    return parsed
