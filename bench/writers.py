"""Fifty people writing at once on SQLite for a minute, journal lines included.

`python3 run.py bench writers [--seconds=60] [--people=50]`. Every person is a thread with a connection of its
own, spread over two processes, and takes questions in through the room's own operation. Told at the end: how many
were taken in, how many calls failed, whether a reference is missing or doubled, whether the journal verifies.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path


def option(name: str, default: int) -> int:
    return next((int(word.split("=")[1]) for word in sys.argv if word.startswith(f"--{name}=")), default)


def start_django(folder: Path) -> None:
    os.environ.update(
        HOIAM_MODE="demo",
        HOIAM_DATA_DIR=str(folder),
        HOIAM_BASE_URL="http://127.0.0.1",
        DJANGO_SETTINGS_MODULE="hoiam.config.settings",
    )
    import django

    django.setup()


def write(
    folder: Path, people: int, seconds: int, told: multiprocessing.Queue[tuple[int, list[str]]]
) -> None:
    """One process: `people` threads taking questions in until the time is over."""
    start_django(folder)
    from django.db import connection

    from hoiam.desks.models import Desk
    from hoiam.enquiries.asker import Asker
    from hoiam.enquiries.operations.intake import take_in

    desk = Desk.objects.get(code="trung-uong")
    until, lock = time.monotonic() + seconds, threading.Lock()
    done, faults = 0, []

    def ask(number: int) -> None:
        nonlocal done
        while time.monotonic() < until:
            at = datetime.now(UTC)
            try:
                take_in(
                    desk=desk,
                    kind="press_enquiry",
                    language="vi",
                    question=f"Câu hỏi của người thứ {number} lúc {at.isoformat()}?",
                    asker=Asker(email=f"nguoi-{number}@bench.example"),
                    received_at=at,
                    by="asker",
                    at=at,
                )
            except Exception as fault:
                with lock:
                    faults.append(f"{type(fault).__name__}: {fault}"[:120])
            else:
                with lock:
                    done += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.put((done, faults))


def main() -> int:
    seconds, people = option("seconds", 60), option("people", 50)
    folder = Path(tempfile.mkdtemp(prefix="hoiam-bench-"))
    start_django(folder)
    from hoiam.config import demo
    from hoiam.config.commands.setup import migrate_all, ready_keys

    migrate_all()
    ready_keys(datetime.now(UTC))
    demo.tell(datetime.now(UTC))
    from django.db import connection

    from hoiam.desks.queries.journal import first_breaks
    from hoiam.enquiries.models import Enquiry

    before = Enquiry.objects.count()
    connection.close()
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    halves = [people // 2, people - people // 2]
    writers = [context.Process(target=write, args=(folder, half, seconds, told)) for half in halves]
    for writer in writers:
        writer.start()
    outcomes = [told.get() for _writer in writers]
    for writer in writers:
        writer.join()
    done, faults = sum(row[0] for row in outcomes), [fault for row in outcomes for fault in row[1]]
    numbers = sorted(Enquiry.objects.filter(desk__code="trung-uong").values_list("number", flat=True))
    kept = Enquiry.objects.count() - before
    print(f"{people} people, {seconds} s: {done} questions taken in ({done / seconds:.0f} a second)")
    print(f"faults: {len(faults)} {sorted(set(faults))[:3]}")
    print(
        f"lost writes: {done - kept}; gaps or doubles in references: {numbers != list(range(1, len(numbers) + 1))}"
    )
    breaks = first_breaks()
    print(f"journal: {'verifies' if not breaks else breaks}")
    shutil.rmtree(folder, ignore_errors=True)
    return 1 if faults or done != kept or breaks else 0


if __name__ == "__main__":
    raise SystemExit(main())
