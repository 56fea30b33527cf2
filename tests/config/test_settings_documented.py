"""The tests read the documentation: a setting without its line fails."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_variable_in_the_code_has_its_line_and_every_line_its_variable():
    code = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    code += [ROOT / "run.py", ROOT / ".ci" / "run"]
    read = {
        name
        for file in code
        for name in re.findall(r"[\"'\[({ ](HOIAM_[A-Z_]+)[\"'\])}=]", file.read_text(encoding="utf-8"))
        if not name.endswith("_")
    }
    documented = set(
        re.findall(r"^\| `(HOIAM_[A-Z_]+)`", (ROOT / "docs/operate/settings.md").read_text(), re.M)
    )

    assert read - {"HOIAM_INDEX_DIR"} == documented
