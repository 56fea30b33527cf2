"""`make check`: style, layout, the floors of the house, types, and the tests of the house itself.

All steps run, some side by side; each says whether it is in order, and what is wrong stands below its name.
"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

STEPS: dict[str, list[str | Path]] = {
    "types": [BIN / "mypy"],
    "house": [sys.executable, "-m", "pytest", "-q", "tests/architecture"],
    "floors": [BIN / "lint-imports", "--no-cache"],
    "style": [BIN / "ruff", "check", "--quiet", "."],
    "layout": [BIN / "ruff", "format", "--check", "--quiet", "."],
}
"""The longest first, so that none of them is waited for alone."""


def take(step: str) -> tuple[int, str]:
    """Run one step; its exit status and what it said."""
    words = [str(word) for word in STEPS[step]]
    done = subprocess.run(words, cwd=HERE, capture_output=True, text=True, encoding="utf-8")  # noqa: S603
    return done.returncode, done.stdout + done.stderr


def main() -> int:
    is_in_order = True
    with ThreadPoolExecutor(max_workers=min(cpu_count() or 1, len(STEPS))) as side_by_side:
        for name, (status, said) in zip(STEPS, side_by_side.map(take, STEPS), strict=True):
            print(f"{name}: {'NOT in order' if status else 'in order'}", flush=True)
            if status:
                is_in_order = False
                print(said, flush=True)
    return 0 if is_in_order else 1


if __name__ == "__main__":
    raise SystemExit(main())
