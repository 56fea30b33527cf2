"""`hoiam web` and `hoiam worker`: the two processes of an installation."""

from __future__ import annotations

import argparse
from typing import Any

from hoiam.config import command


def add(words: Any) -> None:
    web = words.add_parser("web", help="serve the pages")
    web.add_argument("--host", default="127.0.0.1")
    web.add_argument("--port", type=int, default=8000)
    web.add_argument("--workers", type=int, default=1, help="processes")
    web.add_argument("--threads", type=int, default=4, help="threads per process")
    web.set_defaults(call=run_web)
    worker = words.add_parser("worker", help="send, index, escalate: what is done between requests")
    worker.add_argument("--once", action="store_true", help="do what is due now, then end")
    worker.set_defaults(call=run_worker)


def serve(*, host: str, port: int, workers: int = 1, threads: int = 4) -> None:
    """Serve the application until told to end. Only the newest Python of the process decides the rest."""
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "hoiam.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
        log_access=False,
    ).serve()


def run_web(given: argparse.Namespace) -> int:
    command.start_django()
    from django.conf import settings

    if settings.IS_DEMO and given.host not in ("127.0.0.1", "::1", "localhost"):
        raise command.Refused(
            "The demo's passphrase is public: it is served on this machine (127.0.0.1) only."
        )
    if not settings.WHITENOISE_USE_FINDERS and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        raise command.Refused("The styles of the pages are not there yet. Run `hoiam migrate`.")
    serve(host=given.host, port=given.port, workers=given.workers, threads=given.threads)
    return 0


def run_worker(given: argparse.Namespace) -> int:
    command.start_django()
    from hoiam.config import worker

    if given.once:
        worker.turn_once()
    else:
        worker.turn()
    return 0
