"""Conferences: the schedule page, and every other part that stands beside this file.

`python3 run.py bench conferences [--parts=schedule,…] [--keep=FOLDER]`. A part is a module with `run() -> None` that
makes its rows in the demo's record and prints its figures; CPU is the process's own time over many requests handed to
the application itself (WSGI, no sockets), the median and the least of rounds.
"""

from __future__ import annotations

import shutil
import tempfile
from importlib import import_module
from pathlib import Path

from bench.conferences.measuring import option, prepare

HERE = Path(__file__).resolve().parent
OWN = ("__init__", "__main__", "measuring")


def main() -> int:
    known = sorted(file.stem for file in HERE.glob("*.py") if file.stem not in OWN)
    asked = [word for word in option("parts", "").split(",") if word] or known
    kept = option("keep", "")
    folder = Path(kept or tempfile.mkdtemp(prefix="hoiam-bench-"))
    try:
        prepare(folder)
        for name in asked:
            print(f"-- {name}")
            import_module(f"bench.conferences.{name}").run()
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
