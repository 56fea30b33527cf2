"""`make check`: style, types, the floors of the house, templates; ends with the first thing that is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

STEPS = [
    ("style", [BIN / "ruff", "check", "--quiet", "."]),
    ("layout", [BIN / "ruff", "format", "--check", "--quiet", "."]),
    ("floors", [BIN / "lint-imports", "--no-cache"]),
    ("types", [BIN / "mypy"]),
    ("house", [sys.executable, "-m", "pytest", "-q", "tests/architecture"]),
]


def main() -> int:
    failed = []
    for name, words in STEPS:
        done = subprocess.run([str(word) for word in words], cwd=HERE, capture_output=True, text=True)  # noqa: S603
        print(f"{name}: {'in order' if done.returncode == 0 else 'NOT in order'}", flush=True)
        if done.returncode:
            print(done.stdout + done.stderr)
            failed.append(name)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
