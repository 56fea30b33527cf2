"""Speed, build time and memory at a number of made-up facts, after the manner of the field.

    python -m bench.search.scale --facts 100000 [--questions 400] [--folder DIR]

Facts are made of the shapes of real statements, with drawn places, years, figures and groups, and with drawn words
so that the vocabulary grows with the record as that of real texts does.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.search.desk import PUBLIC, hold, open_desk
from bench.search.made_facts import made_fact, made_question

SEED = 20260901


def main() -> None:
    """Build in one process, ask in another (as web workers do), and print what each cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument("--folder")
    parser.add_argument("--part", choices=["all", "ask", "change"], default="all")
    options = parser.parse_args()
    if options.part == "ask":
        return _ask(options)
    if options.part == "change":
        return _change(options)
    options.folder = str(open_desk(options.folder))
    _build(options.facts)
    for part in ("ask", "change"):
        call = [sys.executable, "-m", "bench.search.scale", "--part", part, "--folder", options.folder]
        call += ["--facts", str(options.facts), "--questions", str(options.questions)]
        subprocess.run(call, check=True)


def facts(number: int) -> Iterator:
    """Yield the first `number` made-up facts, the same at every run."""
    for at in range(number):
        yield made_fact(at, random.Random(SEED + at), PUBLIC)


def _build(number: int) -> None:
    from hoiam.search import operations

    hold("fact", lambda: facts(number))
    made = time.process_time()
    for _ in facts(number):
        pass
    made = time.process_time() - made
    wall, cpu = time.monotonic(), time.process_time()
    operations.rebuild()
    print(
        f"built {number} facts: {time.monotonic() - wall:.0f} s wall, {time.process_time() - cpu:.0f} s CPU "
        f"(of these {made:.0f} s to make the facts), writer's memory {_memory()} MB"
    )


def _ask(options: argparse.Namespace) -> None:
    open_desk(options.folder)
    from hoiam.search.queries import find

    hold("fact", [])
    before = _memory()
    chance = random.Random(SEED)
    numbers = [chance.randrange(options.facts) for _ in range(options.questions)]
    spent, first, first_five = [], 0, 0
    for number in numbers:
        fact = made_fact(number, random.Random(SEED + number), PUBLIC)
        question = made_question(fact, chance)
        start = time.process_time()
        found = find(question, kinds={"fact"}, audience=PUBLIC, limit=5)
        spent.append(time.process_time() - start)
        refs = [hit.ref for hit in found.hits]
        first += refs[:1] == [fact.ref]
        first_five += fact.ref in refs
    spent.sort()
    print(
        f"asked {len(spent)} questions: CPU p50 {spent[len(spent) // 2] * 1e3:.1f} ms, "
        f"p95 {spent[int(len(spent) * 0.95)] * 1e3:.1f} ms; first {first / len(spent):.3f}, "
        f"first five {first_five / len(spent):.3f}; memory before {before} MB, after {_memory()} MB (PSS)"
    )


def _change(options: argparse.Namespace) -> None:
    """Change one fact and wait until it is found, ten times."""
    open_desk(options.folder)
    from hoiam.search import operations
    from hoiam.search.documents import Document
    from hoiam.search.queries import find

    waits = []
    for at in range(10):
        body = f"Sự kiện thử nghiệm số {at} về đèn biển Kê Gà."
        document = Document("fact", f"new-{at}", 1, PUBLIC, "", body, "vi")
        hold("fact", [document])
        start = time.monotonic()
        operations.note_change(kind="fact", refs=[document.ref])
        operations.follow()
        while find(body, kinds={"fact"}, audience=PUBLIC, limit=1).hits[0].ref != document.ref:
            time.sleep(0.01)
        waits.append(time.monotonic() - start)
    print(f"changed fact found after {sorted(waits)[5]:.2f} s (median), {max(waits):.2f} s (longest) of ten")


def _memory() -> int:
    """Give this process's proportional set size in MB (Linux)."""
    rollup = Path(f"/proc/{os.getpid()}/smaps_rollup")
    lines = rollup.read_text().splitlines() if rollup.exists() else []
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) // 1024


if __name__ == "__main__":
    main()
