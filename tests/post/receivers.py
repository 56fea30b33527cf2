"""Real HTTP servers on loopback that receive webhooks, well or badly."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver(BaseHTTPRequestHandler):
    """Does what the path begins with: `/410`, `/500`, `/silent`, `/endless`, `/trickle`, `/to?URL`; else 204."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.got.append(
            (self.path, {k.lower(): v for k, v in self.headers.items()}, body, time.time())
        )
        path, _, where = self.path.lstrip("/").partition("?")
        word = path.partition("/")[0]
        if word == "silent":
            self.server.over.wait(30)
        elif word == "endless":
            self._endless()
        elif word == "trickle":
            self._trickle()
        else:
            self.send_response(307 if word == "to" else int(word) if word.isdigit() else 204)
            if word == "to":
                self.send_header("location", where)
            self.send_header("content-length", "0")
            self.end_headers()

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while not self.server.over.is_set():
                self.wfile.write(b"x" * 65_536)
                self.server.sent += 65_536
        except OSError:
            pass
        self.close_connection = True

    def _trickle(self) -> None:
        try:
            while not self.server.over.wait(0.2):
                self.wfile.write(b"H")
        except OSError:
            pass

    def log_message(self, *_words) -> None:
        pass


@contextmanager
def receiver():
    """Yields (address, server); `server.got` holds (path, headers, body, seconds) of each request."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.daemon_threads = True
    server.request_queue_size = 256
    server.got, server.over, server.sent = [], threading.Event(), 0
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
