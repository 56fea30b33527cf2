"""`python3 run.py bench month [--count=200] [--days=22] [--keep=FOLDER]`: plays the month and prints what it cost."""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from .browser import Cost, Ledger


def option(name: str, default: str) -> str:
    return next((word.split("=", 1)[1] for word in sys.argv if word.startswith(f"--{name}=")), default)


def told(ledger: Ledger) -> list[str]:
    """The figures as lines: by step and role over everything, then by flow."""
    lines = [f"{'step':12} {'role':14} {'clicks':>7} {'fields':>7} {'CPU s':>8} {'wall s':>8}"]
    by_step: dict[tuple[str, str], Cost] = {}
    by_flow: dict[str, Cost] = {}
    for (flow, step, role), cost in ledger.costs.items():
        by_step.setdefault((step, role), Cost()).__iadd__(cost)
        if role not in ("asker", "reader"):
            by_flow.setdefault(flow, Cost()).__iadd__(cost)
    for (step, role), cost in sorted(by_step.items()):
        lines.append(f"{step:12} {role:14} {cost.clicks:7} {cost.fields:7} {cost.cpu:8.2f} {cost.wall:8.2f}")
    lines.append(
        f"\n{'office, by flow':30} {'times':>6} {'clicks':>7} {'fields':>7} {'CPU s':>8}   each, on average"
    )
    for flow, cost in sorted(by_flow.items()):
        times = max(1, ledger.times.get(flow, 1))
        lines.append(
            f"{flow:30} {times:6} {cost.clicks / times:7.1f} {cost.fields / times:7.1f} {cost.cpu / times:8.3f}"
        )
    return lines


def per_answer(month) -> str:  # type: ignore[no-untyped-def]
    """What one question cost the desk from its arrival to the last letter, detours and signing in included."""
    whole = Cost()
    for (flow, _step, role), cost in month.office.ledger.costs.items():
        if role not in ("asker", "reader") and flow not in ("bulletin", "matter", "duty roster"):
            whole += cost
    count = month.count
    return (
        f"\neach question: {whole.clicks / count:.1f} clicks, {whole.fields / count:.1f} fields, "
        f"{whole.cpu / count:.2f} s of CPU and {whole.wall / count:.2f} s of waiting for pages"
    )


def main() -> int:
    from . import world

    kept, count, days = option("keep", ""), int(option("count", "200")), int(option("days", "22"))
    folder = Path(kept or tempfile.mkdtemp(prefix="hoiam-month-"))
    port = world.free_port()
    world.choose(folder, port)
    import django

    django.setup()
    logging.disable(logging.INFO)
    begins = world.local(2026, 10, 1, 6)
    clock = world.Clock(begins)
    try:
        found, month = play(folder, port, clock, count, days)
    finally:
        clock.stop()
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(told(month.office.ledger)))
    print(per_answer(month))
    for line in found:
        print(f"FAULT: {line}")
    return 1 if found else 0


def play(folder: Path, port: int, clock, count: int, days: int):  # type: ignore[no-untyped-def]
    """One month from the empty folder to the checks."""
    from hoiam.config.worker import turn_once

    from . import checks, world
    from .people import Office
    from .play import Month
    from .server import Server

    begins = world.local(2026, 10, 1, 6)
    cast = world.found_desk(begins)
    world.give_letterhead(cast, begins - timedelta(days=30))
    server = Server(port)
    began = time.perf_counter()
    month = Month(
        Office(server, cast, world.PASSPHRASE),
        clock,
        folder,
        turn_once,
        world.picture(),
        count=count,
        days=days,
    )
    try:
        month.play()
        print(f"{count} questions on {days} days played in {time.perf_counter() - began:.0f} s")
        _say_what_was_played(cast)
        return checks.faults(month), month
    finally:
        server.stop()


def _say_what_was_played(cast) -> None:  # type: ignore[no-untyped-def]
    from hoiam.enquiries.models import Enquiry

    for name in ("kind", "channel", "state"):
        rows = Counter(Enquiry.objects.filter(desk=cast.desk).values_list(name, flat=True))
        print(f"{name}: " + ", ".join(f"{key} {number}" for key, number in rows.most_common()))


if __name__ == "__main__":
    raise SystemExit(main())
