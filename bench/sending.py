"""How fast a release leaves: e-mail to a real SMTP server and webhooks to real HTTP servers, all on loopback.

`python3 run.py bench sending [--recipients=5000] [--large]`. Server and receivers are processes of their own, whose
CPU is not counted. Each run has a process and a database of its own (SQLite, or an empty one that HOIAM_DATABASE_URL
names); `--large` adds 20,000 and 100,000 recipients, which shows whether time and memory grow in line.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RATE, FIRST_TO_LAST, WEBHOOK_P95 = 300, 20.0, 15.0
DOMAINS, HOOKS, DEAD_EACH = 400, 500, 10
TEXT = "Tỷ lệ hộ nghèo của thành phố cuối năm 2025 là 1,02 %, theo báo cáo rà soát hộ nghèo. " * 60


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
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def now() -> datetime:
    return datetime.now(UTC)


def peak() -> float:
    """MiB of this process at its largest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def send_mail(count: int, folder: Path) -> dict[str, Any]:
    """One run: rows written, then handed over to the end."""
    start_django(folder)
    from tests.post.sink import sink

    from hoiam.post import payloads
    from hoiam.post.operations import Outgoing, enqueue_many
    from hoiam.post.tasks import deliver

    def render(number: int, _language: str) -> payloads.Mail:
        return payloads.Mail(
            subject="Thông cáo",
            text=TEXT,
            html=f"<p>{TEXT}</p>",
            headers={"List-Unsubscribe": f"<https://desk.example/u/{number}>"},
        )

    payloads.register("bench.letter", render)
    rows = (
        Outgoing("bench.letter", n, f"bao-{n}@toa-soan-{n % DOMAINS}.example", position=n)
        for n in range(count)
    )
    at, cpu = now(), time.process_time()
    enqueue_many(rows, at=at)
    written = time.process_time() - cpu
    with sink(folder / "sink") as server:
        began, cpu, small = time.perf_counter(), time.process_time(), peak()
        while deliver(at=now(), clock=now, url=server.url, channels=("email",)):
            pass
        taken = server.taken()
        return {
            "written": written,
            "wall": time.perf_counter() - began,
            "cpu": time.process_time() - cpu,
            "first_to_last": taken[-1][2] - taken[0][2],
            "reached": len({to for to, _, _ in taken}),
            "messages": len(taken),
            "peak": peak(),
            "grown": peak() - small,
            "load": os.getloadavg()[0],
        }


def addresses() -> list[str]:
    """One loopback address for every receiver; each tenth is dead."""
    return [f"127.0.{1 + number // 250}.{1 + number % 250}" for number in range(HOOKS)]


def receive(folder: Path) -> None:
    """The receivers: they note when they were called; the dead take the connection and never answer."""
    dead = set(addresses()[::DEAD_EACH])

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        own = writer.get_extra_info("sockname")[0]
        if own in dead:
            await asyncio.sleep(3_600)
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        await reader.readexactly(length)
        with (folder / "called").open("a") as file:
            file.write(f"{own}\t{time.time()}\n")
        writer.write(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(answer, addresses(), option("port", 0), backlog=64)
        (folder / "ready").write_text("")
        await server.serve_forever()

    asyncio.run(serve())


def send_webhooks(folder: Path) -> dict[str, Any]:
    os.environ["HOIAM_WEBHOOK_TEST_HOSTS"] = ",".join(addresses())
    start_django(folder)
    from tests.journeys.processes import free_port

    from hoiam.post import payloads
    from hoiam.post.addresses import webhook_address
    from hoiam.post.operations import Outgoing, enqueue_many
    from hoiam.post.tasks import deliver

    body = json.dumps({"type": "release.published", "data": {"text": TEXT}}).encode()
    payloads.register("bench.hook", lambda *_: payloads.WebhookBody("application/json", body))
    port = free_port()
    words = [sys.executable, "-m", "bench.sending", f"--receive={folder}", f"--port={port}"]
    receivers = subprocess.Popen(words)
    try:
        while not (folder / "ready").exists():
            time.sleep(0.02)
        rows = (
            Outgoing(
                "bench.hook", n, webhook_address(f"http://{one}:{port}/", "whsec_a2V5"), "webhook", position=n
            )
            for n, one in enumerate(addresses())
        )
        enqueue_many(rows, at=now())
        began, cpu = time.time(), time.process_time()
        deliver(at=now(), clock=now, channels=("webhook",))
        ended, cpu = time.time(), time.process_time() - cpu
        called = sorted(float(line.split("\t")[1]) for line in (folder / "called").read_text().splitlines())
        waits = [at - began for at in called]
        return {
            "living": len(waits),
            "median": statistics.median(waits),
            "p95": statistics.quantiles(waits, n=20)[-1],
            "last": waits[-1],
            "ended": ended - began,
            "cpu": cpu,
            "load": os.getloadavg()[0],
        }
    finally:
        receivers.kill()
        receivers.wait()


def apart(*words: str) -> dict[str, Any]:
    """One run in a process of its own, in a folder that is thrown away."""
    folder = tempfile.mkdtemp(prefix="hoiam-bench-")
    try:
        call = [sys.executable, "-m", "bench.sending", *words, f"--folder={folder}"]
        done = subprocess.run(call, check=True, capture_output=True, text=True)
        return json.loads(done.stdout.splitlines()[-1])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def text_option(name: str) -> str:
    return next((word.partition("=")[2] for word in sys.argv if word.startswith(f"--{name}=")), "")


def main() -> int:
    if where := text_option("receive"):
        receive(Path(where))
    if folder := text_option("folder"):
        count = option("mail", 0)
        print(json.dumps(send_mail(count, Path(folder)) if count else send_webhooks(Path(folder))))
        return 0
    sizes = [option("recipients", 5_000), *((20_000, 100_000) if "--large" in sys.argv else ())]
    is_good = True
    for count in sizes:
        said = apart(f"--mail={count}")
        rate = count / said["wall"]
        print(
            f"{count} e-mails: {rate:.0f} a second, first to last {said['first_to_last']:.1f} s, "
            f"CPU {said['cpu']:.1f} s ({said['cpu'] / count * 1000:.2f} ms each), rows written in "
            f"{said['written']:.2f} s of CPU, peak {said['peak']:.0f} MiB ({said['grown']:+.1f} while sending), "
            f"{said['reached']} reached by {said['messages']} messages; load {said['load']:.1f}",
            flush=True,
        )
        is_good &= said["reached"] == count and rate >= RATE
        is_good &= count != 5_000 or said["first_to_last"] <= FIRST_TO_LAST
    said = apart("--webhooks")
    print(
        f"{HOOKS} webhooks, {HOOKS // DEAD_EACH} dead: {said['living']} living called; "
        f"median {said['median']:.1f} s, 95 % within {said['p95']:.1f} s, last {said['last']:.1f} s; "
        f"the round ended after {said['ended']:.1f} s, CPU {said['cpu']:.1f} s; load {said['load']:.1f}"
    )
    is_good &= said["living"] == HOOKS - HOOKS // DEAD_EACH and said["p95"] <= WEBHOOK_P95
    return 0 if is_good else 1


if __name__ == "__main__":
    raise SystemExit(main())
