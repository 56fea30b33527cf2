"""`python3 run.py bench [NAME …]`: the measurements of bench/README.md; each prints its figures and ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
NAMES = (
    "pages",
    "writers",
    "search",
    "word",
    "letters",
    "verifying",
    "month",
    "sending",
    "releases",
    "alarms",
    "conferences",
)


def main() -> int:
    asked = [word for word in sys.argv[1:] if not word.startswith("-")]
    options = [word for word in sys.argv[1:] if word.startswith("-")]
    unknown = [name for name in asked if name not in NAMES]
    if unknown:
        print(f"There is no bench {unknown[0]!r}. There are: {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    environment = {**os.environ, "PYTHONPATH": f"{HERE / 'src'}{os.pathsep}{HERE}"}
    worst = 0
    for name in asked or NAMES:
        print(f"== {name}", flush=True)
        words = [sys.executable, "-m", f"bench.{name}", *options]
        worst = max(worst, subprocess.run(words, cwd=HERE, env=environment).returncode)  # noqa: S603
    return worst


if __name__ == "__main__":
    raise SystemExit(main())
