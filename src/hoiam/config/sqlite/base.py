"""Django's SQLite with one more thing: writers wait their turn in the order in which they came.

SQLite itself lets waiting writers try again after ever longer pauses, and whoever tries at the right instant is
next: of fifty, some wait out the whole busy timeout and fail with "database is locked". Here each transaction first
takes an advisory lock on a file beside the database; the kernel wakes waiters first come, first served, over threads
and processes alike, and frees the lock of a process that died. SQLite's own lock still guards the data.
"""

from __future__ import annotations

import os
from typing import Any

from django.db.backends.sqlite3 import base

try:
    import fcntl
except ImportError:  # No such lock on this system: SQLite's own waiting remains.
    fcntl = None  # type: ignore[assignment]

TURN = "-turn"
READING = "DEFERRED"
"""The `transaction_mode` of a long transaction that only reads: it takes no turn and keeps nobody waiting."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Holds the turn from the beginning of a transaction to its end."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self._turn: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        if self.transaction_mode != READING:  # type: ignore[attr-defined]
            self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        if fcntl is None or self._turn is not None or self.is_in_memory_db():
            return
        try:
            turn = os.open(self._turn_file(), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return  # Such as a file made by a command of another user: SQLite's own waiting remains.
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)
        except BaseException:
            os.close(turn)
            raise
        self._turn = turn

    def _turn_file(self) -> str:
        return f"{self.settings_dict['NAME']}{TURN}"

    def _end_turn(self) -> None:
        """Closing the file gives the turn to whoever waits longest."""
        if self._turn is not None:
            turn, self._turn = self._turn, None
            os.close(turn)
