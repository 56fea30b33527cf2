"""Sizes that stay comfortable: whoever passes one splits by noun."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
LINES_OF_A_FILE = 500
LINES_OF_A_FUNCTION = 60
LINES_OF_A_TEMPLATE = 150

PYTHON = [file for file in sorted(SRC.rglob("*.py")) if "migrations" not in file.parts]
TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))


def too_long(files: list[Path], limit: int) -> list[str]:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    return [f"{file.relative_to(SRC)}: {length}" for file, length in lengths.items() if length > limit]


def long_functions(text: str, limit: int) -> list[str]:
    functions = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
    ]
    return [one.name for one in functions if (one.end_lineno or 0) - one.lineno + 1 > limit]


def test_no_file_passes_500_lines():
    assert too_long(PYTHON, LINES_OF_A_FILE) == []


def test_no_template_passes_150_lines():
    assert too_long(TEMPLATES, LINES_OF_A_TEMPLATE) == []


def test_no_function_passes_60_lines():
    found = {
        str(file.relative_to(SRC)): long_functions(file.read_text(encoding="utf-8"), LINES_OF_A_FUNCTION)
        for file in PYTHON
    }

    assert {name: functions for name, functions in found.items() if functions} == {}


@pytest.mark.parametrize(("lines", "found"), [(2, []), (3, ["act"])])
def test_length_of_a_function_counts_from_its_first_line_to_its_last(lines, found):
    text = "\n".join(["def act():", *["    pass"] * (lines - 1)])

    assert long_functions(text, 2) == found
