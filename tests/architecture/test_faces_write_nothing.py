"""Faces call operations; no screen, form or feed writes a row itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOIAM = Path(__file__).parents[2] / "src" / "hoiam"
FACES = [file for face in ("newsroom", "workroom") for file in sorted((HOIAM / face).rglob("*.py"))]

WRITES = {
    *("save", "asave", "delete", "adelete", "create", "acreate", "update_or_create", "get_or_create"),
    *("bulk_create", "bulk_update", "abulk_create", "abulk_update", "select_for_update"),
}
WRITES_ON_ROWS = {"update", "add", "set", "clear", "remove"}
"""Said of a list, a set or a response as well: a write only behind `.objects`, `filter(…)` and their like."""
GIVES_ROWS = {"objects", "_default_manager", "_base_manager", "filter", "exclude", "all", "order_by"}


def written(text: str) -> list[str]:
    """`line: name` of every call that writes rows."""
    calls = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    return [
        f"{call.lineno}: {call.func.attr}"
        for call in calls
        if isinstance(call.func, ast.Attribute)
        if call.func.attr in WRITES or (call.func.attr in WRITES_ON_ROWS and gives_rows(call.func.value))
    ]


def gives_rows(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        value = value.func
    return isinstance(value, ast.Attribute) and value.attr in GIVES_ROWS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fact.save()", ["1: save"]),
        ("Fact.objects.create(desk=desk)", ["1: create"]),
        ("Fact.objects.filter(pk=1).update(state='public')", ["1: update"]),
        ("context.update(page=1); seen.add(2)", []),
    ],
)
def test_scan_finds_what_it_is_there_for(text, found):
    assert written(text) == found


def test_no_face_writes_a_row():
    found = {str(file.relative_to(HOIAM)): written(file.read_text(encoding="utf-8")) for file in FACES}

    assert {name: calls for name, calls in found.items() if calls} == {}
