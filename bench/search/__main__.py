"""`python3 run.py bench search`: quality on the sets that `HOIAM_BENCH_DATA` names, then speed at 10,000 facts."""

from __future__ import annotations

import subprocess
import sys

STEPS = (
    ["bench.search.press"],
    ["bench.search.development"],
    ["bench.search.scale", "--facts", "10000"],
)

if __name__ == "__main__":
    raise SystemExit(max(subprocess.run([sys.executable, "-m", *step]).returncode for step in STEPS))
