"""The real application behind a real socket on loopback, in this process, so that the script can turn its clock."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class Quiet(WSGIRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Say nothing of single requests."""


class Measured:
    """Passes every request on and adds up what it cost: `cpu` and `wall` in seconds since `take` was last called."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.cpu = self.wall = 0.0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        cpu, wall = time.thread_time(), time.perf_counter()
        answer = self.application(environ, start_response)
        try:
            return list(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
            self.cpu += time.thread_time() - cpu
            self.wall += time.perf_counter() - wall

    def take(self) -> tuple[float, float]:
        spent = self.cpu, self.wall
        self.cpu = self.wall = 0.0
        return spent


class Server:
    """One thread, one request at a time, so that a request's CPU is its own."""

    def __init__(self, port: int) -> None:
        from hoiam.config.wsgi import application

        self.measured = Measured(application)
        self.home = f"http://127.0.0.1:{port}"
        self._http: WSGIServer = make_server("127.0.0.1", port, self.measured, handler_class=Quiet)
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()
