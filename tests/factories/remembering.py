"""What a factory wrote into the empty SQLite database is written again, not worked out again.

The rows of a case come from the real operations: several hundred queries. The first time in a process that a
factory is called with these words on this state of the database, its writing statements are kept; the next test
that begins the same way has the very same statements executed, and a copy of what the factory gave back.

Nothing is remembered on PostgreSQL, outside a test's transaction, after anything else was written, under
`monkeypatch` or settings that a test has changed, or where a savepoint was rolled back: there the factory runs.
`tests/config/test_remembering.py` compares both ways row by row.
"""

from __future__ import annotations

import io
import pickle
from collections import OrderedDict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

import pytest
from django.conf import UserSettingsHolder, settings
from django.db import connection
from django.db.backends.sqlite3.base import SQLiteCursorWrapper
from django.utils.translation import get_language

Given, Made = ParamSpec("Given"), TypeVar("Made")
PLAIN = (str, bytes, int, float, Decimal, date, datetime, timedelta, type(None))
HARMLESS = {"HOIAM_INDEX_DIR", "EMAIL_URL", "IS_DEMO"}
"""Settings that no factory reads."""
MOST = 2_000
"""How many calls are kept; those not used for longest go first."""


class NotNamed(Exception):
    """An argument that cannot be told from another of its kind in the next test."""


@dataclass
class Kept:
    """One call: its statements, how many rows they change, what it leaves for after the commit, what it gave back."""

    statements: list[tuple[str, Any, bool]]
    changes: int
    waiting: list[tuple[Callable[[], None], bool]]
    made: bytes


@dataclass
class Memory:
    """What this process remembers, and where the running test stands."""

    kept: OrderedDict[Any, Kept] = field(default_factory=OrderedDict)
    tables: list[str] | None = None
    """The tables in which nothing stands before any test; None: the database is not ready."""
    patches: pytest.MonkeyPatch | None = None
    """Of the running test; None: no test is running."""
    state: Any = None
    """Names the calls that led here; None: not begun."""
    mark: Any = None
    """The last keys of all tables and the connection's count of changed rows, as they belong to `state`."""
    known: dict[Any, Any] = field(default_factory=dict)
    """What the calls of this test gave back, by name."""
    log: list[tuple[str, Any, bool]] = field(default_factory=list)
    depth: int = 0
    is_spoiled: bool = False
    repeats: int = 0
    """How many calls of this process were written again."""

    def begin(self, patches: pytest.MonkeyPatch) -> None:
        self.patches, self.state, self.mark = patches, None, None
        self.known, self.log, self.depth, self.is_spoiled = {}, [], 0, False

    def is_certain(self) -> bool:
        """Whether the database stands exactly where the remembered calls have brought it."""
        if self.tables is None or self.patches is None or self.patches._setattr or self.patches._setitem:
            return False
        if not connection.in_atomic_block or changed_settings() - HARMLESS:
            return False
        if self.state is None and self.is_empty():
            self.arrive(tuple(counters()))
        return self.state is not None and self.mark == mark()

    def is_empty(self) -> bool:
        """Whether no factory has written yet. A test without a transaction leaves no rows, but leaves last keys."""
        asked = " UNION ALL ".join(f'SELECT EXISTS (SELECT 1 FROM "{name}")' for name in self.tables or ())
        return not any(found for (found,) in connection.connection.execute(asked))

    def arrive(self, state: Any) -> None:
        self.state, self.mark = state, mark()

    def end(self) -> None:
        """Between two tests, where data of a whole module is made, nothing is certain."""
        self.patches = None


memory = Memory()


def counters() -> list[Any]:
    """SQLite's own list of the last key of every table."""
    return connection.connection.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name").fetchall()


def empty_tables() -> list[str]:
    return [
        name
        for name in connection.introspection.table_names()
        if not connection.connection.execute(f'SELECT EXISTS (SELECT 1 FROM "{name}")').fetchone()[0]
    ]


def mark() -> Any:
    return counters(), connection.connection.total_changes


def changed_settings() -> set[str]:
    """Names of the settings that the running test has changed."""
    names: set[str] = set()
    layer = settings._wrapped
    while isinstance(layer, UserSettingsHolder):
        names |= {name for name in vars(layer) if name.isupper()} | layer._deleted
        layer = layer.default_settings
    return names


def remembered(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Let a factory be remembered. Its arguments must say all that it depends on besides the database."""

    @wraps(make)
    def recalled(*args: Given.args, **given: Given.kwargs) -> Made:
        if not memory.is_certain():
            return make(*args, **given)
        try:
            call = (make.__module__, make.__qualname__, name_of(args), name_of(given), get_language())
        except NotNamed:
            return make(*args, **given)
        key = (memory.state, call)
        if key in memory.kept:
            memory.kept.move_to_end(key)
            made = _repeat(memory.kept[key])
        else:
            made = _record(key, lambda: make(*args, **given))
        memory.arrive(key)
        _know(key, made)
        return made

    return recalled


def _record(key: Any, run: Callable[[], Made]) -> Made:
    known, begin, before = dict(memory.known), len(memory.log), connection.connection.total_changes
    waiting = len(connection.run_on_commit)
    memory.depth += 1
    try:
        with ExitStack() as stack:
            if memory.depth == 1:
                memory.is_spoiled = False
                stack.enter_context(connection.execute_wrapper(_listen))
            made = run()
    finally:
        memory.depth -= 1
        memory.known = known
        statements = memory.log[begin:]
        if memory.depth == 0:
            memory.log = []
    left = [(later, is_robust) for _points, later, is_robust in connection.run_on_commit[waiting:]]
    if not memory.is_spoiled and all(map(is_repeatable, left)):
        changes = connection.connection.total_changes - before
        memory.kept[key] = Kept(statements, changes, left, _pickled(made))
        while len(memory.kept) > MOST:
            memory.kept.popitem(last=False)
    return made


def _listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    word = sql.lstrip().split(None, 1)[0].upper()
    if word == "ROLLBACK":
        memory.is_spoiled = True
    elif word not in ("SELECT", "PRAGMA", "SAVEPOINT", "RELEASE"):
        asked = SQLiteCursorWrapper.convert_query(None, sql) if params is not None else sql  # type: ignore[arg-type]
        params = [tuple(row) for row in params] if many else params and tuple(params)
        memory.log.append((asked, params, many))
    return execute(sql, params, many, context)


def _repeat(kept: Kept) -> Any:
    raw = connection.connection
    memory.repeats += 1
    before = raw.total_changes
    for sql, params, many in kept.statements:
        (raw.executemany if many else raw.execute)(sql, params or ()).fetchall()
    if raw.total_changes - before != kept.changes:
        raise AssertionError("What a factory wrote could not be written again; the database was not as then.")
    if memory.depth:
        memory.log.extend(kept.statements)
    for later, is_robust in kept.waiting:
        connection.on_commit(later, robust=is_robust)
    return _Unpickler(io.BytesIO(kept.made)).load()


def is_repeatable(left: tuple[Callable[[], None], bool]) -> bool:
    """Whether what waits for the commit holds nothing of the test in which it was said."""
    later = left[0]
    given = (*later.args, *later.keywords.values()) if isinstance(later, partial) else ()
    function = later.func if isinstance(later, partial) else later
    return getattr(function, "__closure__", ()) is None and all(isinstance(each, PLAIN) for each in given)


def name_of(given: Any) -> Any:
    """A value that is equal for arguments that mean the same in every test."""
    for name, known in memory.known.items():
        if known is given:
            return ("known", name)
    if isinstance(given, PLAIN):
        return (type(given).__name__, given)
    if isinstance(given, list | tuple):
        return (type(given).__name__, *map(name_of, given))
    if isinstance(given, dict):
        return ("dict", *((key, name_of(value)) for key, value in given.items()))
    if is_dataclass(given) and not isinstance(given, type):
        return (type(given).__name__, *(name_of(getattr(given, each.name)) for each in fields(given)))
    raise NotNamed(type(given).__name__)


def _know(key: Any, made: Any) -> None:
    memory.known[key] = made
    for name in ("desk", "other_desk", "enquiry", "text"):
        part = vars(made).get(name) if hasattr(made, "__dict__") else None
        if part is not None and all(part is not known for known in memory.known.values()):
            memory.known[(key, name)] = part
    for name, person in getattr(made, "__dict__", {}).get("people", {}).items():
        memory.known[(key, name)] = person


class _Pickler(pickle.Pickler):
    """Leaves out what the test has already: its desk and its people are the same objects everywhere."""

    def persistent_id(self, given: Any) -> Any:
        for name, known in memory.known.items():
            if known is given:
                return name
        return None


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, name: Any) -> Any:
        return memory.known[name]


def _pickled(made: Any) -> bytes:
    written = io.BytesIO()
    _Pickler(written).dump(made)
    return written.getvalue()
