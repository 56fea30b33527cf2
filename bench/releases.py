"""The public page of a release: CPU of a page written anew, of one kept, of a 304; and a publication while 200 read.

`python3 run.py bench releases [--keep=FOLDER] [--readers=200] [--seconds=20]`. CPU is the process's own time over
many requests handed to the application itself (WSGI, no sockets), the median and the least of rounds. The
publication runs against `hoiam web` in processes of its own: readers ask for the list and the page of a release
again and again; in the middle a release becomes public. No reader may see an error, and none the list without it
more than one second after.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from typing import Any

REQUESTS, ROUNDS = 40, 7
SENTENCE = "Thành phố mở thêm phòng khám ở các xã để người dân được khám gần nhà và không phải chờ lâu."


def option(name: str, default: str) -> str:
    return next((word.split("=", 1)[1] for word in sys.argv if word.startswith(f"--{name}=")), default)


def prepare(folder: Path) -> tuple[str, Any]:
    """Make the record with one public release; (its reference, another that is approved and waits)."""
    os.environ.update(
        HOIAM_MODE="demo",
        HOIAM_DATA_DIR=str(folder),
        HOIAM_EMAIL_URL=f"maildir://{folder}/mail?from=bench@hoiam.example",
        HOIAM_BASE_URL="http://127.0.0.1",
        DJANGO_SETTINGS_MODULE="hoiam.config.settings",
    )
    import django

    django.setup()
    from hoiam.config import demo
    from hoiam.config.commands.setup import migrate_all, ready_keys

    migrate_all()
    ready_keys(datetime.now(UTC))
    if not demo.is_there():
        demo.tell(datetime.now(UTC))
    from hoiam.releases.operations.publishing import publish

    now = datetime.now(UTC)
    first, second = make_approved("Trang để đo", now), make_approved("Bản công bố giữa lúc đọc", now)
    publish(edition=first, at=now)
    return first.release.reference, second


def make_approved(title: str, at: datetime) -> Any:
    """An approved release of some six hundred words in Vietnamese and English that cites three facts."""
    from hoiam.desks.models import Desk, Membership
    from hoiam.desks.queries.standing import standing_of
    from hoiam.evidence.models import Fact
    from hoiam.releases.operations.writing import (
        add_language,
        describe,
        mark_reviewed,
        start_release,
        translate,
    )
    from hoiam.releases.queries.texts import original_of, translation_units
    from hoiam.texts.operations.clearance import send_for_clearance, sign

    desk = Desk.objects.get(code="trung-uong")
    people = {row.role: row.person for row in Membership.objects.filter(desk=desk).select_related("person")}
    facts = Fact.objects.filter(desk=desk, reference__in=["F066", "F069", "F070"]).order_by("reference")
    cited = " ".join(f"[{fact.reference}]" for fact in facts)
    paragraphs = "\n\n".join(" ".join([SENTENCE] * 4) for _number in range(9))
    body = f"# {title}\n\n{paragraphs}\n\n{SENTENCE} {cited}"
    writer = people["case_officer"]
    release = start_release(
        desk=desk, kind="release", language="vi", theme="health", place=None, by=writer, at=at, body=body
    )
    edition = release.editions.get()
    describe(
        edition=edition,
        by=writer,
        at=at,
        balance_note={"vi": "Bản này chỉ để đo.", "en": "This is for measuring only."},
    )
    english = add_language(edition=edition, language="en", by=writer, at=at)
    units = translation_units(english)
    translate(
        edition_text=english,
        sentences={unit.key: f"In English, sentence {unit.key}." for unit in units},
        by=writer,
        at=at,
    )
    english.refresh_from_db()
    mark_reviewed(edition_text=english, by=people["fact_steward"], at=at)
    for row in (original_of(edition), english):
        row.text.refresh_from_db()
        version = send_for_clearance(text=row.text, standing=standing_of(writer, desk, at), at=at)
        for role in ("reviewer", "spokesperson"):
            standing = standing_of(people[role], desk, at)
            sign(version=version, text_hash=version.hash, standing=standing, role=role, at=at)
    edition.refresh_from_db()
    return edition


def asked(path: str, **headers: str) -> dict[str, Any]:
    """What a server hands to the application for one request."""
    path, _mark, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **headers,
    }


def answered(application: Any, environ: dict[str, Any]) -> tuple[str, dict[str, str], bytes]:
    said: list[Any] = []
    body = application(environ, lambda status, headers: said.extend([status, dict(headers)]))
    content = b"".join(body)
    body.close()
    return said[0], said[1], content


def cpu_ms(ask: Any, before: Any = None) -> tuple[float, float]:
    """(median, least) CPU of one request over rounds."""
    spent = []
    for _round in range(ROUNDS):
        began, idle = time.process_time(), 0.0
        for _number in range(REQUESTS):
            if before is not None:
                at = time.process_time()
                before()
                idle += time.process_time() - at
            ask()
        spent.append((time.process_time() - began - idle) * 1000 / REQUESTS)
    return median(spent), min(spent)


def measure(reference: str) -> None:
    from hoiam.config.wsgi import application
    from hoiam.newsroom import same_moment, stamping

    path = f"/vi/releases/{reference}/"
    _status, headers, content = answered(application, asked(path))
    print(f"page: {len(content) / 1000:.1f} kB of HTML, {headers['Cache-Control']}")
    longest, same_moment.SECONDS = same_moment.SECONDS, 3600.0
    moment = next(_each_layer(application, same_moment.SameMoment))

    def forget() -> None:
        stamping._kept.clear()
        moment.kept.clear()

    def ask(**more: str) -> None:
        status, _headers, _content = answered(application, asked(path, **more))
        if status[:3] not in ("200", "304"):
            raise SystemExit(f"{path} answered {status}.")

    known = {"HTTP_IF_NONE_MATCH": headers["ETag"]}
    rows = [
        ("written anew (≤ 5 ms)", lambda: ask(), forget),
        ("known to the process, checked", lambda: ask(), moment.kept.clear),
        ("304, checked", lambda: ask(**known), moment.kept.clear),
    ]
    for name, act, before in rows:
        print("{:34} {:6.2f} ms CPU (least {:.2f})".format(name, *cpu_ms(act, before)))
    moment.seconds = 3600.0
    forget()
    ask()
    for name, act in (
        ("kept within the half second (≤ 0.5)", lambda: ask()),
        ("304 within the half second (≤ 0.5)", lambda: ask(**known)),
    ):
        print("{:34} {:6.2f} ms CPU (least {:.2f})".format(name, *cpu_ms(act)))
    same_moment.SECONDS = longest


def _each_layer(application: Any, kind: type) -> Any:
    """Middleware of that kind in the application, found through what each layer wraps."""
    seen, layers = set(), [application._middleware_chain]
    while layers:
        layer = layers.pop()
        if id(layer) in seen:
            continue
        seen.add(id(layer))
        if isinstance(layer, kind):
            yield layer
        inner = [cell.cell_contents for cell in getattr(layer, "__closure__", None) or ()]
        layers += [
            one
            for one in (*inner, getattr(layer, "get_response", None), getattr(layer, "__wrapped__", None))
            if callable(one)
        ]


def read_on(port: int, path: str, until: float, marks: dict[str, Any], word: bytes) -> None:
    """One reader: asks again and again; notes errors and the last moment at which the word was missing."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    etag = ""
    has_word = False
    while time.time() < until:
        began = time.time()
        try:
            connection.request("GET", path, headers={"If-None-Match": etag} if etag else {})
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, HTTPException) as error:
            with marks["lock"]:
                marks["errors"].append(repr(error))
            connection.close()
            connection = HTTPConnection("127.0.0.1", port, timeout=30)
            continue
        if answer.status == 200:
            etag, has_word = answer.headers["ETag"], word in content
        elif answer.status != 304:
            with marks["lock"]:
                marks["errors"].append(str(answer.status))
        with marks["lock"]:
            marks["count"] += 1
            if not has_word:
                marks["missing"] = max(marks["missing"], began)
        time.sleep(0.2)


def publish_while_read(second: Any, readers: int, seconds: float) -> bool:
    from hoiam.releases.operations.publishing import publish

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "hoiam", "web", "--port", str(port), "--workers", "2", "--threads", "2"]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        marks: dict[str, Any] = {"lock": threading.Lock(), "errors": [], "count": 0, "missing": 0.0}
        until = time.time() + seconds
        word = "Bản công bố giữa lúc đọc".encode()
        crowd = [
            threading.Thread(target=read_on, args=(port, "/vi/releases/", until, marks, word), daemon=True)
            for _number in range(readers)
        ]
        for reader in crowd:
            reader.start()
        time.sleep(seconds / 2)
        publish(edition=second, at=datetime.now(UTC))
        published = time.time()
        for reader in crowd:
            reader.join(timeout=seconds + 40)
    finally:
        server.terminate()
        server.wait(timeout=15)
    stale = max(marks["missing"] - published, 0.0)
    print(
        f"published while {readers} read: {marks['count']} answers, {len(marks['errors'])} errors; "
        f"the last question answered without it came {stale:.2f} s after (≤ 1)"
    )
    for fault in marks["errors"][:3]:
        print(f"  {fault}")
    return not marks["errors"] and stale <= 1


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/vi/releases/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not answer within a minute.")


def main() -> int:
    kept = option("keep", "")
    folder = Path(kept or tempfile.mkdtemp(prefix="hoiam-bench-"))
    try:
        reference, second = prepare(folder)
        measure(reference)
        fine = publish_while_read(second, int(option("readers", "200")), float(option("seconds", "20")))
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)
    return 0 if fine else 1


if __name__ == "__main__":
    raise SystemExit(main())
